"""Parsing text strictly, as SQL expressions: for each kind of column its typed value, the fault
that keeps a row out, and the note that is worth a warning. Nothing is guessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    try_cast,
)

from bigtrust.contract import Column, Kind
from bigtrust.rules.jurisdictions import countries
from bigtrust.settings.parts import time_zones
from bigtrust.sources.cells import Cells, Parsed, Rule, Said, Text, first_said
from bigtrust.sources.dates import out_of_range, parse_date, parse_moment

ABSENT = (
    "N/A",
    "n/a",
    "#N/A",
)  # what people and spreadsheets write for nothing; "Null" is a surname
NOT_A_NUMBER = ("nan", "NaN")  # what programs write where a number is absent
EMPTY = "is empty, and every row needs it"

_INVISIBLE = (
    r"[\x{00}-\x{1F}\x{7F}-\x{9F}\x{AD}\x{200B}-\x{200F}\x{2028}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]"
)
_SCIENTIFIC = r"\d(\.\d+)?[eE]\+\d+|\d\.\d+[eE]\d+"
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_CARD = r"\b[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}\b"
_WORDS_FOR_TRUE, _WORDS_FOR_FALSE = ("true", "yes", "y", "1"), ("false", "no", "n", "0")


@dataclass(frozen=True, slots=True)
class Judged:
    """A column's typed value (NULL if there is none), its first fault and its first note.
    `latest` is the last moment that the value may mean."""

    value: ColumnElement[Any]
    fault: Said
    note: Said
    latest: ColumnElement[Any]


def judge(
    cells: Cells, glance: ColumnElement[Any], note: Said, absent: ColumnElement[bool]
) -> Judged:
    """The judgement on one column: the value and the note of a `glance` where there is one, else
    by the rules; `absent` where N/A was written, and read as nothing."""
    parsed = _PARSERS[cells.column.kind](cells)
    empty = literal(EMPTY) if cells.column.required else cast(null(), String)
    plain, nothing = glance.is_not(None), cells.text.is_(None)
    dated = cells.column.kind in (Kind.DATE, Kind.MOMENT)
    seen = first_said(out_of_range(cells, glance) if dated else [])
    noted = [(absent, "N/A: read as empty"), *parsed.notes]
    return Judged(
        value=func.coalesce(glance, parsed.value),
        fault=case((plain, seen), (nothing, empty), else_=first_said(parsed.faults)),
        note=case((plain, note), else_=first_said(noted)),
        latest=func.coalesce(glance, parsed.value if parsed.latest is None else parsed.latest),
    )


def masked(text: Text) -> Text:
    """Free words without what looks like an email address or a card number."""
    return func.regexp_replace(without_emails(text), _CARD, "[card number]", "g")


def without_emails(text: Text) -> Text:
    return func.regexp_replace(text, _EMAIL, "[email]", "g")


def allowed_values(column: Column) -> Sequence[str]:
    """What the column's values must be one of, where there is such a list."""
    lists = {
        Kind.JURISDICTION: countries(),
        Kind.TIME_ZONE: sorted(time_zones()),
        Kind.BOOLEAN: ("true", "false"),
    }
    return lists.get(column.kind, column.allowed)


def _identity(cells: Cells) -> Parsed:
    invisible = func.regexp_matches(cells.text, _INVISIBLE)
    scientific = cells.like(_SCIENTIFIC)
    no_number = cells.text.in_(NOT_A_NUMBER)
    return Parsed(
        case((and_(~invisible, ~scientific, ~no_number), cells.text)),
        [
            (invisible, "holds an invisible character"),
            (scientific, "is a number in scientific notation, not an id"),
            (no_number, "is what programs write where a number is absent, not an id"),
        ],
    )


def _free_text(cells: Cells) -> Parsed:
    hidden = masked(cells.text)
    return Parsed(hidden, notes=[(hidden != cells.text, "with an email or card number: masked")])


def _term(cells: Cells) -> Parsed:
    """A short word; an address in it is masked, but a campaign may be numbered like a card."""
    hidden = without_emails(cells.text)
    holds, odd = func.contains(cells.text, "@"), in_other_case(cells)
    value = case((holds, hidden), (odd, func.lower(cells.text)), else_=cells.text)
    notes: list[Rule] = [(and_(holds, hidden != cells.text), "with an email: masked")]
    if cells.column.reserved:
        notes.append((odd, f"in other case: read as {' or '.join(cells.column.reserved)}"))
    return Parsed(value, notes=notes)


def in_other_case(cells: Cells) -> ColumnElement[bool]:
    """Whether a term is a word that has a meaning here, but for its case."""
    reserved = cells.column.reserved
    return and_(func.lower(cells.text).in_(reserved), cells.text.not_in(reserved))


def _enum(cells: Cells) -> Parsed:
    plain = func.replace(func.lower(cells.text), " ", "_")
    known = plain.in_(cells.column.allowed)
    return Parsed(
        case((known, plain)),
        [(~known, "is none of the allowed values")],
        [(plain != cells.text, "in other case or with spaces: read as the allowed value")],
    )


def _jurisdiction(cells: Cells) -> Parsed:
    known = and_(
        cells.like(r"[A-Z]{2}(-[A-Z0-9]{1,3})?"),
        func.substr(cells.text, 1, 2).in_(countries()),
    )
    return Parsed(case((known, cells.text)), [(~known, "is no ISO 3166 code")])


def _time_zone(cells: Cells) -> Parsed:
    known = cells.text.in_(sorted(time_zones()))
    return Parsed(case((known, cells.text)), [(~known, "is no IANA time zone")])


def _integer(cells: Cells) -> Parsed:
    shaped = cells.like(r"[+-]?\d{1,18}")
    value = case((shaped, try_cast(cells.text, BigInteger)))
    least, most = cells.column.minimum, cells.column.maximum
    faults: list[Rule] = [(~shaped, "is no whole number")]
    if least is not None:
        faults.append((value < least, f"is below {least}"))
    if most is not None:
        faults.append((value > most, f"is above {most}"))
    return Parsed(value, faults)


def _boolean(cells: Cells) -> Parsed:
    plain = func.lower(cells.text)
    true, false = plain.in_(_WORDS_FOR_TRUE), plain.in_(_WORDS_FOR_FALSE)
    return Parsed(
        case((true, True), (false, False), else_=cast(null(), Boolean)),
        [(and_(~true, ~false), "is neither true nor false")],
        [(plain.not_in(("true", "false")), "such as yes, Y or 1: read as true or false")],
    )


_PARSERS: Mapping[Kind, Callable[[Cells], Parsed]] = {
    Kind.ID: _identity,
    Kind.PERSON: _identity,
    Kind.TEXT: _free_text,
    Kind.TERM: _term,
    Kind.ENUM: _enum,
    Kind.JURISDICTION: _jurisdiction,
    Kind.TIME_ZONE: _time_zone,
    Kind.MOMENT: parse_moment,
    Kind.DATE: parse_date,
    Kind.INTEGER: _integer,
    Kind.BOOLEAN: _boolean,
}
