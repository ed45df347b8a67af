"""What moved a rate between two periods, by the values of a dimension."""

from collections.abc import Mapping, Sequence
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.errors import TrustError
from bigtrust.measures.calculate import Where, calculate
from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import known_dimensions, parts_add_up
from bigtrust.rules.contributions import Contribution, Counts, what_moved
from bigtrust.rules.period import Period

# The values whose cells may not be seen, and what rounding left over; no values make up this group.
REST: Final[Group] = ()


def moved(
    measure: Measure,
    before: Period,
    after: Period,
    dimensions: Sequence[str],
    scope: Scope,
    build: Build,
    where: Where | None = None,
) -> Mapping[Group, Contribution] | None:
    """Group of values -> its contribution, in the measure's unit; together the change of the
    rate. None where a period has nothing to judge, or hides it.

    What is protected in either period is part of REST. Where the denominator is not
    split by the dimensions (customers have no topic) there are no weights: all is own change.
    Raises TrustError for a measure that is no rate, and for dimensions whose parts overlap: what
    people in several channels changed is no channel's own.
    """
    if measure.denominator is None or measure.spread is not None:
        raise TrustError(f"{measure.title} is no rate, so no parts of it can be told.")
    overlapping = [name for name in dimensions if not parts_add_up(measure, name, build)]
    if overlapping:
        raise TrustError(
            f"{measure.title} counts people in several values of {overlapping[0]!r}, so that its"
            " parts do not add up."
        )
    whole = calculate(measure, [before, after], (), scope, build, where)
    if any(figure.numerator is None for figure in whole):
        return None
    parts = calculate(measure, [before, after], dimensions, scope, build, where)
    hidden = {figure.group for figure in parts if figure.numerator is None}
    split = len(known_dimensions(measure.denominator, build, dimensions)) == len(dimensions)
    told = [figure for figure in parts if figure.group not in hidden]
    found = what_moved(*(_counts(period, whole, told, split) for period in (before, after)))
    if found is None:
        return None
    return {group: _scaled(part, measure.scale) for group, part in found.items()}


def _counts(
    period: Period, whole: Sequence[Figure], parts: Sequence[Figure], split: bool
) -> Mapping[Group, Counts]:
    (all_of_it,) = (figure for figure in whole if figure.period == period)
    told = {
        figure.group: Counts(figure.numerator or 0, (figure.denominator or 0) if split else 0)
        for figure in parts
        if figure.period == period
    }
    return {**told, **_rest(all_of_it, told)}


def _rest(whole: Figure, told: Mapping[Group, Counts]) -> Mapping[Group, Counts]:
    """What the parts that are told leave of the whole."""
    numerator = (whole.numerator or 0) - sum(part.numerator for part in told.values())
    denominator = (whole.denominator or 0) - sum(part.denominator for part in told.values())
    return {REST: Counts(numerator, denominator)} if numerator or denominator else {}


def _scaled(part: Contribution, scale: float) -> Contribution:
    return Contribution(own=part.own * scale, weight=part.weight * scale)
