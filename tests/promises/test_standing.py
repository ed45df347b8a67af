"""Opt-outs and the permissions they come from (decisions.md, 15): 100 x 30 x opt-outs / days."""

from datetime import date

import pytest

from tests.companies import company
from tests.promises.conftest import figure

FIRST, LAST = date(2024, 3, 1), date(2024, 3, 30)

EXAMPLES = {
    "ten days of permission, then an opt-out": (
        """
        consent_events
          customer_id | occurred_at      | state     | channel
          ann         | 2024-03-01 10:00 | given     | sms
          ann         | 2024-03-11 10:00 | withdrawn | sms
        """,
        (1, 10, 300.0),
    ),
    "twice in a period counts once": (
        """
        consent_events
          customer_id | occurred_at      | state     | channel
          ann         | 2024-03-01 10:00 | given     | sms
          ann         | 2024-03-06 10:00 | withdrawn | sms
          ann         | 2024-03-11 10:00 | given     | sms
          ann         | 2024-03-16 10:00 | objected  | sms
        """,
        (1, 10, 300.0),
    ),
    "without permission before there is nothing to withdraw": (
        """
        consent_events
          customer_id | occurred_at      | state     | channel
          ann         | 2024-03-11 10:00 | withdrawn | sms
          ben         | 2024-03-21 10:00 | given     | sms
        """,
        (0, 10, 0.0),
    ),
    "an event for all channels ends the permission of each": (
        """
        consent_events
          customer_id | occurred_at      | state     | channel
          ann         | 2024-03-01 10:00 | given     | sms
          ann         | 2024-03-01 10:00 | given     | phone
          ann         | 2024-03-11 10:00 | withdrawn | all
        """,
        (2, 20, 300.0),
    ),
    "the last event of a day decides it": (
        """
        consent_events
          customer_id | occurred_at      | state     | channel
          ann         | 2024-03-01 10:00 | given     | sms
          ann         | 2024-03-01 22:00 | withdrawn | sms
          ben         | 2024-03-30 23:00 | given     | sms
        """,
        (1, 1, 3000.0),
    ),
    "a sale permits email from its day on, until refused": (
        """
        purchases
          customer_id | purchased_at
          ann         | 2024-03-11 10:00
        consent_events
          customer_id | occurred_at      | state   | channel
          ann         | 2024-03-21 10:00 | refused | email
        """,
        (0, 10, 0.0),
    ),
    "where all may be contacted, from joining to leaving": (
        """
        customers
          customer_id | jurisdiction | joined_on  | left_on
          ann         | US-CA        | 2024-03-11 |
          ben         | US-CA        | 2020-01-01 | 2024-03-06
          cai         | US-CA        | 2020-01-01 |
        consent_events
          customer_id | occurred_at      | state     | channel
          cai         | 2024-03-02 10:00 | withdrawn | email
        """,
        (1, 20 + 5 + 1, pytest.approx(3000 / 26)),
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_opt_outs_and_days_of_permission(build_of, name: str):
    text, expected = EXAMPLES[name]
    assert figure(build_of(company(text)), "opt_out_rate", FIRST, LAST) == expected
