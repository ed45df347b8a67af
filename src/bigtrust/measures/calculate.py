"""The one door to a figure: sum, form the ratio last, protect."""

from collections.abc import Mapping, Sequence
from itertools import product
from operator import itemgetter
from typing import Any

from sqlalchemy import Row

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.measures.behind import asking
from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Count, Measure, Quantile, Survival, TopShare
from bigtrust.measures.permitting import personal_dimensions, refuse_what_is_not_published
from bigtrust.measures.protecting import protect
from bigtrust.measures.spreads import spreads, times
from bigtrust.measures.sums import known_dimensions, parts_add_up
from bigtrust.measures.uncertainty import interval
from bigtrust.measures.values import peopled_values
from bigtrust.measures.whole import of_the_whole
from bigtrust.measures.withholding import withhold
from bigtrust.rollups.rollup import People
from bigtrust.rules.period import Period

Where = Mapping[str, str]
_Sums = dict[tuple[int, Group], float]


def calculate(
    measure: Measure,
    periods: Sequence[Period],
    group_by: Sequence[str],
    scope: Scope,
    build: Build,
    where: Where | None = None,
) -> list[Figure]:
    """The figures of a measure, by period and then by group, in order.

    Every role but the privacy officer sees them protected (security.md, disclosure control).
    Raises NotPermittedError for what is not published to the scope's role, TrustError where the
    measure has no such dimension.
    """
    filters = where or {}
    dimensions = (*group_by, *filters)
    refuse_what_is_not_published(measure, periods, dimensions, scope, build)
    missing = build.missing(measure.needs)
    if missing is not None:
        return [Figure(period, (), None, None, None, missing=missing) for period in periods]
    nobody = measure.numerator.rollup.people is People.NOBODY
    if scope.role is Role.OFFICER or nobody or not dimensions:
        return _figures(measure, periods, group_by, build, filters)
    personal = personal_dimensions(measure, build)
    if personal.isdisjoint(dimensions):
        return _protected(measure, periods, group_by, build, filters)

    def table(groups: Sequence[str], kept: Where) -> list[Figure]:
        return _protected(measure, periods, groups, build, kept)

    def adds_up(name: str) -> bool:
        return parts_add_up(measure, name, build)

    return withhold(group_by, filters, adds_up, table, personal, build.levels)


def _protected(
    measure: Measure, periods: Sequence[Period], group_by: Sequence[str], build: Build, where: Where
) -> list[Figure]:
    """Each by the people behind it alone; of the whole company exact."""
    if not (group_by or where):
        return _figures(measure, periods, group_by, build, where)
    personal = bool(personal_dimensions(measure, build).intersection((*group_by, *where)))
    groups = _every_group(measure, group_by, build) if personal and group_by else []
    found = _figures(measure, periods, group_by, build, where, groups)
    return protect(measure, found, periods, group_by, build, where, personal)


def _every_group(measure: Measure, group_by: Sequence[str], build: Build) -> list[Group]:
    """That a group of nobody is left out would tell it from one of a few, and likewise one of whom
    a value is not said.
    """
    return list(product(*(peopled_values(measure, name, build) for name in group_by)))


def levels(measure: Measure, period: Period, scope: Scope, build: Build) -> dict[int, int]:
    """Level -> how many people are at it, of a measure with a spread: its distribution.

    Of the whole company, and so exact; whoever shows it hides levels of fewer than FEW people, and
    the highest one, from all but the privacy officer.
    """
    refuse_what_is_not_published(measure, [period], (), scope, build)
    if build.missing(measure.needs) is not None:
        return {}
    rows = _rows(measure.numerator, [period], (), build, {}, levels=True)
    return {int(level): int(number) for _, level, number in sorted(map(tuple, rows)) if number}


def _figures(
    measure: Measure,
    periods: Sequence[Period],
    group_by: Sequence[str],
    build: Build,
    where: Where,
    groups: Sequence[Group] = (),
) -> list[Figure]:
    """The exact ones; of each of `groups`, whether there is something in it or not."""
    if isinstance(measure.spread, Survival) and measure.denominator is not None:
        happened, seen = (
            _rows(count, periods, group_by, build, where, levels=True)
            for count in (measure.numerator, measure.denominator)
        )
        found = times(measure.spread, happened, seen, periods, grouped=bool(group_by))
        return _with_empty(found, periods, groups)
    if isinstance(measure.spread, Quantile | TopShare):
        rows = _rows(measure.numerator, periods, group_by, build, where, levels=True)
        found = spreads(measure.spread, rows, periods, grouped=bool(group_by))
        return _with_empty(found, periods, groups)
    return _ratios(measure, periods, group_by, build, where, groups)


def _with_empty(
    found: list[Figure], periods: Sequence[Period], groups: Sequence[Group]
) -> list[Figure]:
    told = {(periods.index(figure.period), figure.group): figure for figure in found}
    empty = {
        (position, group): Figure(period, group, 0.0, 0.0, None)
        for position, period in enumerate(periods)
        for group in groups
    }
    return [figure for _, figure in sorted((empty | told).items(), key=itemgetter(0))]


def _ratios(
    measure: Measure,
    periods: Sequence[Period],
    group_by: Sequence[str],
    build: Build,
    where: Where,
    groups: Sequence[Group],
) -> list[Figure]:
    empty = dict.fromkeys(product(range(len(periods)), groups), 0.0)
    found = _summed(measure.numerator, periods, group_by, build, where)
    tops = dict(sorted((empty | found).items()))
    if measure.denominator is None:
        return [
            Figure(periods[position], group, number, None, number)
            for (position, group), number in tops.items()
        ]
    missing = build.missing(measure.denominator.needs)
    if missing is not None:  # the number alone
        return [
            Figure(periods[position], group, number, None, None, missing=missing)
            for (position, group), number in tops.items()
        ]
    bottoms = _summed(measure.denominator, periods, group_by, build, where)
    kept = set(known_dimensions(measure.denominator, build, group_by))
    places = [place for place, name in enumerate(group_by) if name in kept]
    figures = []
    for position, group in sorted({*tops, *(bottoms if len(kept) == len(group_by) else ())}):
        n = bottoms.get((position, tuple(group[place] for place in places)), 0.0)
        figures.append(
            _ratio(measure, periods[position], group, tops.get((position, group), 0.0), n)
        )
    return figures


def _ratio(measure: Measure, period: Period, group: Group, top: float, bottom: float) -> Figure:
    if not bottom:
        return Figure(period, group, top, bottom, None)
    value = measure.scale * top / bottom
    within = interval(measure, top, bottom)
    if within is None:
        return Figure(period, group, top, bottom, value)
    return Figure(period, group, top, bottom, value, within.low, within.high)


def _summed(
    count: Count, periods: Sequence[Period], group_by: Sequence[str], build: Build, where: Where
) -> _Sums:
    """(position of the period, group) -> number; without groups, 0 where there is nothing."""
    kept = known_dimensions(count, build, group_by)
    if not kept and not known_dimensions(count, build, list(where)):
        numbers = of_the_whole(count, periods, build)
        return {(position, ()): number for position, number in enumerate(numbers)}
    rows = _rows(count, periods, group_by, build, where)
    found: _Sums = {(row[0], tuple(row[1:-1])): float(row[-1]) for row in rows}
    if kept:
        return dict(sorted(found.items()))
    return {(position, ()): found.get((position, ()), 0.0) for position in range(len(periods))}


def _rows(
    count: Count,
    periods: Sequence[Period],
    group_by: Sequence[str],
    build: Build,
    where: Where,
    levels: bool = False,
) -> Sequence[Row[Any]]:
    with transaction(build.engine) as connection:
        return connection.execute(asking(count, build, periods, group_by, where, levels)).all()
