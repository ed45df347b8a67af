"""Periods: the days that a figure is summed over."""

from datetime import date, timedelta
from typing import NamedTuple

HEADLINE_DAYS = 30


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


def windows_to(last: date, since: date, days: int) -> list[Period]:
    """Windows of so many days, end to end, the last one ending with `last`, in order."""
    windows = []
    while (window := days_to(last, days)).first >= since:
        windows.append(window)
        last -= timedelta(days=days)
    return windows[::-1]
