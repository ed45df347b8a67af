"""The headline of a measure: where it stands, against the month before, and its two years.

Flows: the 30 days to as-of, and the 30 before. Stocks: the close of as-of, and of 30 days before.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.behind import in_ledger
from bigtrust.measures.calculate import calculate
from bigtrust.measures.charts import chart, declared_changes, target_of
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.measures.sums import sums
from bigtrust.rules.period import HEADLINE_DAYS, SERIES_DAYS, Period, days_to, weeks_to, windows_to
from bigtrust.rules.spc_chart import Chart


@dataclass(frozen=True)
class Headline:
    """`change` and `series` are in the measure's unit; the points of `chart` are the series'."""

    now: Figure
    before: Figure
    change: float | None
    series: list[Figure]
    chart: Chart | None  # None: there is no data
    target: float | None  # of the points
    coverage: str | None
    sql: str


def headline(measure: Measure, scope: Scope, build: Build) -> Headline:
    now, before = _now_and_before(measure, scope, build)
    found = series(measure, scope, build)
    return Headline(
        now,
        before,
        None if now.value is None or before.value is None else now.value - before.value,
        found,
        chart(measure, found, declared_changes(measure, build)),
        target_of(measure, measure.window_days),
        _coverage(measure, now.period, scope, build),
        "\n\n".join(statements(measure, now.period, build)),
    )


def _now_and_before(measure: Measure, scope: Scope, build: Build) -> list[Figure]:
    earlier = build.as_of - timedelta(days=HEADLINE_DAYS)
    days = HEADLINE_DAYS if measure.kind == "flow" else 1
    now, before = days_to(build.as_of, days), days_to(earlier, days)
    found = calculate(measure, [before, now], (), scope, build)
    return found[::-1]


def series(measure: Measure, scope: Scope, build: Build) -> list[Figure]:
    """The complete periods of the last two years in which the measure has data, in order."""
    periods = points(measure, build)
    return calculate(measure, periods, (), scope, build) if periods else []


def points(measure: Measure, build: Build) -> list[Period]:
    """ISO weeks; for a rolling stock, one window apart (the days before as-of, end to end)."""
    first = _first_day(measure, build)
    if first is None:
        return []
    since = max(
        first + timedelta(days=measure.warm_up_days), build.as_of - timedelta(days=SERIES_DAYS)
    )
    if measure.window_days == 7:
        return weeks_to(build.as_of, since)
    return windows_to(build.as_of, since, measure.window_days)


def _first_day(measure: Measure, build: Build) -> date | None:
    if build.missing(measure.needs) is not None:
        return None
    held = build.manifest["data_sets"]
    needed = [need.partition("|")[0].partition(".")[0] for need in measure.needs]
    days = [held[name]["first_day"] for name in needed if name in held]
    return max((day for day in days if day is not None), default=None)


def _coverage(measure: Measure, period: Period, scope: Scope, build: Build) -> str | None:
    """What part could be judged, where that is not all of it."""
    if measure.judged is None or measure.candidates is None:
        return None
    share = replace(measure, numerator=measure.judged, denominator=measure.candidates, scale=100.0)
    (judged,) = calculate(share, [period], (), scope, build)
    if judged.value is None or judged.numerator == judged.denominator:
        return None
    return f"{judged.value:.1f}\N{NO-BREAK SPACE}% of {measure.candidates_text} could be judged"


def statements(measure: Measure, period: Period, build: Build) -> list[str]:
    """The SQL of the numerator, and of the denominator where there is one."""
    counts = [count for count in (measure.numerator, measure.denominator) if count is not None]
    literal = {"literal_binds": True}
    return [
        str(_asking(count, measure, period, build).compile(build.engine, compile_kwargs=literal))
        for count in counts
    ]


def _asking(count: Count, measure: Measure, period: Period, build: Build) -> Select[Any]:
    if count.over is Over.PEOPLE:
        return in_ledger(count, build, [period], (), {})
    return sums(count, build, [period], levels=measure.spread is not None)
