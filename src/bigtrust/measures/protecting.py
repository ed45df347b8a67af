"""Figures by dimension, each protected by the people behind its cell."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import func, select

from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.measures.behind import Cell, people_behind
from bigtrust.measures.disclosure import Behind, protected
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure, Quantile, TopShare
from bigtrust.measures.sums import known_dimensions
from bigtrust.rules.period import Period, published_periods


def protect(
    measure: Measure,
    found: Sequence[Figure],
    periods: Sequence[Period],
    group_by: Sequence[str],
    build: Build,
    where: Mapping[str, str],
    personal: bool,
) -> list[Figure]:
    """The figures as a viewer who is not the privacy officer may see them, in their order."""
    counted = _published(measure, periods, build)
    tops = people_behind(measure.numerator, build, counted, group_by, where)
    base = _base(measure, build, counted, group_by, where)
    positions = {period: position for position, period in enumerate(periods)}
    cells = [(positions[figure.period], figure.group) for figure in found]
    return [
        protected(figure, measure, Behind(base(cell), tops.get(cell, 0)), personal)
        for figure, cell in zip(found, cells, strict=True)
    ]


def _published(measure: Measure, periods: Sequence[Period], build: Build) -> Sequence[Period]:
    """Stocks go by their last day: a period that was counted at build and ends with it."""
    if measure.kind == "flow":
        return periods
    ending = {period.last: period for period in published_periods(build.as_of)}
    return [ending[period.last] for period in periods]


def _base(
    measure: Measure,
    build: Build,
    periods: Sequence[Period],
    group_by: Sequence[str],
    where: Mapping[str, str],
) -> Callable[[Cell], int]:
    """How many people a cell is of: those behind the denominator; of a spread, those who are spread
    (the median of one person's contacts is that person's, however many customers there are); of a
    number alone, the customers of its segments, or, where no segment is asked for, those behind
    the number.
    """
    is_spread = isinstance(measure.spread, Quantile | TopShare)
    count = measure.numerator if is_spread else measure.denominator
    if count is None or build.missing(count.needs) is not None:
        segments = list(build.kinds_of("customers"))
        if not {*group_by, *where}.intersection(segments):
            count = measure.numerator
        else:
            return _customers(build, group_by, where)
    people = people_behind(count, build, periods, group_by, where)
    kept = known_dimensions(count, build, group_by)
    places = [place for place, name in enumerate(group_by) if name in kept]
    return lambda cell: people.get((cell[0], tuple(cell[1][place] for place in places)), 0)


def _customers(
    build: Build, group_by: Sequence[str], where: Mapping[str, str]
) -> Callable[[Cell], int]:
    segments = build.shelf.segments
    places = [place for place, name in enumerate(group_by) if name in segments.c]
    columns = [segments.c[group_by[place]] for place in places]
    statement = (
        select(*columns, func.sum(segments.c.customers))
        .where(*(segments.c[name] == value for name, value in where.items() if name in segments.c))
        .group_by(*columns)
    )
    with transaction(build.engine) as connection:
        rows = connection.execute(statement).all()
    people = {tuple(row[:-1]): int(row[-1] or 0) for row in rows}
    return lambda cell: people.get(tuple(cell[1][place] for place in places), 0)
