"""Days: whose calendar day a moment falls on, and which days are worked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

DAY = timedelta(days=1)


def day_in(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both within."""
    day = first
    while day <= last:
        yield day
        day += DAY


def full_jurisdiction(code: str) -> str:
    return "GB-ENG" if code == "GB" else code


def country(jurisdiction: str) -> str:
    return jurisdiction.split("-")[0]


@cache
def _public_holidays(jurisdiction: str) -> holidays.HolidayBase | dict[date, str]:
    """A part of a country that the calendar does not know has its country's holidays; the United
    States count federal ones everywhere."""
    of_country, _, of_part = full_jurisdiction(jurisdiction).partition("-")
    parts = holidays.list_supported_countries()
    if of_country not in parts:
        return {}
    part = of_part if of_part in parts[of_country] and of_country != "US" else None
    return holidays.country_holidays(of_country, subdiv=part)


def is_public_holiday(day: date, jurisdiction: str) -> bool:
    return day in _public_holidays(jurisdiction)


def is_working_day(day: date, jurisdiction: str) -> bool:
    return day.weekday() < 5 and not is_public_holiday(day, jurisdiction)


def rolled(day: date, jurisdiction: str) -> date:
    """The day itself if it is worked, else the next that is."""
    while not is_working_day(day, jurisdiction):
        day += DAY
    return day


def working_days_after(day: date, count: int, jurisdiction: str) -> date:
    """The count-th working day after a day; the day itself for none."""
    for _ in range(count):
        day = rolled(day + DAY, jurisdiction)
    return day
