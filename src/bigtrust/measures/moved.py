"""What moved a rate between two periods, by the values of a dimension."""

from collections.abc import Mapping, Sequence

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.errors import TrustError
from bigtrust.measures.calculate import Where, calculate
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.rules.contributions import Contribution, Counts, what_moved
from bigtrust.rules.period import Period

REST = "rest"  # the values whose cells may not be seen, and what rounding left over


def moved(
    measure: Measure,
    before: Period,
    after: Period,
    dimension: str,
    scope: Scope,
    build: Build,
    where: Where | None = None,
) -> Mapping[str, Contribution] | None:
    """Value of the dimension -> its contribution, in the measure's unit; together the change of
    the rate. None where a period has nothing to judge.

    What is protected is part of REST. Raises TrustError for a measure that is no rate, or whose
    denominator is not split by the dimension (its weights could not be told).
    """
    if measure.denominator is None or measure.spread is not None:
        raise TrustError(f"{measure.title} is no rate, so no parts of it can be told.")
    whole = calculate(measure, [before, after], (), scope, build, where)
    parts = calculate(measure, [before, after], (dimension,), scope, build, where)
    counts = [_counts(period, whole, parts) for period in (before, after)]
    found = what_moved(*counts)
    if found is None:
        return None
    return {name: _scaled(part, measure.scale) for name, part in found.items()}


def _counts(
    period: Period, whole: Sequence[Figure], parts: Sequence[Figure]
) -> Mapping[str, Counts]:
    (all_of_it,) = (figure for figure in whole if figure.period == period)
    told = {
        figure.group[0]: Counts(figure.numerator, figure.denominator)
        for figure in parts
        if figure.period == period
        and figure.numerator is not None
        and figure.denominator is not None
    }
    return {**told, **_rest(all_of_it, told)}


def _rest(whole: Figure, told: Mapping[str, Counts]) -> Mapping[str, Counts]:
    """What the parts that are told leave of the whole."""
    numerator = (whole.numerator or 0) - sum(part.numerator for part in told.values())
    denominator = (whole.denominator or 0) - sum(part.denominator for part in told.values())
    return {REST: Counts(numerator, denominator)} if numerator or denominator else {}


def _scaled(part: Contribution, scale: float) -> Contribution:
    return Contribution(own=part.own * scale, weight=part.weight * scale)
