"""The week that is not over yet: shown, drawn hollow, and never judged."""

from datetime import timedelta

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.rules.period import Period

SUNDAY = 7


def running(measure: Measure, scope: Scope, build: Build) -> Figure | None:
    """The week of as-of up to as-of; None where it is over, and for stocks, which have no part.

    A number of cases is no part of a week's number, so only rates have a running figure.
    """
    days = build.as_of.isoweekday()
    if measure.kind == "stock" or measure.denominator is None or days == SUNDAY:
        return None
    week = Period(build.as_of - timedelta(days=days - 1), build.as_of)
    (figure,) = calculate(measure, [week], (), scope, build)
    return None if figure.value is None else figure
