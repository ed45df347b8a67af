"""The distinct people behind a count: what decides whether a cell may be seen."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, case, func, select

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
from bigtrust.rollups.people import standing
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
    if count.rollup.people is People.IN_LEDGER:
        statement = in_ledger(count, build, periods, group_by, where)
    else:
        statement = _counted(count, build, periods, group_by, where)
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
    people, points = build.shelf.people[count.rollup.name], points_of(periods)
    kept = known_dimensions(count, build, group_by)
    filters = known_dimensions(count, build, list(where))
    told = {*kept, *filters}
    groups = [column_of(people, build, name).label(name) for name in kept]
    column = standing(count.column) if count.less else count.column
    same = and_(people.c["first"] == points.c["first"], people.c["last"] == points.c["last"])
    own = [*count.rollup.dimensions, *count.rollup.own_segments(build.segments)]
    only = dict(count.only)
    return (
        select(points.c.position, *groups, func.sum(people.c[column]).label("number"))
        .select_from(source_of(people, build, [*kept, *filters]).join(points, same))
        .where(
            *(column_of(people, build, name) == where[name] for name in filters),
            *(people.c[name] == only.get(name, WHOLE) for name in own if name not in told),
            *(people.c[name] != WHOLE for name in own if name in kept),
        )
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
