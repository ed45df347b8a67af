"""What most cells are: sound at a glance, by one cheap test, and so spared the careful rules.

A glance may miss a sound cell; it never takes one in that the careful rules would refuse, or read
or note otherwise. A test holds that.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    null,
    select,
    try_cast,
)
from sqlalchemy.types import TypeEngine

from bigtrust.contract import Kind
from bigtrust.sources.cells import Cells, Said
from bigtrust.sources.dates import (
    IN_UTC,
    OFFSET_HOURS,
    TURNED,
    day_number,
    naive_note,
    plain_naive,
    seconds_of,
)
from bigtrust.sources.parsing import ABSENT, NOT_A_NUMBER, allowed_values, in_other_case
from bigtrust.sources.raw import Wanted
from bigtrust.sources.rows_as_text import ROW, trimmed

TYPES: Mapping[Kind, TypeEngine[Any]] = {
    Kind.MOMENT: BigInteger(),
    Kind.DATE: Integer(),
    Kind.INTEGER: BigInteger(),
    Kind.BOOLEAN: Boolean(),
}

_EDGE = r" \t\r\n\x{A0}\x{00}"  # what is trimmed, and NUL
_ID = r"[A-Za-z0-9_:-]+"
_WORDS = rf"[^@{_EDGE}]([^@\x{{00}}]*[^@{_EDGE}])?"
_WORDS_WITHOUT_NUMBERS = _WORDS.replace("@", r"@\d")
_DAY = r"\d{4}-\d{2}-\d{2}"
_MOMENT = rf"{_DAY}[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|{OFFSET_HOURS}(:[0-5]\d)?)?"
_NAIVE_LENGTH = len("2024-03-31T14:05:00")


def glanced(texts: Select[Any], wanted: Wanted) -> Select[Any]:
    """For each wanted column `glance ...`, the value at a glance, with its note as `noted ...`;
    and under its own name the text that needs a closer look, trimmed, NULL where nothing is
    written, or N/A, as `N/A ...` tells. Each stage stands alone, so that it is done once."""
    written, names = texts.subquery("written"), wanted.names
    first = select(
        *written.c,
        *(
            at_a_glance(wanted.cells(column, written.c[column.name])).label(f"glance {column.name}")
            for column in wanted.columns
        ),
    ).subquery("first")
    closer = select(
        first.c[ROW],
        *(first.c[f"glance {name}"] for name in names),
        *(
            note_at_a_glance(wanted.cells(column, first.c[column.name])).label(
                f"noted {column.name}"
            )
            for column in wanted.columns
        ),
        *(
            case((first.c[f"glance {name}"].is_(None), trimmed(first.c[name]))).label(name)
            for name in names
        ),
    ).subquery("closer")
    absent = {name: closer.c[name].in_(ABSENT) for name in names}
    return select(
        closer.c[ROW],
        *(closer.c[f"glance {name}"] for name in names),
        *(closer.c[f"noted {name}"] for name in names),
        *(case((told, None), else_=closer.c[name]).label(name) for name, told in absent.items()),
        *(told.label(f"N/A {name}") for name, told in absent.items()),
    )


def at_a_glance(cells: Cells) -> ColumnElement[Any]:
    """The typed value where the text, as it is written, is plainly sound; elsewhere NULL."""
    glance = _GLANCES.get(cells.column.kind, _nothing)
    return glance(cells)


def note_at_a_glance(cells: Cells) -> Said:
    """What is worth a warning of a text that is sound at a glance."""
    if cells.column.kind is not Kind.MOMENT:
        return cast(null(), String)
    return case(
        (func.ends_with(cells.text, "Z"), None),
        (_naive(cells), naive_note(cells)),
        (~cells.like(IN_UTC), TURNED),
    )


def _nothing(cells: Cells) -> ColumnElement[Any]:
    return cast(null(), TYPES[cells.column.kind])


def _shaped(pattern: str) -> Callable[[Cells], ColumnElement[Any]]:
    def glance(cells: Cells) -> ColumnElement[Any]:
        return case((and_(cells.like(pattern), cells.text.not_in(ABSENT)), cells.text))

    return glance


def _term(cells: Cells) -> ColumnElement[Any]:
    plain = _shaped(_WORDS)(cells)
    return case((~in_other_case(cells), plain)) if cells.column.reserved else plain


def _identity(cells: Cells) -> ColumnElement[Any]:
    odd = (*ABSENT, *NOT_A_NUMBER)
    return case((and_(cells.like(_ID), cells.text.not_in(odd)), cells.text))


def _listed(cells: Cells) -> ColumnElement[Any]:
    return case((cells.text.in_(allowed_values(cells.column)), cells.text))


def _moment(cells: Cells) -> ColumnElement[Any]:
    aware = seconds_of(try_cast(cells.text, DateTime(timezone=True)))
    return _iso(cells, _MOMENT, case((_naive(cells), plain_naive(cells)), else_=aware))


def _naive(cells: Cells) -> ColumnElement[bool]:
    return func.strlen(cells.text) == _NAIVE_LENGTH


def _date(cells: Cells) -> ColumnElement[Any]:
    return _iso(cells, _DAY, day_number(try_cast(cells.text, Date)))


def _iso(cells: Cells, pattern: str, value: ColumnElement[Any]) -> ColumnElement[Any]:
    if cells.date_format:
        return _nothing(cells)
    return case((cells.like(pattern), value))


_GLANCES: Mapping[Kind, Callable[[Cells], ColumnElement[Any]]] = {
    Kind.ID: _identity,
    Kind.PERSON: _identity,
    Kind.TEXT: _shaped(_WORDS_WITHOUT_NUMBERS),
    Kind.TERM: _term,
    Kind.ENUM: _listed,
    Kind.JURISDICTION: _listed,
    Kind.TIME_ZONE: _listed,
    Kind.MOMENT: _moment,
    Kind.DATE: _date,
}
