""" "How is this computed": everything one needs to check a figure, or to doubt it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.charts import DeclaredChange, known_to_limits
from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import Headline, goes_by_month, headline_under, statements
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.rules.spc_chart import Chart
from bigtrust.views import wording
from bigtrust.views.cards import coverage_told, target_text
from bigtrust.views.number_alone import or_number_alone
from bigtrust.views.running import running
from bigtrust.views.series import Point, Series, series_of
from bigtrust.views.side_by_side import told_if_known, value_told, words
from bigtrust.views.sources import Source, sources_of
from bigtrust.views.table import Table


@dataclass(frozen=True, slots=True)
class Explanation:
    """The terms and their meanings, the chart with its finding, the SQL, the sources."""

    title: str
    question: str
    terms: tuple[tuple[str, str], ...]
    finding: str
    key: str
    series: Series
    points: Table
    sql: str
    sources: Table


def explanation(
    scope: Scope, build: Build, name: str, only: tuple[tuple[str, str], ...] = ()
) -> Explanation:
    """How the figure of an indicator was computed, for a role; `only`: of these values of
    dimensions.
    """
    measure = aimed(build)[name]
    answer = headline_under(measure, scope, build, dict(only))
    by_month = goes_by_month(measure, dict(only))
    unfinished = None if only else running(measure, scope, build)
    measure, answer = or_number_alone(measure, answer)
    series = series_of(measure, answer, unfinished, by_month)
    sources = [source for source in sources_of(build) if source.name in measure.data_sets]
    return Explanation(
        title=measure.title,
        question=measure.question,
        terms=(
            *_of_whom(only),
            *_why_months(measure, by_month),
            *_terms(measure, answer, series, build),
            *_cautions(measure, sources),
        ),
        finding=series.finding(),
        key=key_of(series),
        series=series,
        points=points_of(series),
        sql="\n\n".join(statements(measure, answer.now.period, build, dict(only))),
        sources=_sources(sources, build.zone),
    )


def _of_whom(only: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    told = [f"{words(dimension)} {value_told(value)}" for dimension, value in only]
    if told:
        yield "Only", wording.joined(told)


def _why_months(measure: Measure, by_month: bool) -> Iterator[tuple[str, str]]:
    if by_month:
        days = wording.quantity(measure.window_days, "days")
        yield (
            "Period",
            f"A whole month. Its own points lie {days} apart, and by dimension only whole weeks"
            " and months are published, so that nobody is singled out",
        )


def _terms(
    measure: Measure, answer: Headline, series: Series, build: Build
) -> Iterator[tuple[str, str]]:
    now, before = answer.now, answer.before
    yield "Definition", measure.definition
    yield "Value", f"{_value(now, measure)} {_period(now)}"
    yield "Before", f"{_value(before, measure)} {_period(before)}"
    yield "Numerator", _part(now.numerator, measure.numerator_text)
    if now.denominator is not None:
        yield "Denominator (n)", _part(now.denominator, measure.denominator_text)
    if now.low is not None and now.high is not None:
        yield f"{wording.CONFIDENCE}{wording.NO_BREAK}interval", _interval(now, measure)
    if measure.target is not None:
        yield (
            "Target",
            f"{target_text(measure).removeprefix('target').strip()}, {measure.target_source}",
        )
    if answer.chart is not None and series.is_judged:
        known = known_to_limits(answer.series, answer.declared)
        yield "Usual range", _limits(answer.chart, known)
    yield "Direction", f"{measure.better} is good"
    yield "As of", wording.long_day(build.as_of)
    if answer.coverage:
        yield "Coverage", coverage_told(answer)
    for change in answer.declared:
        yield "Declared change", _change(change)


def _change(change: DeclaredChange) -> str:
    since = wording.long_day(change.since)
    if change.until is None:
        return f"{change.reason} Since {since} the usual range is learned anew."
    until = wording.long_day(change.until)
    return f"{change.reason} The usual range leaves out {since} to {until}."


def _part(count: float | None, meaning: str) -> str:
    return meaning if count is None else f"{wording.number(count)} · {meaning}"


def _value(figure: Figure, measure: Measure) -> str:
    unknown = "no data" if figure.missing else "nothing to judge"
    return told_if_known(figure, measure, unknown)


def _period(figure: Figure) -> str:
    first, last = figure.period
    if first == last:
        return f"at the close of {wording.long_day(last)}"
    return f"from {wording.long_day(first)} to {wording.long_day(last)}"


def _interval(now: Figure, measure: Measure) -> str:
    low, high = (
        wording.number(now.low or 0, measure.unit),
        wording.quantity(now.high or 0, measure.unit),
    )
    return f"{low} to {high}, if the cases were independent of each other"


def _limits(chart: Chart, known: int) -> str:
    trial = "; fewer than 12, so trial limits" if chart.trial else ""
    return f"by the rules of statistical process control ({chart.kind}), from {known} points{trial}"


def key_of(series: Series) -> str:
    """What the chart of a series shows, and what those colours and lines mean that it has."""
    target = "" if series.target is None else " dotted: target;"
    axis = "" if series.starts_at_zero else " The axis does not start at zero."
    drawn = f"{series.title} {series.rhythm}, {series.unit}"
    if not series.has_limits:
        return f"{drawn};{target}".rstrip(";") + f".{axis}"
    return (
        f"{drawn}. Grey: usual range;{target} "
        f"orange diamond: getting worse; blue dot: improving.{axis}"
    )


def points_of(series: Series) -> Table:
    """A series as a table, latest first."""
    day = "On" if series.is_stock else "From"
    columns = (day, "Value", "Numerator", "Denominator", "Usual range", "Signal")
    rows = tuple(_row(point, series) for point in reversed(series.points))
    caption = f"{series.title} {series.rhythm}, latest first"
    return Table(caption, columns, rows, frozenset(columns[1:5]))


def _row(point: Point, series: Series) -> tuple[str, ...]:
    return (
        wording.medium_day(series.day_of(point)),
        "nothing to judge" if point.value is None else wording.quantity(point.value, series.unit),
        _count(point.numerator),
        _count(point.denominator),
        _range(point, series.unit),
        {"concerning": "getting worse", "improving": "improving", "steady": ""}[point.tone],
    )


def _count(count: float | None) -> str:
    return "" if count is None else wording.number(count)


def _range(point: Point, unit: str) -> str:
    if point.lower is None or point.upper is None:
        return ""
    return f"{wording.number(point.lower, unit)} to {wording.quantity(point.upper, unit)}"


def _cautions(measure: Measure, sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    if measure.caveat:
        yield "Mind", measure.caveat
    for source in sources:
        for caution in source.cautions:
            yield f"Mind of {source.words}", caution


def _sources(sources: Iterable[Source], zone: tzinfo) -> Table:
    columns = ("Data set", "Rows", "First day", "Last day", "Loaded", "Quarantined")
    rows = tuple(_source(source, zone) for source in sources)
    return Table("Sources", columns, rows, frozenset({"Rows", "Quarantined"}))


def _source(source: Source, zone: tzinfo) -> tuple[str, ...]:
    return (
        source.words,
        wording.number(source.rows),
        _day(source.first_day),
        _day(source.last_day),
        wording.moment(source.loaded_at.astimezone(zone)),
        wording.number(source.quarantined),
    )


def _day(day: date | None) -> str:
    return wording.medium_day(day) if day else ""
