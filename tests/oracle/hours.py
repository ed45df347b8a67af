"""Calls out of hours: by the customer's own clock, calendar and law."""

from datetime import date, time
from zoneinfo import ZoneInfo

from tests.companies import Row
from tests.oracle.days import DAY, country, is_public_holiday
from tests.oracle.expected import Expected, rate
from tests.oracle.known import Asked, Known

Spans = tuple[tuple[int, int], ...]  # from an hour to before another
SATURDAY, SUNDAY = 5, 6


def out_of_hours_contacts(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing calls outside the permitted hours / marketing calls whose hours are known."""
    calls = [row for row in calls_judged(known) if first <= row["day"] <= last and asked.row(row)]
    return rate(sum(is_out_of_hours(known, row) for row in calls), len(calls))


def calls_judged(known: Known) -> list[Row]:
    sms_too = getattr(getattr(known.settings, "hours", None), "sms", False)
    channels = ("phone", "sms") if sms_too else ("phone",)
    return [
        row
        for row in known.counted
        if row["channel"] in channels and _spans(known, row) is not None
    ]


def is_out_of_hours(known: Known, call: Row) -> bool:
    at = _own_time(known, call)
    spans = _spans(known, call) or ()
    return not any(time(start) <= at and at.hour < end for start, end in spans)


def _own_time(known: Known, call: Row) -> time:
    zone = known.about(call["customer_id"]).get("time_zone") or known.zone
    return call["sent_at"].astimezone(ZoneInfo(zone)).time()


def _spans(known: Known, call: Row) -> Spans | None:
    """The hours permitted on its day; None where no law of hours is known."""
    where, day = known.jurisdiction(call["customer_id"]), call["day"]
    if country(where) == "IT":
        return _italian(day, where)
    if country(where) == "FR":
        weekend = day.weekday() in (SATURDAY, SUNDAY)
        return () if weekend or is_public_holiday(day, where) else ((10, 13), (14, 20))
    return ((8, 21),) if country(where) in ("US", "GB") else None


def _italian(day: date, where: str) -> Spans:
    if day.weekday() == SUNDAY or is_public_holiday(day, where):
        return ()
    if day.weekday() == SATURDAY or is_public_holiday(day + DAY, where):
        return ((10, 19),)
    return ((9, 20),)
