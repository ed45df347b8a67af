"""When a request must be answered, from the table of deadlines in rules.md, by hand."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tests.oracle.days import rolled, working_days_after


class Happening(NamedTuple):
    """An event of a request, on the company's day; in order of their moments."""

    day: date
    kind: str


class Wait(NamedTuple):
    """From asking the person to being told; `told` is None while the answer is awaited.

    `whole_days` is 1 where neither the day of asking nor that of telling counts.
    """

    asked: date
    told: date | None
    whole_days: int = 0


def due_day(
    regime: str, right: str, received: date, jurisdiction: str, happenings: Sequence[Happening] = ()
) -> date | None:
    """The last day to answer; None while the clock stands still, or where no rule sets one."""
    if regime == "gdpr":
        return _gdpr(received, jurisdiction, happenings)
    if regime == "uk_gdpr":
        return (
            None
            if right == "complaint_to_controller"
            else _uk(right, received, jurisdiction, happenings)
        )
    if regime == "us_foia":
        return working_days_after(received, 20, "US")
    if regime == "ccpa" and right in ("opt_out", "limit"):
        return working_days_after(received, 15, "US")
    return _in_calendar_days(received, *_calendar_days(regime), happenings)


def _calendar_days(regime: str) -> tuple[int, int]:
    """Days to answer, and days that a notice adds.

    A right without a row of its own has its regime's ordinary limit.
    """
    return {
        "ccpa": (45, 45),
        "lgpd": (15, 0),
        "pipeda": (30, 30),
        "colorado": (45, 45),
        "virginia": (45, 45),
    }[regime]


def _in_calendar_days(
    received: date, days: int, more: int, happenings: Sequence[Happening]
) -> date:
    due = received + timedelta(days=days)
    if more and _extended_by(due, happenings):
        return due + timedelta(days=more)
    return due


def _gdpr(received: date, jurisdiction: str, happenings: Sequence[Happening]) -> date | None:
    doubts = _waits(happenings, "identity_requested", "identity_proved")
    first_month = rolled(_months_after(received, 1), jurisdiction)  # doubts do not stretch it
    months = 3 if _extended_by(first_month, happenings) else 1
    return _run_out(received, months, doubts, jurisdiction)


def _uk(
    right: str, received: date, jurisdiction: str, happenings: Sequence[Happening]
) -> date | None:
    """The clock starts once the person is known, and waits for clarification of an access."""
    awaited = _clarified(right, happenings)
    start = _uk_start(received, awaited, jurisdiction, happenings)
    return _uk_from(start, awaited, jurisdiction, happenings) if start else None


def _clarified(right: str, happenings: Sequence[Happening]) -> list[Wait]:
    if right != "access":
        return []
    return _waits(happenings, "clarification_requested", "clarification_received", whole_days=1)


def _uk_start(
    received: date, awaited: list[Wait], jurisdiction: str, happenings: Sequence[Happening]
) -> date | None:
    start = received
    for asked, told, _ in _waits(happenings, "identity_requested", "identity_proved"):
        due = _uk_from(start, awaited, jurisdiction, happenings)
        if due is not None and asked > due:
            break  # a clock that has run out does not start anew
        if told is None:
            return None
        start = max(start, told)
    return start


def _uk_from(
    start: date, awaited: list[Wait], jurisdiction: str, happenings: Sequence[Happening]
) -> date | None:
    first_month = _run_out(start, 1, awaited, jurisdiction)  # the pauses stretch it
    if first_month is not None and _extended_by(first_month, happenings):
        return _run_out(start, 3, awaited, jurisdiction)
    return first_month


def last_day_to_extend(
    regime: str, right: str, received: date, jurisdiction: str, happenings: Sequence[Happening]
) -> date | None:
    """By when an extension must be told; None where no rule knows one, or the clock stands."""
    if regime == "gdpr":
        return rolled(_months_after(received, 1), jurisdiction)
    if regime == "uk_gdpr" and right != "complaint_to_controller":
        awaited = _clarified(right, happenings)
        start = _uk_start(received, awaited, jurisdiction, happenings)
        return _run_out(start, 1, awaited, jurisdiction) if start else None
    if regime in ("uk_gdpr", "us_foia") or (regime == "ccpa" and right in ("opt_out", "limit")):
        return None
    days, more = _calendar_days(regime)
    return received + timedelta(days=days) if more else None


def _run_out(start: date, months: int, waits: list[Wait], jurisdiction: str) -> date | None:
    """The day on which a clock of months runs out that stands still while somebody is awaited."""
    paused = timedelta(0)
    for asked, told, whole_days in waits:
        if asked > rolled(_months_after(start, months) + paused, jurisdiction):
            break  # a clock that has run out cannot be stopped
        if told is None:
            return None
        if told >= start:
            paused += told - max(asked, start) + timedelta(days=whole_days)
    return rolled(_months_after(start, months) + paused, jurisdiction)


def _waits(
    happenings: Sequence[Happening], asking: str, telling: str, whole_days: int = 0
) -> list[Wait]:
    """From each first asking to the next telling; telling unasked changes nothing, and who asks
    again on the day of the telling has not stopped waiting.
    """
    waits: list[Wait] = []
    asked: date | None = None
    for day, kind in happenings:
        if kind == asking and asked is None:
            asked = waits.pop().asked if waits and waits[-1].told == day else day
        elif kind == telling and asked is not None:
            waits.append(Wait(asked, day, whole_days))
            asked = None
    return [*waits, Wait(asked, None)] if asked else waits


def _extended_by(limit: date, happenings: Sequence[Happening]) -> bool:
    return any(kind == "extended" and day <= limit for day, kind in happenings)


def _months_after(day: date, months: int) -> date:
    """The same-numbered day so many months on; where that month has none, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
