"""The headline of a measure: where it stands, against the month before, and its two years.

Flows: the 30 days to as-of, and the 30 before. Stocks: the close of as-of, and of 30 days before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.behind import asking
from bigtrust.measures.calculate import Where, calculate
from bigtrust.measures.charts import DeclaredChange, chart, declared_changes, target_of
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.rules.period import (
    HEADLINE_DAYS,
    SERIES_DAYS,
    Period,
    days_to,
    headline_periods,
    months_to,
    weeks_to,
    windows_to,
)
from bigtrust.rules.spc_chart import Chart

_WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Coverage:
    """What part could be judged, where that is not all: `share` (%) of what `of` names."""

    share: float
    of: str


@dataclass(frozen=True)
class Headline:
    """`change` and `series` are in the measure's unit; the points of `chart` are the series'."""

    now: Figure
    before: Figure
    change: float | None
    series: list[Figure]
    chart: Chart | None  # None: there is no data
    target: float | None  # of the points
    coverage: Coverage | str | None  # a text: what is said in its place
    trend_misleads: bool = False  # its data rise and fall as they were drawn: no chart judges that
    declared: Sequence[DeclaredChange] = ()  # what its chart goes by


def headline(measure: Measure, scope: Scope, build: Build, where: Where | None = None) -> Headline:
    """Of all, or of what a filter leaves: NotPermittedError where its periods are not published
    by dimension.
    """
    told = _told(measure, periods_of(measure, build), scope, build, where)
    before, now = (told[period] for period in _before_and_now(measure, build))
    if not is_known(measure, before.period, build):
        before = _nothing(before.period)
    found = [told[period] for period in points(measure, build)]
    coverage = None if where else _coverage(measure, now.period, scope, build)
    return _headline(measure, build, now, before, found, measure.window_days, coverage)


def trend_misleads(measure: Measure, build: Build) -> bool:
    """Whether a mapping says so of what the measure counts."""
    held = build.manifest["data_sets"]
    return any(held.get(name, {}).get("trend_misleads") for name in measure.data_sets)


def by_month(measure: Measure, scope: Scope, build: Build, where: Where | None = None) -> Headline:
    """The same of complete calendar months, the last against the one before: they are published
    for every filter. Empty where no month is complete yet.
    """
    first = max(build.as_of - timedelta(days=SERIES_DAYS), first_day(measure, build) or build.as_of)
    months = months_to(build.as_of, first + timedelta(days=measure.warm_up_days))
    told = _told(measure, months, scope, build, where)
    found = [told[month] for month in months]
    nothing = map(_nothing, headline_periods(build.as_of))
    before, now = [*nothing, *found][-2:]
    return _headline(measure, build, now, before, found, HEADLINE_DAYS)


def _headline(
    measure: Measure,
    build: Build,
    now: Figure,
    before: Figure,
    found: list[Figure],
    days: int,
    coverage: Coverage | None = None,
) -> Headline:
    """Of the figures of two periods, and of a series of periods of so many `days`. Its chart goes
    by what settings declare; it has none where its trend misleads.
    """
    misleads, declared = trend_misleads(measure, build), declared_changes(measure, build)
    return Headline(
        now,
        before,
        None if now.value is None or before.value is None else now.value - before.value,
        found,
        None if misleads else chart(measure, found, declared),
        target_of(measure, days),
        coverage,
        misleads,
        declared,
    )


def goes_by_month(measure: Measure, where: Where | None) -> bool:
    """Whether its own points, which are no weeks, are not published under the filter."""
    return bool(where) and measure.window_days != _WEEK


def headline_under(
    measure: Measure, scope: Scope, build: Build, where: Where | None = None
) -> Headline:
    """The headline of all or, by month where it has to be, of what a filter leaves."""
    form = by_month if goes_by_month(measure, where) else headline
    return form(measure, scope, build, where or None)


def periods_of(measure: Measure, build: Build) -> list[Period]:
    """Every period that the headline is of, in order."""
    return sorted({*_before_and_now(measure, build), *points(measure, build)})


def _before_and_now(measure: Measure, build: Build) -> list[Period]:
    periods = headline_periods(build.as_of)
    if measure.kind == "flow":
        return periods
    return [days_to(period.last, 1) for period in periods]


def series(
    measure: Measure, scope: Scope, build: Build, where: Where | None = None
) -> list[Figure]:
    """The complete periods of the last two years in which the measure has data, in order."""
    periods = points(measure, build)
    told = _told(measure, periods, scope, build, where)
    return [told[period] for period in periods]


def _told(
    measure: Measure, periods: list[Period], scope: Scope, build: Build, where: Where | None
) -> dict[Period, Figure]:
    """One for each period: empty where a filter leaves nothing that may be told."""
    if not periods:
        return {}
    empty = {period: _nothing(period) for period in periods}
    found = calculate(measure, periods, (), scope, build, where)
    return empty | {figure.period: figure for figure in found}


def points(measure: Measure, build: Build) -> list[Period]:
    """ISO weeks; for a rolling stock, one window apart (the days before as-of, end to end)."""
    first = first_day(measure, build)
    if first is None:
        return []
    since = max(
        first + timedelta(days=measure.warm_up_days), build.as_of - timedelta(days=SERIES_DAYS)
    )
    if measure.window_days == _WEEK:
        return weeks_to(build.as_of, since)
    return windows_to(build.as_of, since, measure.window_days)


def _nothing(period: Period) -> Figure:
    return Figure(period, (), None, None, None)


def is_known(measure: Measure, period: Period, build: Build) -> bool:
    """Whether its data had begun: before that, none is no 0."""
    first = first_day(measure, build)
    return first is None or first <= (period.first if measure.kind == "flow" else period.last)


def first_day(measure: Measure, build: Build) -> date | None:
    """The first day on which all data that it needs are there; None where they are missing, or
    have no days.
    """
    if build.missing(measure.needs) is not None:
        return None
    held = build.manifest["data_sets"]
    needed = [need.partition("|")[0].partition(".")[0] for need in measure.needs]
    days = [held[name]["first_day"] for name in needed if name in held]
    return max((day for day in days if day is not None), default=None)


def _coverage(measure: Measure, period: Period, scope: Scope, build: Build) -> Coverage | None:
    """What part could be judged, where that is not all of it."""
    if measure.judged is None or measure.candidates is None:
        return None
    share = replace(measure, numerator=measure.judged, denominator=measure.candidates, scale=100.0)
    (judged,) = calculate(share, [period], (), scope, build)
    if judged.value is None or judged.numerator == judged.denominator:
        return None
    return Coverage(judged.value, measure.candidates_text)


def statements(
    measure: Measure, period: Period, build: Build, where: Where | None = None
) -> list[str]:
    """The SQL of the numerator, and of the denominator where there is one."""
    counts = [count for count in (measure.numerator, measure.denominator) if count is not None]
    literal = {"literal_binds": True}
    return [
        str(
            asking(count, build, [period], (), where, measure.spread is not None).compile(
                build.engine, compile_kwargs=literal
            )
        )
        for count in counts
    ]
