"""The distinct people behind a count: what decides whether a cell may be seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, select

from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.measures.measure import Count, Over
from bigtrust.measures.sums import (
    column_of,
    known_dimensions,
    points_of,
    source_of,
    sums,
)
from bigtrust.promises.overlaps import WHOLE
from bigtrust.rollups.rollup import People
from bigtrust.rules.period import Period

Cell = tuple[int, tuple[str, ...]]  # position of the period, group


def people_behind(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> dict[Cell, int]:
    """How many distinct people each cell of the count is of; cells of nobody are left out."""
    known = count.rollup.people
    if known is People.NUMBERS:
        return _numbers(count, build, periods, group_by, where)
    if known is People.COUNTED and not count.over.runs:
        return _less_repetitions(count, build, periods, group_by, where)
    asking = {
        People.IN_LEDGER: in_ledger,
        People.COUNTED: _standing,
        People.BY_COMBINATION: _combined,
    }
    return _asked(build, asking[known](count, build, periods, group_by, where))


def asking(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    levels: bool = False,
) -> Select[Any]:
    """The count itself. Columns: position, the groups, `level` if asked for, number."""
    if count.over is Over.PEOPLE:
        return in_ledger(count, build, periods, group_by, where or {})
    return sums(count, build, periods, group_by, where, levels)


def in_ledger(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> Select[Any]:
    """Columns: position, the groups, people. A breach that is nobody's is of one more."""
    ledger, points = build.shelf.ledger, points_of(periods)
    kept = known_dimensions(count, build, group_by)
    filters = known_dimensions(count, build, list(where))
    groups = [column_of(ledger, build, name).label(name) for name in kept]
    nobody = func.count(case((ledger.c.customer_key.is_(None), 1)))
    people = func.count(ledger.c.customer_key.distinct()) + nobody
    within = and_(ledger.c["day"] >= points.c["first"], ledger.c["day"] <= points.c["last"])
    return (
        select(points.c.position, *groups, people.label("number"))
        .select_from(source_of(ledger, build, [*kept, *filters]).join(points, within))
        .where(
            *(column_of(ledger, build, name) == where[name] for name in filters),
            *(ledger.c[name] == value for name, value in count.only),
        )
        .group_by(points.c.position, *groups)
    )


def _less_repetitions(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> dict[Cell, int]:
    """The events of a period, less those of people who have one in it already."""
    again, points = build.shelf.repetitions[count.rollup.name], points_of(periods)
    same = and_(again.c["first"] == points.c["first"], again.c["last"] == points.c["last"])
    number = func.sum(again.c[count.column])
    statement = _of_cells(count, build, again, points, same, number, group_by, where)
    repeated = _asked(build, statement)
    events = _asked(
        build, sums(replace(count, over=Over.PERIOD, less=""), build, periods, group_by, where)
    )
    return {cell: number - repeated.get(cell, 0) for cell, number in events.items()}


def _standing(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> Select[Any]:
    """People for whom a spell stands at the close of a period."""
    people, points = build.shelf.standing[count.rollup.name], points_of(periods)
    by_then = and_(people.c["day"] <= points.c["last"], people.c.spell == count.column)
    number = func.sum(people.c.begun - people.c.ended)
    return _of_cells(count, build, people, points, by_then, number, group_by, where)


def _of_cells(
    count: Count,
    build: Build,
    rows: Table,
    points: Any,
    of_point: ColumnElement[bool],
    number: ColumnElement[Any],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> Select[Any]:
    """Columns: position, the groups, number; of rows that have the WHOLE of what was not asked."""
    kept = known_dimensions(count, build, group_by)
    filters = known_dimensions(count, build, list(where))
    groups = [column_of(rows, build, name).label(name) for name in kept]
    return (
        select(points.c.position, *groups, number.label("number"))
        .select_from(source_of(rows, build, [*kept, *filters]).join(points, of_point))
        .where(
            *(column_of(rows, build, name) == where[name] for name in filters),
            *_one_cell(count, build, rows, kept, filters),
        )
        .group_by(points.c.position, *groups)
    )


def _one_cell(
    count: Count, build: Build, people: Table, kept: Sequence[str], filters: Sequence[str]
) -> Iterator[ColumnElement[bool]]:
    """Of each dimension that was not asked for, the whole; of those asked for, single values."""
    only = dict(count.only)
    for name in (*count.rollup.dimensions, *count.rollup.own_segments(build.segments)):
        if name in kept:
            yield people.c[name] != WHOLE
        elif name not in filters:
            yield people.c[name] == only.get(name, WHOLE)


def _combined(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> Select[Any]:
    """People who met one of the combinations of a cell."""
    met, members = build.shelf.met[count.rollup.name], build.shelf.members[count.rollup.name]
    points = points_of(periods)
    kept = known_dimensions(count, build, group_by)
    filters = known_dimensions(count, build, list(where))
    wanted = {**{name: where[name] for name in filters}, **dict(count.only)}
    in_cell = [name for name in kept if name in members.c]
    cells = (
        select(members.c.set_key, *(members.c[name] for name in in_cell))
        .where(members.c.counted == count.column)
        .where(*(members.c[name] == wanted[name] for name in wanted if name in members.c))
        .distinct()
        .subquery("cells")
    )
    groups = [
        (cells.c[name] if name in in_cell else build.shelf.segments.c[name]).label(name)
        for name in kept
    ]
    in_segments = [name for name in (*kept, *filters) if name not in members.c]
    segments = build.shelf.segments
    same = and_(met.c["first"] == points.c["first"], met.c["last"] == points.c["last"])
    return (
        select(points.c.position, *groups, func.sum(met.c.people).label("number"))
        .select_from(source_of(met, build, in_segments).join(points, same))
        .join(cells, cells.c.set_key == met.c.set_key)
        .where(*(segments.c[name] == where[name] for name in filters if name in in_segments))
        .group_by(points.c.position, *groups)
    )


def _numbers(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> dict[Cell, int]:
    """The numbers are people; over purposes and channels there are at least as many as in the
    most numerous of them.
    """
    kept = known_dimensions(count, build, group_by)
    told = {*kept, *where, *count.rollup.wholes, *(name for name, _ in count.only)}
    free = [name for name in count.rollup.dimensions if name not in told]
    found: dict[Cell, int] = {}
    for row in _rows(build, sums(count, build, periods, [*kept, *free], where)):
        period, number = periods[row[0]], float(row[-1])
        cell = (row[0], tuple(row[1 : 1 + len(kept)]))
        people = number / period.days if count.over is Over.DAYS else number
        found[cell] = max(found.get(cell, 0), int(people))
    return found


def _asked(build: Build, statement: Select[Any]) -> dict[Cell, int]:
    return {(row[0], tuple(row[1:-1])): int(row[-1]) for row in _rows(build, statement)}


def _rows(build: Build, statement: Select[Any]) -> Sequence[Any]:
    with transaction(build.engine) as connection:
        return connection.execute(statement).all()
