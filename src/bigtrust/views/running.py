"""The week that is not over yet: shown, drawn hollow, and never judged."""

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.rules.period import week_so_far

_WHOLE = 7  # days


def running(measure: Measure, scope: Scope, build: Build) -> Figure | None:
    """The week of as-of up to as-of; None where it is over, and for stocks, which have no part.

    A number of cases is no part of a week's number, so only rates have a running figure.
    """
    week = week_so_far(build.as_of)
    if measure.kind == "stock" or measure.denominator is None or week.days == _WHOLE:
        return None
    (figure,) = calculate(measure, [week], (), scope, build)
    return None if figure.value is None else figure
