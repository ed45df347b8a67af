"""Adding up daily counts: one query shape for every count, period and grouping."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    column,
    func,
    or_,
    select,
    values,
)

from bigtrust.builds import Build
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.measure import Count, Over
from bigtrust.measures.period import Period


def sums(
    count: Count,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    levels: bool = False,
) -> Select[Any]:
    """Columns: position (of the period), the groups, `level` if asked for, number.

    Dimensions that the count's rollup does not have are left out of groups and filters: a
    complaint's topic says nothing of how many customers there are.
    """
    points = _points(periods)
    daily = _daily(count, build, group_by, where or {}, levels, day_number(periods[-1].last))
    kept = [daily.c[name] for name in _kept(count, build, group_by, levels)]
    return (
        select(points.c.position, *kept, _added(count, points, daily).label("number"))
        .join_from(points, daily, _falls_in(count, points, daily))
        .group_by(points.c.position, *kept)
    )


def known_dimensions(count: Count, build: Build, names: Sequence[str]) -> list[str]:
    """Those of the names that the count can be split by: dimensions and segments, no counts."""
    rollup, segments = count.rollup, build.segments
    known = {*rollup.dimensions, *rollup.own_segments(segments), *segments.get("customers", ())}
    return [name for name in names if name in known]


def _points(periods: Sequence[Period]) -> Any:
    names = ("position", "first", "last")
    rows = [
        (position, day_number(period.first), day_number(period.last))
        for position, period in enumerate(periods)
    ]
    return values(*(column(name, Integer) for name in names), name="points").data(rows)


def _kept(count: Count, build: Build, group_by: Sequence[str], levels: bool) -> list[str]:
    return [*known_dimensions(count, build, group_by), *(["level"] if levels else [])]


def _daily(
    count: Count,
    build: Build,
    group_by: Sequence[str],
    where: Mapping[str, str],
    levels: bool,
    last: int,
) -> Any:
    """The count by day and group, so that a long series reads each row of the rollup once."""
    rollup, segments = build.shelf.rollups[count.rollup.name], build.shelf.segments
    kept = _kept(count, build, group_by, levels)
    filters = known_dimensions(count, build, list(where))
    source: FromClause = rollup
    if any(name not in rollup.c for name in (*kept, *filters)):
        source = rollup.join(segments, segments.c.segment_key == rollup.c.segment_key)
    grain = [_column(rollup, segments, name).label(name) for name in kept]
    if count.over is Over.FIRST:
        grain.append(rollup.c.previous_day.label("previous_day"))
    number: ColumnElement[Any] = func.sum(rollup.c[count.column])
    if count.less:
        number = func.sum(rollup.c[count.column] - rollup.c[count.less])
    return (
        select(rollup.c.day, *grain, number.label("number"))
        .select_from(source)
        .where(
            rollup.c.day <= last,
            *(_column(rollup, segments, name) == where[name] for name in filters),
        )
        .group_by(rollup.c.day, *grain)
        .cte("daily")
    )


def _column(rollup: Table, segments: Table, name: str) -> Column[Any]:
    return rollup.c[name] if name in rollup.c else segments.c[name]


def _falls_in(count: Count, points: Any, daily: Any) -> ColumnElement[bool]:
    if count.over.runs:
        return and_(daily.c["day"] <= points.c["last"])
    within = and_(daily.c["day"] >= points.c["first"], daily.c["day"] <= points.c["last"])
    if count.over is Over.FIRST:
        before = daily.c["previous_day"]
        return and_(within, or_(before.is_(None), before < points.c["first"]))
    return within


def _added(count: Count, points: Any, daily: Any) -> ColumnElement[Any]:
    """What stands on several days counts once for each day from its beginning to the last."""
    if count.over not in (Over.MEAN, Over.DAYS):
        return func.sum(daily.c["number"])
    days = points.c["last"] - func.greatest(daily.c["day"], points.c["first"]) + 1
    total = func.sum(daily.c["number"] * days)
    if count.over is Over.DAYS:
        return total
    length = func.max(points.c["last"] - points.c["first"] + 1)
    return total * 1.0 / length
