"""Periods by name."""

from datetime import date

import pytest

from bigtrust.rules.period import Period
from bigtrust.views.periods import the_period, the_time, told_period, told_time
from bigtrust.views.wording import NO_BREAK

_30_DAYS = ("30 days to 31 Oct 2026", "the 30 days to 31 Oct 2026")


@pytest.mark.parametrize(
    ("first", "last", "told", "within"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "October 2026", "October 2026"),
        (date(2026, 9, 1), date(2026, 9, 30), "September 2026", "September 2026"),
        (date(2026, 10, 2), date(2026, 10, 31), *_30_DAYS),
        (date(2026, 10, 19), date(2026, 10, 25), "week to 25 Oct 2026", "the week to 25 Oct 2026"),
    ],
)  # fmt: skip
def test_a_period_is_told(first: date, last: date, told: str, within: str):
    period = Period(first, last)
    assert told_period(period).replace(NO_BREAK, " ") == told
    assert the_period(period).replace(NO_BREAK, " ") == within


@pytest.mark.parametrize(
    ("first", "kind", "told", "within"),
    [
        (date(2026, 10, 2), "flow", *_30_DAYS),
        (date(2026, 10, 2), "stock", "31 Oct 2026", "31 Oct 2026"),
        (date(2026, 10, 1), "stock", "October 2026", "October 2026"),
        (date(2026, 10, 25), "stock", "week to 31 Oct 2026", "the week to 31 Oct 2026"),
    ],
)
def test_what_stands_on_a_day_is_told_of_no_30_days(first: date, kind: str, told: str, within: str):
    period = Period(first, date(2026, 10, 31))
    assert told_time(period, kind).replace(NO_BREAK, " ") == told
    assert the_time(period, kind).replace(NO_BREAK, " ") == within
