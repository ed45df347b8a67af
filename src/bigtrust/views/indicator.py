"""One indicator: its chart by week or month, and what it can be split by."""

from dataclasses import dataclass
from enum import StrEnum

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.headline import Headline, by_month, headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.rare_events import counts_events
from bigtrust.measures.status import misses_target
from bigtrust.measures.targets import aimed
from bigtrust.measures.values import told_values
from bigtrust.rules.spc_chart import ChartKind
from bigtrust.views import wording
from bigtrust.views.absent import Absent, absent
from bigtrust.views.cards import target_text
from bigtrust.views.change import has_parts
from bigtrust.views.explanation import key_of, points_of
from bigtrust.views.number_alone import or_number_alone, told_as
from bigtrust.views.panel import Panel
from bigtrust.views.phrases import Sentence, Span, capital, clause, plain
from bigtrust.views.running import running
from bigtrust.views.series import series_of
from bigtrust.views.side_by_side import told as told_value
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
    absent: Absent | None  # what to say where there is no figure at all


def indicator(scope: Scope, build: Build, name: str) -> Indicator:
    measure = aimed(build)[name]
    told = headline(measure, scope, build)
    missing = told.now.missing if told.now.numerator is None else None
    nothing = absent(measure, missing) if missing else None
    return Indicator(
        freshness=freshness(build, sources_of(build)),
        question=measure.question,
        lead=nothing.lead if nothing else _lead(measure, told),
        dimensions=() if missing else tuple(told_values(told_as(build, name), build)),
        has_parts=has_parts(told_as(build, name)),
        is_rare=_is_rare(measure, told),
        absent=nothing,
    )


def titles(build: Build, first: str = "") -> dict[str, str]:
    """Name -> title, of every indicator; first those that there are data for, of them `first`."""

    def place(measure: Measure) -> tuple[int, bool]:
        return _lack(build, measure), measure.name != first

    return {each.name: each.title for each in sorted(aimed(build).values(), key=place)}


def _lack(build: Build, measure: Measure) -> int:
    """0 where its data are here, 1 where there is its number alone, 2 where nothing is."""
    return sum(build.missing(needs) is not None for needs in (measure.needs, measure.rate_needs))


def over_time(scope: Scope, build: Build, name: str, every: str) -> Panel:
    """The indicator's chart of two years, with its limits and signals."""
    measure = aimed(build)[name]
    told = (by_month if every == Every.MONTH else headline)(measure, scope, build)
    measure, told = or_number_alone(measure, told)
    unfinished = running(measure, scope, build) if every == Every.WEEK else None
    series = series_of(measure, told, unfinished, by_month=every == Every.MONTH)
    return Panel(
        title=series.finding(),
        key=key_of(series),
        drawing=series,
        spoken=series.spoken(),
        table=points_of(series),
        measure=name,
    )


def _lead(measure: Measure, told: Headline) -> Sentence:
    """What it says, against its target, and how it moved; the chart says whether that is signal."""
    measure, told = or_number_alone(measure, told)
    said = _said(measure, told)
    value = wording.quantity(told.now.value or 0, measure.unit)
    beside = () if value in plain(said) or measure.unit not in wording.RATES else (value,)
    facts = ", ".join(fact for fact in (*beside, target_text(measure)) if fact)
    told_facts = f" ({facts})" if facts else ""
    return (*said, Span(f"{told_facts}{_course(wording.change(told.change, measure.unit))}."))


def _course(change: str) -> str:
    """ ", up 0.4 points in 30 days"."""
    if not change:
        return ""
    return ", as 30 days before" if change == wording.UNCHANGED else f", {change} in 30 days"


def _said(measure: Measure, told: Headline) -> Sentence:
    """Its clause; of what is not known exactly, its title and what is known."""
    if told.now.value is None:
        return (Span(f"{measure.title}: {told_value(told.now, measure)}"),)
    return capital(clause(measure, told.now, concerning=misses_target(measure, told.now)))


def _is_rare(measure: Measure, told: Headline) -> bool:
    charted_so = told.chart is not None and told.chart.kind is ChartKind.FEW_EVENTS
    return charted_so and counts_events(measure)
