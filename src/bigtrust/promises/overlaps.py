"""Where several spells of a person overlap: since when at least one of them stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

WHOLE = "*"  # in place of a dimension's value: all of them together


def at_least_one(
    spells: FromClause,
    as_of: int,
    cells: Sequence[Sequence[str]] = ((),),
    dimensions: Sequence[str] = (),
) -> Select[Any]:
    """From and to when at least one of a person's `spells` stands (each from `begins` to before
    `ends`), up to the day `as_of`; the columns of `begun_and_ended`.
    """
    person = [spells.c[name] for name in ("segment_key", "customer_key", *dimensions)]
    parts = (
        select(day.label("day"), *person, literal(change).label("change")).where(day <= as_of)
        for day, change in ((spells.c.begins, 1), (spells.c.ends, -1))
    )
    return begun_and_ended(union_all(*parts).subquery("of_spells"), cells, dimensions)


def begun_and_ended(
    rows: FromClause, cells: Sequence[Sequence[str]], dimensions: Sequence[str]
) -> Select[Any]:
    """Columns: day, segment_key, customer_key, the dimensions (or the WHOLE), begun, ended.

    `rows` tell by how much (`change`) the spells of a person became more or fewer on a day. A cell
    is a choice of dimensions: in each of them a row says that the first of a person's spells
    begins on the day, or the last ends.
    """
    changes = _changes(rows, cells, dimensions).subquery("changes")
    person = (changes.c.segment_key, changes.c.customer_key, *(changes.c[d] for d in dimensions))
    stands = func.sum(changes.c.change).over(
        partition_by=person, order_by=changes.c["day"], rows=(None, 0)
    )
    levels = select(
        changes.c["day"], *person, stands.label("now"), (stands - changes.c.change).label("before")
    ).subquery("levels")
    begun = case((and_(levels.c.before <= 0, levels.c.now > 0), 1), else_=0)
    ended = case((and_(levels.c.before > 0, levels.c.now <= 0), 1), else_=0)
    kept = [levels.c[name] for name in ("day", "segment_key", "customer_key", *dimensions)]
    return select(*kept, begun.label("begun"), ended.label("ended")).where(begun + ended > 0)


def _changes(
    rows: FromClause, cells: Sequence[Sequence[str]], dimensions: Sequence[str]
) -> Select[Any]:
    """By how much a person's spells in a cell became more or fewer on a day, where they did."""
    change = func.sum(rows.c.change)
    person = [rows.c[name] for name in ("day", "segment_key", "customer_key")]
    sets = (tuple_(*person, *(rows.c[name] for name in cell)) for cell in cells)
    return (
        select(*person, *(or_whole(rows.c[name]) for name in dimensions), change.label("change"))
        .group_by(func.grouping_sets(*sets))
        .having(change != 0)
    )


def or_whole(column: ColumnElement[str]) -> ColumnElement[str]:
    """A dimension in a grouping of several sets: its value, or the WHOLE where it was left out."""
    return func.coalesce(column, WHOLE).label(column.name)
