"""Opt-outs, complaints and departures by contact pressure (decisions.md, 49)."""

from datetime import date

import pytest

from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.period import Period
from tests.companies import company
from tests.promises.conftest import counts
from tests.stores import officer

TEXT = """
    customers
      customer_id | joined_on  | left_on
      ann         | 2024-03-01 |
      ben         | 2024-02-20 | 2024-03-11
      cai         | 2024-03-21 |
    contacts
      customer_id | sent_at
      ann         | 2024-03-05 10:00
      ann         | 2024-03-10 10:00
      ann         | 2024-03-15 10:00
      ben         | 2024-02-10 10:00
    consent_events
      customer_id | occurred_at      | state
      ann         | 2024-03-02 10:00 | given
      ann         | 2024-03-15 23:00 | withdrawn
    complaints
      customer_id | received_at
      ann         | 2024-03-04 10:00
      ann         | 2024-03-05 01:00
      ben         | 2024-03-11 10:00
                  | 2024-03-12 10:00
"""
# Ann: 4 days before any contact, 10 with 1 or 2, 17 with 3. Ben: 10 days with 1, to 10 March;
# a contact presses for 30 days, to 10 March. Cai: 11 days.
MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))
DAYS = {"0": 15, "1-2": 20, "3-4": 17}
EVENTS = {
    "opt_outs_by_pressure": {"3-4": 1},
    "complaints_by_pressure": {"0": 1, "1-2": 1},
    "departures_by_pressure": {"1-2": 1},
}


def test_events_and_days_go_by_the_contacts_of_the_30_days_to_that_day(build_of):
    build = build_of(company(TEXT))
    for name, events in EVENTS.items():
        expected = {band: (events.get(band, 0), days) for band, days in DAYS.items()}
        assert counts(build, name, "pressure", MARCH.first, MARCH.last) == expected


@pytest.mark.parametrize("engine", ["duckdb"])
def test_the_interval_of_a_rate_is_exact(build_of):
    """One event: 0.0253 to 5.5716 of it (Garwood), here in 52 days."""
    build = build_of(company(TEXT))
    (figure,) = calculate(CATALOGUE["departures_by_pressure"], [MARCH], (), officer(build), build)
    assert (figure.low, figure.high) == pytest.approx((25.3 / 52, 5571.6 / 52), rel=1e-3)
