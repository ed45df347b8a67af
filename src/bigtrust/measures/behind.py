"""The distinct people behind a count: what decides whether a cell may be seen."""

from collections.abc import Iterator, Mapping, Sequence
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
from bigtrust.rollups.combinations import set_of
from bigtrust.rollups.rollup import WHOLE, People
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
    if count.rollup.people is People.NUMBERS:
        return _numbers(count, build, periods, group_by, where)
    asking = {
        People.IN_LEDGER: in_ledger,
        People.COUNTED: _counted,
        People.BY_COMBINATION: _combined,
    }
    statement = asking[count.rollup.people](count, build, periods, group_by, where)
    return {(row[0], tuple(row[1:-1])): int(row[-1]) for row in _rows(build, statement)}


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


def _counted(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> Select[Any]:
    """From the cells that were counted at build: people in a period, or standing at its close."""
    points = points_of(periods)
    if count.less:
        people = build.shelf.standing[count.rollup.name]
        number = func.sum(people.c.begun - people.c.ended)
        same = and_(people.c["day"] <= points.c["last"], people.c.spell == count.column)
    else:
        people = build.shelf.people[count.rollup.name]
        number = func.sum(people.c[count.column])
        same = and_(people.c["first"] == points.c["first"], people.c["last"] == points.c["last"])
    kept = known_dimensions(count, build, group_by)
    filters = known_dimensions(count, build, list(where))
    groups = [column_of(people, build, name).label(name) for name in kept]
    return (
        select(points.c.position, *groups, number.label("number"))
        .select_from(source_of(people, build, [*kept, *filters]).join(points, same))
        .where(
            *(column_of(people, build, name) == where[name] for name in filters),
            *_one_cell(count, build, people, kept, filters),
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
        .join(cells, cells.c.set_key == met.c[set_of(count.column)])
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


def _rows(build: Build, statement: Select[Any]) -> Sequence[Any]:
    with transaction(build.engine) as connection:
        return connection.execute(statement).all()
