"""When marketing calls are permitted, by the clock and the calendar of the person called.

Where no rule is known for a jurisdiction the hours cannot be told: no law is invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bigtrust.rules.working_days import holiday_name

Hours = tuple[tuple[int, int], ...]  # from the first hour, sharp, to before the last

SATURDAY, SUNDAY = 5, 6
NEVER: Hours = ()


@dataclass(frozen=True, slots=True)
class CallingHours:
    """The hours of each kind of day. A day is the first of: holiday, Sunday, Saturday or the day
    before a holiday, weekday.
    """

    source: str
    weekday: Hours
    saturday: Hours
    sunday: Hours
    holiday: Hours
    before_holiday: Hours


def _every_day(source: str, hours: Hours) -> CallingHours:
    return CallingHours(source, *[hours] * 5)


_ITALY = CallingHours(
    # Binds who joined it. A Saturday is 10-19 whether or not a holiday follows.
    "code of conduct for telemarketing, in force since 2024 (GDPR Art 40)",
    weekday=((9, 20),),
    saturday=((10, 19),),
    sunday=NEVER,
    holiday=NEVER,
    before_holiday=((10, 19),),
)
_FRANCE = CallingHours(
    "French Consumer Code, Art D.223-9",
    weekday=((10, 13), (14, 20)),
    saturday=NEVER,
    sunday=NEVER,
    holiday=NEVER,
    before_holiday=((10, 13), (14, 20)),
)
CALLING_HOURS: Mapping[str, CallingHours] = {
    "IT": _ITALY,
    "FR": _FRANCE,
    "US": _every_day("TCPA, 47 CFR 64.1200(c)(1)", ((8, 21),)),
    "GB": _every_day("house: no British law sets hours", ((8, 21),)),
}


def calling_hours(jurisdiction: str | None) -> CallingHours | None:
    """The rule of `jurisdiction` (ISO 3166; US-CA follows US), None where none is known."""
    return CALLING_HOURS.get((jurisdiction or "").partition("-")[0])


def permitted_hours(jurisdiction: str | None, day: date) -> Hours | None:
    """When a marketing call may be made in `jurisdiction` on `day`, local time.

    Pairs of a first hour and the hour before whose stroke the call has to be made: of (9, 20)
    09:00 is the first moment and 20:00 sharp is too late. None that day: (). Not known: None.
    Sources: rules.md, permitted hours of marketing calls; each rule names its own.
    """
    rule = calling_hours(jurisdiction)
    if rule is None or jurisdiction is None:
        return None
    if holiday_name(day, jurisdiction):
        return rule.holiday
    if day.weekday() == SUNDAY:
        return rule.sunday
    if day.weekday() == SATURDAY:
        return rule.saturday
    eve = holiday_name(day + timedelta(days=1), jurisdiction)
    return rule.before_holiday if eve else rule.weekday
