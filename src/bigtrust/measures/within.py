"""The headline of one segment: as `headline`, of what a filter leaves, and protected."""

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import Where, calculate
from bigtrust.measures.charts import chart, declared_changes, target_of
from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import Headline, points
from bigtrust.measures.measure import Measure
from bigtrust.rules.period import Period, days_to, headline_periods


def headline_within(measure: Measure, scope: Scope, build: Build, where: Where) -> Headline:
    """NotPermittedError where its periods are not published by dimension."""
    before, now = (
        _figure(measure, period, scope, build, where) for period in _periods(measure, build)
    )
    asked = points(measure, build)
    told = calculate(measure, asked, (), scope, build, where) if asked else []
    found = {figure.period: figure for figure in told}
    series = [found.get(period, Figure(period, (), None, None, None)) for period in asked]
    return Headline(
        now,
        before,
        None if now.value is None or before.value is None else now.value - before.value,
        series,
        chart(measure, series, declared_changes(measure, build)),
        target_of(measure, measure.window_days),
        None,
        sql="",
    )


def _periods(measure: Measure, build: Build) -> list[Period]:
    periods = headline_periods(build.as_of)
    if measure.kind == "flow":
        return periods
    return [days_to(period.last, 1) for period in periods]


def _figure(measure: Measure, period: Period, scope: Scope, build: Build, where: Where) -> Figure:
    found = calculate(measure, [period], (), scope, build, where)
    return found[0] if found else Figure(period, (), None, None, None)
