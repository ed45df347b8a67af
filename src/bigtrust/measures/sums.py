"""Adding up daily counts: one query shape for every count, period and grouping."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    func,
    literal,
    or_,
    select,
)

from bigtrust.builds import Build
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.measure import Count, Measure, Over, TopShare
from bigtrust.promises.overlaps import WHOLE
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rules.period import Period


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
    points = points_of(periods)
    days = Period(min(first for first, _ in periods), max(last for _, last in periods))
    daily = _daily(count, build, group_by, where or {}, levels, days)
    kept = [daily.c[name] for name in _kept(count, build, group_by, levels)]
    return (
        select(points.c.position, *kept, _added(count, points, daily).label("number"))
        .join_from(points, daily, _falls_in(count, points, daily))
        .group_by(points.c.position, *kept)
    )


def known_dimensions(count: Count, build: Build, names: Sequence[str]) -> list[str]:
    """Those of the names that the count can be split by: dimensions and segments, no counts."""
    rollup = count.rollup
    own = (*rollup.dimensions, *rollup.own_segments(build.segments))
    known = {*own, *segments_of_people(rollup, build)}
    return [name for name in names if name in known]


def dimensions_of(measure: Measure, build: Build) -> tuple[str, ...]:
    """What the measure can be split by, in order: segments of customers, then the rollup's own.

    A share is split only by what its denominator is split by too: else its parts would be shares
    of something else.
    """
    rollup = measure.numerator.rollup
    customers = segments_of_people(rollup, build)
    own = (*rollup.own_segments(build.segments), *rollup.dimensions)
    names = [name for name in dict.fromkeys((*customers, *own)) if name != "promise"]
    if measure.is_share and measure.denominator is not None:
        names = known_dimensions(measure.denominator, build, names)
    return tuple(names)


def parts_stand_beside_all(measure: Measure, names: Sequence[str], build: Build) -> bool:
    """Whether what the measure is split into by these dimensions can be better or worse than all.

    A number of requests is a part of theirs, and so is a rate whose denominator is not split: the
    complaints by email per 1,000 customers, of whom some complain by telephone. And who consents on
    any channel are more than on each.
    """
    if measure.is_number or any(_overlap(measure, name, build) for name in names):
        return False
    split = measure.denominator or measure.numerator
    return known_dimensions(split, build, names) == list(names)


def segments_of_people(rollup: Rollup, build: Build) -> tuple[str, ...]:
    """Those of customers; none where no row is a person's: a website is of no region."""
    return () if rollup.people is People.NOBODY else tuple(build.kinds_of("customers"))


def parts_add_up(measure: Measure, dimension: str, build: Build) -> bool:
    """Whether the numerators of a dimension's values are together that of all of them: the top of
    the parts is not the top of the whole.
    """
    return not isinstance(measure.spread, TopShare) and not _overlap(measure, dimension, build)


def _overlap(measure: Measure, dimension: str, build: Build) -> bool:
    """Whether one person can be in several of the dimension's values, as in channels."""
    numerator = measure.numerator
    several = numerator.over is Over.PEOPLE or dimension in numerator.rollup.wholes
    return several and dimension not in build.kinds_of("customers")


def points_of(periods: Sequence[Period]) -> Subquery:
    """Arrays, and no row for each: a statement that is compiled once serves any periods."""
    columns = {
        "position": range(len(periods)),
        "first": [day_number(period.first) for period in periods],
        "last": [day_number(period.last) for period in periods],
    }
    return select(
        *(func.unnest(literal(list(c), ARRAY(Integer))).label(name) for name, c in columns.items())
    ).subquery("points")


def _kept(count: Count, build: Build, group_by: Sequence[str], levels: bool) -> list[str]:
    return [*known_dimensions(count, build, group_by), *(["level"] if levels else [])]


def _daily(
    count: Count,
    build: Build,
    group_by: Sequence[str],
    where: Mapping[str, str],
    levels: bool,
    days: Period,
) -> Any:
    """The count by day and group, so that a long series reads each row of the rollup once.

    What stood before the first day that is asked about is added up on that day.
    """
    rollup = build.shelf.rollups[count.rollup.name]
    kept = _kept(count, build, group_by, levels)
    filters = known_dimensions(count, build, list(where))
    grain = [column_of(rollup, build, name).label(name) for name in kept]
    if count.over is Over.FIRST:
        grain.append(rollup.c.previous_day.label("previous_day"))
    number: ColumnElement[Any] = func.sum(rollup.c[count.column])
    if count.less:
        number = func.sum(rollup.c[count.column] - rollup.c[count.less])
    first, last = map(day_number, days)
    day = func.greatest(rollup.c.day, first).label("day") if count.over.runs else rollup.c.day
    return (
        select(day, *grain, number.label("number"))
        .select_from(source_of(rollup, build, [*kept, *filters]))
        .where(
            rollup.c.day <= last if count.over.runs else rollup.c.day.between(first, last),
            *(column_of(rollup, build, name) == where[name] for name in filters),
            *chosen_rows(count, rollup, [*kept, *filters]),
        )
        .group_by(day, *grain)
        .cte("daily")
    )


def chosen_rows(
    count: Count, rows: FromClause, told: Sequence[str]
) -> Iterator[ColumnElement[bool]]:
    """Those of the count alone; of dimensions that do not add up, single values or the whole."""
    yield from (rows.c[name] == value for name, value in count.only)
    for name in count.rollup.wholes:
        yield rows.c[name] != WHOLE if name in told else rows.c[name] == WHOLE


def source_of(rows: FromClause, build: Build, names: Sequence[str]) -> FromClause:
    """The rows, joined to the customers' segments where one of the names is a segment's."""
    segments = build.shelf.segments
    if all(name in rows.c for name in names):
        return rows
    return rows.join(segments, segments.c.segment_key == rows.c.segment_key)


def column_of(rows: FromClause, build: Build, name: str) -> ColumnElement[Any]:
    """A dimension of the rows, or a segment of their customers."""
    return rows.c[name] if name in rows.c else build.shelf.segments.c[name]


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
