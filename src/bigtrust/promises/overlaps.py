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
    or_,
    select,
)

WHOLE = "*"  # in place of a dimension's value: all of them together
_PERSON = ("segment_key", "customer_key")


def at_least_one(told: Select[Any], *dimensions: str) -> Select[Any]:
    """From and to when at least one of a person's spells stands: columns segment_key,
    customer_key, the dimensions, begins, ends, as `told` has them, each from `begins` to before
    `ends`, which is later.
    """
    spells = told.subquery("spells")
    order: dict[str, Any] = {
        "partition_by": [spells.c[name] for name in ("customer_key", *dimensions)],
        "order_by": (spells.c.begins, spells.c.ends),
    }
    furthest = func.max(spells.c.ends)
    reached = select(
        spells,
        furthest.over(**order, rows=(None, -1)).label("before"),
        furthest.over(**order, rows=(None, None)).label("last"),
    ).subquery("reached")
    # Among those that begin where none stands: until the furthest that was reached by the next.
    until = func.lead(reached.c.before).over(
        partition_by=[reached.c[name] for name in ("customer_key", *dimensions)],
        order_by=reached.c.begins,
    )
    return select(
        *(reached.c[name] for name in (*_PERSON, *dimensions)),
        reached.c.begins,
        func.coalesce(until, reached.c.last).label("ends"),
    ).where(or_(reached.c.before.is_(None), reached.c.begins > reached.c.before))


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
