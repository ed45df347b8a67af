"""One indicator: its chart by week or month, and what it can be split by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.charts import chart, declared_changes, target_of
from bigtrust.measures.headline import Headline, headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.rare_events import counts_events
from bigtrust.measures.sums import dimensions_of
from bigtrust.measures.targets import aimed
from bigtrust.rules.period import SERIES_DAYS, months_to
from bigtrust.rules.spc_chart import ChartKind
from bigtrust.views import wording
from bigtrust.views.cards import number_alone
from bigtrust.views.change import has_parts
from bigtrust.views.explanation import key_of, points_of
from bigtrust.views.panel import Panel
from bigtrust.views.phrases import Sentence, Span, capital, clause
from bigtrust.views.running import running
from bigtrust.views.series import Series, series_of
from bigtrust.views.sources import freshness, sources_of


class Every(StrEnum):
    """How far apart the points of the chart are."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Indicator:
    """The top of the page, and the dimensions that may be chosen on it."""

    freshness: str
    question: str
    lead: Sentence
    dimensions: tuple[str, ...]
    has_parts: bool  # whether its change is the sum of what segments brought
    is_rare: bool  # so few events that each can be told by itself
    missing: str  # what would have to be loaded; "" where there is a figure


def indicator(scope: Scope, build: Build, name: str) -> Indicator:
    measure = aimed(build)[name]
    told = headline(measure, scope, build)
    missing = told.now.missing if told.now.numerator is None else None
    series = series_of(measure, told)
    return Indicator(
        freshness=freshness(build, sources_of(build)),
        question=f"{measure.number} · {measure.question}",
        lead=_missing(measure, missing) if missing else _lead(measure, told, series),
        dimensions=dimensions_of(measure, build),
        has_parts=has_parts(measure),
        is_rare=_is_rare(measure, told),
        missing=missing or "",
    )


def titles(build: Build) -> dict[str, str]:
    """Name -> title, of every indicator."""
    return {name: measure.title for name, measure in aimed(build).items()}


def over_time(scope: Scope, build: Build, name: str, every: str) -> Panel:
    """The indicator's chart of two years, with its limits and signals."""
    measure = aimed(build)[name]
    told = headline(measure, scope, build)
    if every == Every.MONTH:
        told = _by_month(measure, told, scope, build)
    if told.now.value is None and told.now.missing:
        measure, told = number_alone(measure, told)
    unfinished = running(measure, scope, build) if every == Every.WEEK else None
    series = series_of(measure, told, unfinished)
    if every == Every.MONTH:
        series = replace(series, by_month=True)
    return Panel(
        title=series.finding(),
        key=key_of(series),
        drawing=series,
        spoken=series.spoken(),
        table=points_of(series),
        measure=name,
    )


def _by_month(measure: Measure, told: Headline, scope: Scope, build: Build) -> Headline:
    since = max(build.as_of - timedelta(days=SERIES_DAYS), build.first_day)
    months = months_to(build.as_of, since + timedelta(days=measure.warm_up_days))
    found = calculate(measure, months, (), scope, build) if months else []
    return replace(
        told,
        series=found,
        chart=chart(measure, found, declared_changes(measure, build)),
        target=target_of(measure, 30),
    )


def _lead(measure: Measure, told: Headline, series: Series) -> Sentence:
    """What it says, against its target, and whether that is signal."""
    said: Sequence[Span] = capital(clause(measure, told.now, concerning=_off(measure, told)))
    target = f" (target {wording.quantity(measure.target, measure.unit)})" if measure.target else ""
    return (*said, Span(f"{target}. {series.finding()}."))


def _is_rare(measure: Measure, told: Headline) -> bool:
    charted_so = told.chart is not None and told.chart.kind is ChartKind.FEW_EVENTS
    return charted_so and counts_events(measure)


def _off(measure: Measure, told: Headline) -> bool:
    if measure.target is None or told.now.value is None:
        return False
    return (told.now.value > measure.target) == (measure.better == "down")


def _missing(measure: Measure, missing: str) -> Sentence:
    return (Span(f"{measure.title} has no data: {wording.lacking(missing)}."),)
