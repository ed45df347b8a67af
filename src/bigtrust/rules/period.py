"""Periods: the days that a figure is summed over."""

from datetime import date, timedelta
from typing import NamedTuple

HEADLINE_DAYS = 30
SERIES_DAYS = 2 * 365


class Period(NamedTuple):
    """From a first to a last day, both within. A stock is taken at the close of the last."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def days_to(last: date, days: int) -> Period:
    """The so many days that end with `last`."""
    return Period(last - timedelta(days=days - 1), last)


def weeks_to(last: date, since: date) -> list[Period]:
    """The complete ISO weeks within `since` .. `last`, in order."""
    end = last - timedelta(days=last.isoweekday() % 7)  # the last Sunday
    weeks = []
    while (week := days_to(end, 7)).first >= since:
        weeks.append(week)
        end -= timedelta(days=7)
    return weeks[::-1]


def week_so_far(last: date) -> Period:
    """The days of an ISO week up to `last`."""
    return days_to(last, last.isoweekday())


def windows_to(last: date, since: date, days: int) -> list[Period]:
    """Windows of so many days, end to end, the last one ending with `last`, in order."""
    windows = []
    while (window := days_to(last, days)).first >= since:
        windows.append(window)
        last -= timedelta(days=days)
    return windows[::-1]


def months_to(last: date, since: date) -> list[Period]:
    """The complete calendar months within `since` .. `last`, in order."""
    months = []
    end = (last + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    while (month := Period(end.replace(day=1), end)).first >= since:
        months.append(month)
        end = month.first - timedelta(days=1)
    return months[::-1]


def headline_periods(as_of: date) -> list[Period]:
    """The 30 days to as-of, and the 30 before."""
    before = as_of - timedelta(days=HEADLINE_DAYS)
    return [days_to(before, HEADLINE_DAYS), days_to(as_of, HEADLINE_DAYS)]


def published_kinds(as_of: date) -> tuple[list[Period], list[Period], list[Period]]:
    """The periods for which figures by dimension are published: the weeks and the months of the
    last two years, and the headline's (security.md: no free dates). Within a kind none overlap.
    """
    since = as_of - timedelta(days=SERIES_DAYS + 31)
    return weeks_to(as_of, since), months_to(as_of, since), headline_periods(as_of)


def published_periods(as_of: date) -> list[Period]:
    return [period for kind in published_kinds(as_of) for period in kind]
