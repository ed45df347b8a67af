"""Counting spells and events by their days: what begins, what ends, what happens."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, literal, select, union_all

Counts = Mapping[str, tuple[ColumnElement[Any], ColumnElement[Any] | int]]  # day, how many


def spells_by_day(spells: FromClause, grain: Sequence[str], as_of: int) -> Select[Any]:
    """Day, grain, begun and ended: of spells from the day `begins` to before `ends`."""
    counts = {"begun": (spells.c.begins, 1), "ended": (spells.c.ends, 1)}
    return by_day(spells, [spells.c[name] for name in grain], counts, as_of)


def by_day(
    source: FromClause,
    grain: Sequence[ColumnElement[Any]],
    counts: Counts,
    as_of: int,
) -> Select[Any]:
    """Day, grain, and each count on its own day: name -> (day, how many).

    Rows without a day (a spell that lasts, a limit not reached) and days after as-of count
    nothing. `grain` columns carry the names of the result's.
    """
    days = list({id(day): day for day, _ in counts.values()}.values())
    statement = select(
        *grain,
        *(day.label(f"day_{place}") for place, day in enumerate(days)),
        *(_number(many).label(f"of_{name}") for name, (_, many) in counts.items()),
    ).select_from(source)
    # Worked out once, however many days a row has; but a table is quickly read again.
    told = statement.subquery("told") if isinstance(source, Table) else statement.cte()
    parts = [
        select(
            told.c[f"day_{place}"].label("day"),
            *(told.c[column.name] for column in grain),
            *(
                (told.c[f"of_{name}"] if its_day is day else literal(0)).label(name)
                for name, (its_day, _) in counts.items()
            ),
        ).where(told.c[f"day_{place}"] <= as_of)
        for place, day in enumerate(days)
    ]
    if len(parts) == 1:
        return parts[0]
    return select(union_all(*parts).subquery("moments"))


def _number(many: ColumnElement[Any] | int) -> ColumnElement[Any]:
    return literal(many) if isinstance(many, int) else many
