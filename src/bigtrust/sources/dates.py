"""Parsing dates and moments, strictly.

DuckDB alone would read 24-02-03 as the year 24, 24:00 as the next day, `infinity` as a date, and
drop the offset of a moment. So the shape is matched first, and only then the value cast.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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

from bigtrust.contract import Kind
from bigtrust.contract.columns import IN_THE_FUTURE
from bigtrust.sources.cells import Cells, Parsed, Rule, first_said

AMBIGUOUS = "is a date that can be read in two ways"
TURNED = "moments turned to UTC"

_EPOCH = date(1970, 1, 1)
_FIRST_DAY = (date(1900, 1, 1) - _EPOCH).days
_DAY_SECONDS = 86_400
KNOWN = range(1990, 2036)  # the years whose changes of clocks are looked up

_DAY = r"\d{4}-\d{2}-\d{2}"
_MIDNIGHT = r"[T ]00:00(:00(\.0+)?)?"
_CLOCK = r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"
OFFSET_HOURS = r"[+-](0\d|1[0-4])"  # no zone is further away
_OFFSET = rf"(Z|{OFFSET_HOURS}(:?[0-5]\d)?)"
_NO_SECONDS = rf"^({_DAY}[T ]\d{{2}}:\d{{2}})([Z+-].*)$"
IN_UTC = r".*(Z|[+]00(:?00)?)"
_DAY_NUMBER = r"\d{5}(\.\d+)?"
_TWO_WAYS = r"(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-]\d{4}\b.*"
_TWO_DIGITS = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}([ T].*)?"
_OTHER_ORDER = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.*|\d{4}[/.]\d{1,2}[/.]\d{1,2}.*"
_TELLS_HOURS = re.compile(r"%-?[HIXc]")  # a format, one without leading zeros among them
_MIDNIGHT_AT_THE_END = rf"{_DAY}[T ]24:.*"


def parse_date(cells: Cells) -> Parsed:
    """Days since 1970-01-01. A time of midnight, as databases write dates, is let pass."""
    if cells.date_format:
        shaped: ColumnElement[bool] = true()
        day: ColumnElement[Any] = cast(func.try_strptime(cells.text, cells.date_format), Date)
    else:
        shaped = cells.like(f"{_DAY}({_MIDNIGHT})?")
        day = case((shaped, try_cast(func.substr(cells.text, 1, 10), Date)))
    value = day_number(day)
    faults = [
        *_misshapen(cells, shaped, "a date such as 2024-03-31"),
        (day.is_(None), _no_such_day(cells)),
        *out_of_range(cells, value),
    ]
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
        (and_(naive, zoned.skipped), f"never was: the clocks of {cells.time_zone} skipped it"),
        *out_of_range(cells, seconds),
    ]
    notes = [
        (and_(naive, zoned.repeated), f"had twice in {cells.time_zone}: the first is meant"),
        (naive, naive_note(cells)),
        (reading.elsewhere, TURNED),
    ]
    day_end = case((reading.whole_day, seconds + (_DAY_SECONDS - 1)), else_=seconds)
    return Parsed(seconds, faults, notes, day_end)


def day_number(day: ColumnElement[Any]) -> ColumnElement[int]:
    """Days since 1970-01-01."""
    return cast(func.date_diff("day", literal(_EPOCH, Date), day), Integer)


def seconds_of(moment: ColumnElement[Any]) -> ColumnElement[int]:
    """Seconds since 1970-01-01 UTC."""
    return cast(func.floor(func.epoch(moment)), BigInteger)


def plain_naive(cells: Cells) -> ColumnElement[Any]:
    """The seconds of a moment without a zone, near no change of clocks; else NULL."""
    local = try_cast(cells.text, DateTime)
    day = day_number(cast(local, Date))
    days = _days_of(KNOWN)
    plain = and_(
        day.between(days.start + 1, days.stop - 2), day.not_in(days_of_change(cells.time_zone))
    )
    return case((plain, seconds_of(func.timezone(cells.time_zone, local))))


def naive_note(cells: Cells) -> str:
    return f"without a zone: read in {cells.time_zone}"


def out_of_range(cells: Cells, value: ColumnElement[Any]) -> list[Rule]:
    """A day or second before 1900, or to come where the column holds only what has been."""
    first, latest = _range(cells)
    early: Rule = (value < first, "is before 1900")
    return [early] if cells.column.planned else [early, (value > latest, IN_THE_FUTURE)]


def _range(cells: Cells) -> tuple[int, int]:
    if cells.column.kind is Kind.DATE:
        return _FIRST_DAY, (cells.latest.date() - _EPOCH).days
    return _FIRST_DAY * _DAY_SECONDS, int(cells.latest.timestamp())


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
    # Before an offset DuckDB wants seconds.
    text = func.regexp_replace(cells.text, _NO_SECONDS, r"\1:00\2")
    return _Reading(
        shaped=shaped,
        local=case((shaped, try_cast(text, DateTime))),
        has_offset=has_offset,
        aware=seconds_of(try_cast(text, DateTime(timezone=True))),
        elsewhere=and_(has_offset, ~cells.like(IN_UTC)),
        whole_day=func.length(cells.text) == len("2024-03-31"),
    )


def _with_format(cells: Cells) -> _Reading:
    parsed = func.try_strptime(cells.text, cells.date_format)
    # By its offset (%z) or by its name (%Z): either way the engine has read the moment with it.
    has_offset = true() if "%z" in cells.date_format.lower() else false()
    return _Reading(
        shaped=true(),
        local=cast(parsed, DateTime),
        has_offset=has_offset,
        aware=seconds_of(parsed),
        elsewhere=has_offset,
        whole_day=false() if _TELLS_HOURS.search(cells.date_format) else true(),
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
        seconds=seconds_of(case(*twice, else_=later) if twice else later),
        skipped=turned(later) != local,
        repeated=or_(false(), *(again for again, _ in twice)),
    )


@cache
def steps_back(time_zone: str) -> tuple[int, ...]:
    """By how many seconds the clocks of a zone have been set back, in the years KNOWN."""
    steps = {before - after for before, after in pairwise(_offsets(time_zone))}
    return tuple(sorted(step for step in steps if step > 0))


@cache
def days_of_change(time_zone: str) -> tuple[int, ...]:
    """The days (since 1970-01-01), with one more on either side, on which the clocks of a zone
    have been set back or forward, in the years KNOWN."""
    first = _days_of(KNOWN)[0]
    changes = (
        first + day
        for day, (before, after) in enumerate(pairwise(_offsets(time_zone)))
        if before != after
    )
    return tuple(sorted({day + near for day in changes for near in (-1, 0, 1, 2)}))


@cache
def _offsets(time_zone: str) -> tuple[int, ...]:
    """The zone's offset from UTC in seconds, day by day of the years KNOWN."""
    zone = ZoneInfo(time_zone)
    midnights = (datetime.fromtimestamp(day * _DAY_SECONDS, zone) for day in _days_of(KNOWN))
    return tuple(
        int((midnight.utcoffset() or timedelta()).total_seconds()) for midnight in midnights
    )


def _days_of(years: range) -> range:
    return range(
        (date(years.start, 1, 1) - _EPOCH).days,
        (date(years.stop, 1, 1) - _EPOCH).days,
    )


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
