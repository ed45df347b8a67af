"""The segments that a decision can be about: of an indicator, and of a dimension that it has."""

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.sums import dimensions_of
from bigtrust.rules.period import days_to, headline_periods
from bigtrust.views.number_alone import told_as

Segment = tuple[str, str]  # dimension, value


def segments_of(scope: Scope, build: Build, indicator: str) -> tuple[Segment, ...]:
    """Those that the scope is shown a figure of today."""
    measure = told_as(build, indicator)
    period = headline_periods(build.as_of)[-1]
    asked = period if measure.kind == "flow" else days_to(period.last, 1)
    return tuple(
        (name, figure.group[0])
        for name in dimensions_of(measure, build)
        for figure in calculate(measure, [asked], (name,), scope, build)
        if figure.value is not None and figure.group and figure.group[0]
    )
