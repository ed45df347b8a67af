"""Parsing dates and moments, strictly.

DuckDB alone would read 24-02-03 as the year 24, 24:00 as the next day, `infinity` as a date, and
drop the offset of a moment. So the shape is matched first, and only then the value cast.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    true,
    try_cast,
)

from bigtrust.sources.cells import Cells, Parsed, Rule, first_said

AMBIGUOUS = "is a date that can be read in two ways"

_EPOCH = date(1970, 1, 1)
_FIRST_DAY = (date(1900, 1, 1) - _EPOCH).days
_DAY_SECONDS = 86_400

_DAY = r"\d{4}-\d{2}-\d{2}"
_MIDNIGHT = r"[T ]00:00(:00(\.0+)?)?"
_CLOCK = r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"
_OFFSET = r"(Z|[+-]\d{2}(:?\d{2})?)"
_UTC = r".*(Z|[+]00(:?00)?)"
_DAY_NUMBER = r"\d{5}(\.\d+)?"
_TWO_WAYS = r"(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-]\d{4}\b.*"
_TWO_DIGITS = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}([ T].*)?"
_OTHER_ORDER = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.*|\d{4}[/.]\d{1,2}[/.]\d{1,2}.*"
_MIDNIGHT_AT_THE_END = rf"{_DAY}[T ]24:.*"


def parse_date(cells: Cells) -> Parsed:
    """Days since 1970-01-01. A time of midnight, as databases write dates, is let pass."""
    if cells.date_format:
        shaped: ColumnElement[bool] = true()
        day: ColumnElement[Any] = cast(func.try_strptime(cells.text, cells.date_format), Date)
    else:
        shaped = cells.like(f"{_DAY}({_MIDNIGHT})?")
        day = case((shaped, try_cast(func.substr(cells.text, 1, 10), Date)))
    value = cast(func.date_diff("day", literal(_EPOCH, Date), day), Integer)
    faults = [
        *_misshapen(cells, shaped, "a date such as 2024-03-31"),
        (day.is_(None), _no_such_day(cells)),
        (value < _FIRST_DAY, "is before 1900"),
    ]
    if not cells.column.planned:
        faults.append((value > (cells.latest.date() - _EPOCH).days, "is in the future"))
    return Parsed(value, faults)


def parse_moment(cells: Cells) -> Parsed:
    """Seconds since 1970-01-01 UTC; a bare date is its midnight."""
    reading = _with_format(cells) if cells.date_format else _iso(cells)
    zoned = _in_zone(cells.time_zone, reading.local)
    naive = ~reading.has_offset
    seconds = case((reading.has_offset, reading.aware), else_=zoned.seconds)
    faults = [
        *_misshapen(cells, reading.shaped, "a moment such as 2024-03-31T14:05:00+02:00"),
        (reading.local.is_(None), _no_such_day(cells)),
        (seconds < _FIRST_DAY * _DAY_SECONDS, "is before 1900"),
        (and_(naive, zoned.skipped), f"never was: the clocks of {cells.time_zone} skipped it"),
    ]
    if not cells.column.planned:
        faults.append((seconds > int(cells.latest.timestamp()), "is in the future"))
    notes = [
        (and_(naive, zoned.repeated), f"had twice in {cells.time_zone}: the first is meant"),
        (naive, f"without a zone: read in {cells.time_zone}"),
        (reading.elsewhere, "with an offset: turned into UTC"),
    ]
    day_end = case((reading.whole_day, seconds + (_DAY_SECONDS - 1)), else_=seconds)
    return Parsed(seconds, faults, notes, day_end)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A moment's text, read: what its clock says, and the seconds where it has an offset."""

    shaped: ColumnElement[bool]
    local: ColumnElement[Any]
    has_offset: ColumnElement[bool]
    aware: ColumnElement[int]
    elsewhere: ColumnElement[bool]
    whole_day: ColumnElement[bool]


def _iso(cells: Cells) -> _Reading:
    shaped = cells.like(f"{_DAY}({_CLOCK}{_OFFSET}?)?")
    has_offset = cells.like(f"{_DAY}{_CLOCK}{_OFFSET}")
    return _Reading(
        shaped=shaped,
        local=case((shaped, try_cast(cells.text, DateTime))),
        has_offset=has_offset,
        aware=_seconds(try_cast(cells.text, DateTime(timezone=True))),
        elsewhere=and_(has_offset, ~cells.like(_UTC)),
        whole_day=func.length(cells.text) == len("2024-03-31"),
    )


def _with_format(cells: Cells) -> _Reading:
    parsed = func.try_strptime(cells.text, cells.date_format)
    has_offset = true() if "%z" in cells.date_format else false()
    has_clock = "%H" in cells.date_format or "%I" in cells.date_format
    return _Reading(
        shaped=true(),
        local=cast(parsed, DateTime),
        has_offset=has_offset,
        aware=_seconds(parsed),
        elsewhere=has_offset,
        whole_day=false() if has_clock else true(),
    )


@dataclass(frozen=True, slots=True)
class _Zoned:
    """A clock's time in a zone: its seconds, whether it never was, whether it was twice."""

    seconds: ColumnElement[int]
    skipped: ColumnElement[bool]
    repeated: ColumnElement[bool]


def _in_zone(time_zone: str, local: ColumnElement[Any]) -> _Zoned:
    """DuckDB moves a skipped time forward, and takes the later of two; the first is wanted."""

    def turned(moment: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.timezone(time_zone, moment)

    later = turned(local)
    earlier = [
        later - func.to_seconds(bindparam(None, step, BigInteger)) for step in steps_back(time_zone)
    ]
    twice = [(turned(moment) == local, moment) for moment in earlier]
    return _Zoned(
        seconds=_seconds(case(*twice, else_=later) if twice else later),
        skipped=turned(later) != local,
        repeated=or_(false(), *(again for again, _ in twice)),
    )


@cache
def steps_back(time_zone: str) -> tuple[int, ...]:
    """By how many seconds the clocks of a zone have been set back, 1990 to 2035."""
    zone = ZoneInfo(time_zone)
    start = datetime(1990, 1, 1, tzinfo=UTC)
    weeks = (start + timedelta(weeks=week) for week in range(45 * 52))
    offsets = [week.astimezone(zone).utcoffset() or timedelta() for week in weeks]
    steps = {int((before - after).total_seconds()) for before, after in pairwise(offsets)}
    return tuple(sorted(step for step in steps if step > 0))


def _seconds(moment: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.floor(func.epoch(moment)), BigInteger)


def _misshapen(cells: Cells, shaped: ColumnElement[bool], like: str) -> list[Rule]:
    """Why a text is not shaped like a date; looked into only where it is not."""
    day_number = (cells.like(_DAY_NUMBER), "is a spreadsheet's day number, not a date")
    if cells.date_format:
        return [day_number]
    why = first_said(
        [
            day_number,
            (cells.like(_TWO_WAYS), AMBIGUOUS),
            (cells.like(_OTHER_ORDER), "is not year-month-day; declare date_format in a mapping"),
            (cells.like(_TWO_DIGITS), "has a year of two digits"),
            (cells.like(_MIDNIGHT_AT_THE_END), "has a time of 24:00; write 00:00 of the next day"),
            (true(), f"is not {like}"),
        ]
    )
    return [(~shaped, why)]


def _no_such_day(cells: Cells) -> str:
    if cells.date_format:
        return f"is no day of the calendar written as {cells.date_format}"
    return "is no day of the calendar"
