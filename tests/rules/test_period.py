"""Weeks and windows: complete, in order, end to end, and within what was asked."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.period import Period, days_to, weeks_to, windows_to

MONDAY, SUNDAY = 1, 7
DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
lengths = st.integers(1, 60)
spans = st.integers(-10, 800).map(lambda number: timedelta(days=number))


@given(days, lengths)
def test_so_many_days_end_with_the_last(last: date, length: int):
    period = days_to(last, length)
    assert (period.last, period.days) == (last, length)


@given(days, spans)
def test_a_week_runs_from_monday_to_sunday(last: date, span: timedelta):
    for week in weeks_to(last, last - span):
        assert (week.first.isoweekday(), week.last.isoweekday()) == (MONDAY, SUNDAY)
        assert week.days == 7


@given(days, spans)
def test_weeks_follow_each_other_and_lie_within(last: date, span: timedelta):
    since = last - span
    weeks = weeks_to(last, since)
    assert all(early.last + DAY == late.first for early, late in pairwise(weeks))
    assert all(since <= week.first and week.last <= last for week in weeks)


@given(days, spans)
def test_no_complete_week_is_left_out(last: date, span: timedelta):
    since = last - span
    every = (since + number * DAY for number in range((last - since).days - 5))
    mondays = [day for day in every if day.isoweekday() == MONDAY]
    assert [week.first for week in weeks_to(last, since)] == mondays


@given(days, spans, lengths)
def test_windows_end_with_the_last_day_and_lie_end_to_end(last: date, span: timedelta, length: int):
    since = last - span
    windows = windows_to(last, since, length)
    assert all(early.last + DAY == late.first for early, late in pairwise(windows))
    assert all(window.days == length and window.first >= since for window in windows)
    assert len(windows) == max((last - since).days + 1, 0) // length
    assert not windows or windows[-1].last == last


def test_a_week_that_is_not_over_is_none():
    saturday = date(2024, 6, 22)
    assert weeks_to(saturday, date(2024, 6, 10)) == [Period(date(2024, 6, 10), date(2024, 6, 16))]
    assert len(weeks_to(saturday + DAY, date(2024, 6, 10))) == 2
    assert len(weeks_to(saturday + DAY, date(2024, 6, 11))) == 1
