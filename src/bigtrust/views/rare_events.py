"""Rare events of an indicator, one by one: how many days lie between them."""

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.measure import Measure
from bigtrust.measures.rare_events import RareEvents, rare_events
from bigtrust.measures.targets import aimed
from bigtrust.views import wording
from bigtrust.views.panel import Panel
from bigtrust.views.series import Point, Series
from bigtrust.views.signals import pattern_of, tone_of
from bigtrust.views.table import Table


def days_between(scope: Scope, build: Build, name: str) -> Panel:
    """The chart of the days between events; without a drawing where they are none that are rare."""
    measure = aimed(build)[name]
    found = rare_events(measure, scope, build)
    if found is None:
        return Panel("Too many events, or too few, to count the days between them", "", None, "")
    series = _series(measure, found, build)
    return Panel(
        title=f"Days between events: {wording.inside(series.finding())}",
        key=f"{_events(measure, found)}: days from one to the next. Grey: usual range;"
        " orange diamond: more often than usual; blue dot: more seldom",
        drawing=series,
        spoken=series.spoken(),
        table=_table(series),
    )


def _events(measure: Measure, found: RareEvents) -> str:
    if found.others:
        return f"{wording.sentence(measure.denominator_text)}, all but {measure.numerator_text}"
    return wording.sentence(measure.numerator_text)


def _series(measure: Measure, found: RareEvents, build: Build) -> Series:
    """More days between what is bad are better. The silence until as-of is not over yet."""
    better = "up" if found.better == "down" else "down"
    days = [*found.days[1:], build.as_of][: len(found.chart.points)]
    told = [
        Point(
            first=day,
            last=day,
            value=point.value,
            lower=point.low,
            upper=point.high,
            tone=tone_of(point, better),
            pattern=pattern_of(point, better),
        )
        for day, point in zip(days, found.chart.points, strict=True)
    ]
    title = f"{measure.title}, days between events"
    return Series(title, "days", None, tuple(told), is_stock=True, step_days=0)


def _table(series: Series) -> Table:
    columns = ("On", "Days since the one before", "Usual range")
    rows = tuple(
        (
            wording.medium_day(point.last),
            wording.number(point.value or 0),
            ""
            if point.lower is None or point.upper is None
            else f"{wording.number(point.lower)} to {wording.quantity(point.upper, series.unit)}",
        )
        for point in reversed(series.points)
    )
    return Table(f"{series.title}, latest first", columns, rows, frozenset(columns[1:]))
