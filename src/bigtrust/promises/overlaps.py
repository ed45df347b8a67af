"""Where several spells of a person overlap: since when at least one of them stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    FromClause,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)

WHOLE = "*"  # in place of a dimension's value: all of them together
_PERSON = ("segment_key", "customer_key")


def at_least_one(told: Select[Any], as_of: int, *dimensions: str) -> Select[Any]:
    """From and to when at least one of a person's spells stands (told: each from `begins` to
    before `ends`), up to the day `as_of`; the columns of `begun_and_ended`.
    """
    spells = told.cte()
    person = [spells.c[name] for name in (*_PERSON, *dimensions)]
    parts = (
        select(day.label("day"), *person, literal(change).label("change")).where(day <= as_of)
        for day, change in ((spells.c.begins, 1), (spells.c.ends, -1))
    )
    return begun_and_ended(union_all(*parts).subquery("of_spells"), *dimensions)


def begun_and_ended(rows: FromClause, *dimensions: str) -> Select[Any]:
    """Columns: day, segment_key, customer_key, the dimensions, begun, ended.

    `rows` tell by how much (`change`) the spells of a person became more or fewer on a day; the
    result, that the first of them begins on the day, or the last ends. Of each value of the
    dimensions by itself.
    """
    whose = (*_PERSON, *dimensions)
    changes = _changes(rows, ("day", *whose)).subquery("changes")
    person = [changes.c[name] for name in whose]
    stands = cast(
        func.sum(changes.c.change).over(
            partition_by=person, order_by=changes.c["day"], rows=(None, 0)
        ),
        Integer,
    )
    levels = select(
        changes.c["day"], *person, stands.label("now"), (stands - changes.c.change).label("before")
    ).subquery("levels")
    begun = case((and_(levels.c.before <= 0, levels.c.now > 0), 1), else_=0)
    ended = case((and_(levels.c.before > 0, levels.c.now <= 0), 1), else_=0)
    kept = [levels.c[name] for name in ("day", *whose)]
    return select(*kept, begun.label("begun"), ended.label("ended")).where(begun + ended > 0)


def _changes(rows: FromClause, grain: Sequence[str]) -> Select[Any]:
    """By how much a person's spells became more or fewer on a day, where they did."""
    change = cast(func.sum(rows.c.change), Integer)
    kept = [rows.c[name] for name in grain]
    return select(*kept, change.label("change")).group_by(*kept).having(change != 0)
