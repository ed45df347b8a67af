"""Parsing text strictly, as SQL expressions: for each kind of column its typed value, the fault
that keeps a row out, and the note that it is worth a warning.

Nothing is guessed: DuckDB alone would read 1.9 as 2, 1e3 as 1000, 24-02-03 as the year 24, and
drop the offset of a moment. So the shape is matched first, and only then the value cast.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Interval,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    try_cast,
)

from bigtrust.contract import Column, Kind
from bigtrust.sources.mapping import Mapping as SourceMapping

ABSENT = ("N/A", "#N/A")  # what people and spreadsheets write for nothing; "Null" is a surname
EARLIEST = date(1900, 1, 1)
EPOCH = date(1970, 1, 1)
DAY_SECONDS = 86_400
AMBIGUOUS = "a date that can be read in two ways"
EMPTY = "is empty, and every row needs it"

_INVISIBLE = r"[\x{0000}-\x{001F}\x{007F}-\x{009F}\x{00AD}\x{200B}-\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]"
_SCIENTIFIC = r"\d(\.\d+)?[eE]\+\d+|\d\.\d+[eE]\d+"
_SERIAL = r"\d{5}(\.\d+)?"
_SLASHED = r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}.*"
_TWO_WAYS = r"(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-]\d{4}.*"
_TWO_DIGITS = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}([ T].*)?"
_DAY = r"\d{4}-\d{2}-\d{2}"
_MIDNIGHT = r"[T ]00:00(:00(\.0+)?)?"
_CLOCK = r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"
_OFFSET = r"(Z|[+-]\d{2}(:?\d{2})?)"
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_CARD = r"\b[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}\b"
_TRUE, _FALSE = ("true", "yes", "y", "1"), ("false", "no", "n", "0")

Text = ColumnElement[str]
Fault = tuple[ColumnElement[bool], str]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a source declares of its dates, and the moment after which they lie in the future."""

    time_zone: str
    date_format: str
    latest: datetime

    def of(self, column: Column, mapping: SourceMapping) -> "Terms":
        """The terms of one column."""
        return replace(self, date_format=mapping.format_of(column.name))


@dataclass(frozen=True, slots=True)
class Judged:
    """The typed value (NULL if there is none), the first fault and the first note, or NULL.
    `latest` is the last second or day that the value may mean: a day's end for a bare date."""

    value: ColumnElement[Any]
    fault: ColumnElement[str | None]
    note: ColumnElement[str | None]
    latest: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class _Parsed:
    value: ColumnElement[Any]
    faults: Sequence[Fault] = ()
    notes: Sequence[Fault] = ()
    latest: ColumnElement[Any] | None = None


def judge(column: Column, text: Text, terms: Terms) -> Judged:
    """The judgement on a column of text, trimmed and NULL where nothing was written."""
    absent = func.upper(text).in_(ABSENT)
    written = case((absent, None), else_=text)
    parsed = _PARSERS[column.kind](column, written, terms)
    empty = literal(EMPTY) if column.required else cast(null(), String)
    fault = case((written.is_(None), empty), else_=_first(parsed.faults))
    return Judged(
        value=parsed.value,
        fault=fault,
        note=_first([(absent, "N/A is read as empty"), *parsed.notes]),
        latest=parsed.value if parsed.latest is None else parsed.latest,
    )


def masked(text: Text) -> Text:
    """Free words without what looks like an email address or a card number."""
    hidden = func.regexp_replace(text, _EMAIL, "[email]", "g")
    return func.regexp_replace(hidden, _CARD, "[card number]", "g")


def _first(rules: Sequence[Fault]) -> ColumnElement[str | None]:
    return case(*((condition, literal(said)) for condition, said in rules)) if rules else null()


def _full(text: Text, pattern: str) -> ColumnElement[bool]:
    return func.regexp_full_match(text, pattern)


def _id(column: Column, text: Text, terms: Terms) -> _Parsed:
    return _Parsed(
        text,
        [
            (func.regexp_matches(text, _INVISIBLE), "holds an invisible character"),
            (_full(text, _SCIENTIFIC), "is a number in scientific notation, not an id"),
        ],
    )


def _text(column: Column, text: Text, terms: Terms) -> _Parsed:
    hidden = masked(text)
    return _Parsed(hidden, notes=[(hidden != text, "an email address or card number is masked")])


def _term(column: Column, text: Text, terms: Terms) -> _Parsed:
    return _Parsed(text)


def _enum(column: Column, text: Text, terms: Terms) -> _Parsed:
    plain = func.replace(func.lower(text), " ", "_")
    known = plain.in_(column.allowed)
    return _Parsed(
        case((known, plain)),
        [(~known, "is none of the allowed values")],
        [(plain != text, "other case or spaces are read as the allowed value")],
    )


def _jurisdiction(column: Column, text: Text, terms: Terms) -> _Parsed:
    shaped = _full(text, r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
    known = and_(shaped, func.substr(text, 1, 2).in_(countries()))
    return _Parsed(case((known, text)), [(~known, "is no ISO 3166 code")])


def _time_zone(column: Column, text: Text, terms: Terms) -> _Parsed:
    known = text.in_(sorted(available_timezones()))
    return _Parsed(case((known, text)), [(~known, "is no IANA time zone")])


def _integer(column: Column, text: Text, terms: Terms) -> _Parsed:
    shaped = _full(text, r"[+-]?\d{1,18}")
    value = case((shaped, try_cast(text, BigInteger)))
    faults = [(~shaped, "is no whole number")]
    if column.minimum is not None:
        faults.append((value < column.minimum, f"is below {column.minimum}"))
    if column.maximum is not None:
        faults.append((value > column.maximum, f"is above {column.maximum}"))
    return _Parsed(value, faults)


def _boolean(column: Column, text: Text, terms: Terms) -> _Parsed:
    plain = func.lower(text)
    value = case((plain.in_(_TRUE), True), (plain.in_(_FALSE), False), else_=cast(null(), Boolean))
    return _Parsed(
        value,
        [(plain.not_in((*_TRUE, *_FALSE)), "is neither true nor false")],
        [(plain.not_in(("true", "false")), "yes, Y, 1 and their like are read as true or false")],
    )


def _date(column: Column, text: Text, terms: Terms) -> _Parsed:
    if terms.date_format:
        shaped: ColumnElement[bool] = literal(True)
        day = cast(func.try_strptime(text, terms.date_format), Date)
    else:
        shaped = _full(text, f"{_DAY}({_MIDNIGHT})?")
        day = case((shaped, try_cast(func.substr(text, 1, 10), Date)))
    value = cast(func.date_diff("day", literal(EPOCH, Date), day), Integer)
    latest = (terms.latest.date() - EPOCH).days
    faults = [
        *_unlike(text, shaped, "a date such as 2024-03-31", terms),
        (day.is_(None), _not_a_day(terms)),
        (value < (EARLIEST - EPOCH).days, "is before 1900"),
    ]
    if not column.planned:
        faults.append((value > latest, "is in the future"))
    return _Parsed(value, faults)


def _moment(column: Column, text: Text, terms: Terms) -> _Parsed:
    reading = _with_format(text, terms) if terms.date_format else _iso(text)
    zoned = _Zoned(terms.time_zone, reading.local)
    seconds = case((reading.offset, reading.aware), else_=zoned.seconds)
    earliest = int(datetime(1900, 1, 1, tzinfo=UTC).timestamp())
    faults = [
        *_unlike(text, reading.shaped, "a moment such as 2024-03-31T14:05:00+02:00", terms),
        (reading.local.is_(None), _not_a_day(terms)),
        (seconds < earliest, "is before 1900"),
        (
            and_(~reading.offset, zoned.skipped),
            f"the clocks of {terms.time_zone} skipped this time",
        ),
    ]
    if not column.planned:
        faults.append((seconds > int(terms.latest.timestamp()), "is in the future"))
    notes = [
        (
            and_(~reading.offset, zoned.repeated),
            f"times that {terms.time_zone} had twice are read as the first",
        ),
        (~reading.offset, f"times without a zone are read in {terms.time_zone}"),
        (and_(reading.offset, reading.elsewhere), "times with an offset are read as UTC"),
    ]
    end = case((reading.whole_day, seconds + (DAY_SECONDS - 1)), else_=seconds)
    return _Parsed(seconds, faults, notes, end)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a moment's text is read: the clock's time, and the seconds where it has an offset."""

    shaped: ColumnElement[bool]
    local: ColumnElement[datetime]
    offset: ColumnElement[bool]
    aware: ColumnElement[int]
    elsewhere: ColumnElement[bool]
    whole_day: ColumnElement[bool]


def _iso(text: Text) -> _Reading:
    shaped = _full(text, f"{_DAY}({_CLOCK}{_OFFSET}?)?")
    return _Reading(
        shaped=shaped,
        local=case((shaped, try_cast(text, DateTime))),
        offset=_full(text, f"{_DAY}{_CLOCK}{_OFFSET}"),
        aware=_seconds(try_cast(text, DateTime(timezone=True))),
        elsewhere=~_full(text, ".*(Z|[+]00(:?00)?)"),
        whole_day=func.length(text) == len("2024-03-31"),
    )


def _with_format(text: Text, terms: Terms) -> _Reading:
    parsed = func.try_strptime(text, terms.date_format)
    has_offset = "%z" in terms.date_format
    return _Reading(
        shaped=literal(True),
        local=cast(parsed, DateTime),
        offset=literal(has_offset),
        aware=_seconds(parsed),
        elsewhere=literal(has_offset),
        whole_day=literal("%H" not in terms.date_format and "%I" not in terms.date_format),
    )


class _Zoned:
    """A clock's time in a zone. DuckDB takes the later of two and moves a skipped one forward."""

    def __init__(self, time_zone: str, local: ColumnElement[datetime]) -> None:
        def clock(moment: ColumnElement[datetime]) -> ColumnElement[datetime]:
            return func.timezone(time_zone, moment)

        moment = func.timezone(time_zone, local)
        earlier = [
            moment - literal_column(f"INTERVAL {step} SECOND", Interval)
            for step in repeated_steps(time_zone)
        ]
        twice = [(clock(first) == local, first) for first in earlier]
        self.skipped: ColumnElement[bool] = clock(moment) != local
        self.repeated: ColumnElement[bool] = or_(literal(False), *(again for again, _ in twice))
        self.seconds = _seconds(case(*twice, else_=moment) if twice else moment)


def repeated_steps(time_zone: str) -> list[int]:
    """By how many seconds the clocks of a zone have been set back, since 1990."""
    zone = ZoneInfo(time_zone)
    start = datetime(1990, 1, 1, tzinfo=UTC)
    offsets = [
        (start + timedelta(days=day)).astimezone(zone).utcoffset() or timedelta()
        for day in range(0, 366 * 45, 7)
    ]
    pairs = zip(offsets, offsets[1:], strict=False)
    return sorted({int((one - next_).total_seconds()) for one, next_ in pairs if next_ < one})


def _seconds(moment: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.floor(func.epoch(moment)), BigInteger)


def _unlike(text: Text, shaped: ColumnElement[bool], like: str, terms: Terms) -> list[Fault]:
    """Why a text is not shaped like a date, from the most telling reason to the least."""
    if terms.date_format:
        return [(_full(text, _SERIAL), "is a spreadsheet's day number, not a date")]
    return [
        (_full(text, _SERIAL), "is a spreadsheet's day number, not a date"),
        (_full(text, _TWO_WAYS), AMBIGUOUS),
        (_full(text, _TWO_DIGITS), "has a year of two digits"),
        (_full(text, f"{_DAY}[T ]24:.*"), "has a time of 24:00; the next day's 00:00 is meant"),
        (_full(text, _SLASHED), "is not written year-month-day; declare date_format in a mapping"),
        (~shaped, f"is not {like}"),
    ]


def _not_a_day(terms: Terms) -> str:
    if terms.date_format:
        return f"is not a date of the calendar written as {terms.date_format}"
    return "is no day of the calendar"


def countries() -> list[str]:
    """The ISO 3166 codes of countries."""
    territories = Locale("en").territories
    return sorted(
        code
        for code in territories
        if len(code) == 2
        and code.isalpha()
        and code not in ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ")
    )


_PARSERS: Mapping[Kind, Callable[[Column, Text, Terms], _Parsed]] = {
    Kind.ID: _id,
    Kind.PERSON: _id,
    Kind.TEXT: _text,
    Kind.TERM: _term,
    Kind.ENUM: _enum,
    Kind.JURISDICTION: _jurisdiction,
    Kind.TIME_ZONE: _time_zone,
    Kind.MOMENT: _moment,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.BOOLEAN: _boolean,
}


def allowed_values(column: Column) -> Sequence[str]:
    """What the column's values must be one of, where there is such a list."""
    if column.kind is Kind.JURISDICTION:
        return countries()
    if column.kind is Kind.TIME_ZONE:
        return sorted(available_timezones())
    return ("true", "false") if column.kind is Kind.BOOLEAN else column.allowed
