"""The 20 working days of the Freedom of Information Act, by hand and by no other calendar."""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


def federal_holidays(year: int) -> set[date]:
    """5 USC 6103 as it stood to 2017; on a weekend, the Friday before or the Monday after."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    fixed.append(date(year + 1, 1, 1))  # on a Saturday, it is kept on 31 December
    shift = {SATURDAY: -DAY, SUNDAY: DAY}
    kept = {day + shift.get(day.weekday(), timedelta()) for day in fixed}
    monday, thursday = 0, 3
    return kept | {
        nth(year, 1, monday, 3),
        nth(year, 2, monday, 3),
        nth(year, 6, monday, 1) - 7 * DAY,  # the last Monday of May
        nth(year, 9, monday, 1),
        nth(year, 10, monday, 2),
        nth(year, 11, thursday, 4),
    }


def nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (number - 1))


HOLIDAYS = set().union(*(federal_holidays(year) for year in range(2011, 2019)))


@cache
def due(received: date) -> date:
    """The 20th working day after it: 5 USC 552(a)(6)(A)(i)."""
    day, left = received, 20
    while left:
        day += DAY
        left -= day.weekday() < SATURDAY and day not in HOLIDAYS
    return day
