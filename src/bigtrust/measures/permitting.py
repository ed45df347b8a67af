"""What may be asked: dimensions that a measure has, cells that are published to a role."""

from collections.abc import Sequence

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError, TrustError
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import known_dimensions
from bigtrust.rollups.people import MOST_DIMENSIONS
from bigtrust.rules.period import Period, published_periods

PERSONAL = "personal"


def personal_dimensions(measure: Measure, build: Build) -> frozenset[str]:
    """The dimensions of a measure that describe people, as settings say."""
    bearers = ("customers", measure.numerator.rollup.segments_of)
    return frozenset(
        name
        for bearer in bearers
        for name, kind in build.kinds_of(bearer).items()
        if kind == PERSONAL
    )


def refuse_what_is_not_published(
    measure: Measure,
    periods: Sequence[Period],
    dimensions: Sequence[str],
    scope: Scope,
    build: Build,
) -> None:
    """TrustError for a dimension that the measure does not have; NotPermittedError for a scope of
    another build and, to all but the privacy officer, for more than three dimensions at once and
    for cells of periods other than the published ones.
    """
    if scope.build_id != build.id:
        raise NotPermittedError(
            f"The scope is of build {scope.build_id}, and the figure of build {build.id}.",
            "Load the page again.",
        )
    known = known_dimensions(measure.numerator, build, list(dimensions))
    for name in dimensions:
        if name not in known:
            raise TrustError(f"{measure.title} cannot be split by {name!r}.")
    if scope.role is not Role.OFFICER and dimensions:
        _refuse_too_many(dimensions)
        _refuse_free_dates(measure, periods, build)


def _refuse_too_many(dimensions: Sequence[str]) -> None:
    if len(set(dimensions)) > MOST_DIMENSIONS:
        raise NotPermittedError(
            f"{len(set(dimensions))} dimensions at once ({', '.join(dimensions)}) could single"
            f" people out; at most {MOST_DIMENSIONS} are allowed.",
            "Leave one out, or ask the privacy officer.",
        )


def _refuse_free_dates(measure: Measure, periods: Sequence[Period], build: Build) -> None:
    """A stock goes by the last day alone."""
    allowed = published_periods(build.as_of)
    lasts = {period.last for period in allowed}
    for period in periods:
        published = period.last in lasts if measure.kind == "stock" else period in allowed
        if not published:
            raise NotPermittedError(
                f"By dimension, {measure.title} is published for whole weeks and months of the last"
                f" two years and for the 30 days to as-of, and not for {period.first} to"
                f" {period.last}.",
                "Choose weeks or months, or ask the privacy officer.",
            )


def refuse_single_cases(scope: Scope) -> None:
    """NotPermittedError for every role but the privacy officer."""
    if scope.role is not Role.OFFICER:
        raise NotPermittedError(
            "Single cases are shown to the privacy officer alone.", "Ask the privacy officer."
        )
