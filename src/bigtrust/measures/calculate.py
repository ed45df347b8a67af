"""The one door to a figure: sum, protect, form the ratio last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy import Row

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.errors import NotPermittedError, TrustError
from bigtrust.measures.measure import Count, Measure, Quantile, TopShare
from bigtrust.measures.period import Period
from bigtrust.measures.sums import known_dimensions, sums
from bigtrust.rules.intervals import wilson

Group = tuple[str, ...]
Where = Mapping[str, str]
_Sums = dict[tuple[int, Group], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's figure for a period and group. `value`, `low` and `high` (a 95 % Wilson interval,
    if the cases were independent) are in the measure's unit; None where there is no data, and
    `missing` then names the data set (or data_set.column) that would give it.
    """

    period: Period
    group: Group
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None = None
    high: float | None = None
    missing: str | None = None


def calculate(
    measure: Measure,
    periods: Sequence[Period],
    group_by: Sequence[str],
    scope: Scope,
    build: Build,
    where: Where | None = None,
) -> list[Figure]:
    """The figures of a measure, by period and then by group, in order.

    Raises NotPermittedError where the scope's role may not split by a dimension, TrustError where
    the measure has no such dimension.
    """
    filters = where or {}
    _permit(measure, (*group_by, *filters), scope, build)
    missing = build.missing(measure.needs)
    if missing is not None:
        return [Figure(period, (), None, None, None, missing=missing) for period in periods]
    if measure.spread is not None:
        return _spreads(measure.numerator, measure.spread, periods, group_by, build, filters)
    return _ratios(measure, periods, group_by, build, filters)


def _permit(measure: Measure, dimensions: Sequence[str], scope: Scope, build: Build) -> None:
    """Personal dimensions are the officer's until figures over them can be protected."""
    if scope.build_id != build.id:
        raise NotPermittedError(
            f"The scope is of build {scope.build_id}, and the figure of build {build.id}.",
            "Load the page again.",
        )
    known = known_dimensions(measure.numerator, build, list(dimensions))
    personal = {
        name
        for data_set, kinds in build.segments.items()
        if data_set in ("customers", measure.numerator.rollup.segments_of)
        for name, kind in kinds.items()
        if kind == "personal"
    }
    for name in dimensions:
        if name not in known:
            raise TrustError(f"{measure.title} cannot be split by {name!r}.")
        if name in personal and scope.role is not Role.OFFICER:
            raise NotPermittedError(
                f"{name!r} describes people; the {scope.role} sees it once figures are protected.",
                "Ask the privacy officer.",
            )


def _ratios(
    measure: Measure,
    periods: Sequence[Period],
    group_by: Sequence[str],
    build: Build,
    where: Where,
) -> list[Figure]:
    tops = _summed(measure.numerator, periods, group_by, build, where)
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
    if not measure.is_share or top > bottom:
        return Figure(period, group, top, bottom, value)
    interval = wilson(int(top), int(bottom))
    if interval is None:
        return Figure(period, group, top, bottom, value)
    low, high = measure.scale * interval.low, measure.scale * interval.high
    return Figure(period, group, top, bottom, value, low, high)


def _summed(
    count: Count, periods: Sequence[Period], group_by: Sequence[str], build: Build, where: Where
) -> _Sums:
    """(position of the period, group) -> number; without groups, 0 where there is nothing."""
    kept = known_dimensions(count, build, group_by)
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
        return connection.execute(sums(count, build, periods, group_by, where, levels)).all()


def _spreads(
    count: Count,
    spread: Quantile | TopShare,
    periods: Sequence[Period],
    group_by: Sequence[str],
    build: Build,
    where: Where,
) -> list[Figure]:
    rows = _rows(count, periods, group_by, build, where, levels=True)
    people: defaultdict[tuple[int, Group], dict[int, int]] = defaultdict(dict)
    for row in rows:
        position, *group, level, number = tuple(row)
        if number:
            people[position, tuple(group)][level] = int(number)
    if not group_by:
        people |= {(position, ()): people[position, ()] for position in range(len(periods))}
    return [
        _spread(spread, periods[position], group, levels)
        for (position, group), levels in sorted(people.items())
    ]


def _spread(
    spread: Quantile | TopShare, period: Period, group: Group, levels: dict[int, int]
) -> Figure:
    """Of a quantile: contacts and people; of a share: the contacts of the top, and of all."""
    people = sum(levels.values())
    contacts = sum(level * number for level, number in levels.items())
    if not people:
        return Figure(period, group, 0.0, 0.0, None)
    if isinstance(spread, Quantile):
        return Figure(period, group, contacts, people, _quantile(levels, spread.share))
    top = _received_by_top(levels, ceil(spread.people * people))
    return Figure(period, group, top, contacts, 100.0 * top / contacts)


def _quantile(levels: dict[int, int], share: float) -> float:
    reached, rank = 0, ceil(share * sum(levels.values()))
    for level in sorted(levels):
        reached += levels[level]
        if reached >= rank:
            return float(level)
    raise ValueError("a share is at most 1")


def _received_by_top(levels: dict[int, int], people: int) -> float:
    received = 0
    for level in sorted(levels, reverse=True):
        taken = min(people, levels[level])
        received += taken * level
        people -= taken
    return float(received)
