"""Explore: the top of the page, the way into a segment and back, and the file to take along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.rollups.people import MOST_DIMENSIONS
from bigtrust.views import wording
from bigtrust.views.absent import Absent, absent, nothing_judged
from bigtrust.views.asked import Asked, Offered, Only, one_of_each, shown_periods
from bigtrust.views.breaches import counts_breaches
from bigtrust.views.change import has_parts, lead_of
from bigtrust.views.grid import Grid, grid_of
from bigtrust.views.number_alone import told_as
from bigtrust.views.periods import told_period
from bigtrust.views.phrases import Sentence
from bigtrust.views.side_by_side import label_of, told, value_told, words
from bigtrust.views.sources import freshness, sources_of

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Explore:
    """`ways`: the name of a segment -> the filters that lead into it."""

    freshness: str
    extent: str
    lead: Sentence
    ways: Mapping[str, tuple[Only, ...]]
    has_parts: bool  # whether segments' contributions add up to its change
    is_share: bool
    has_breaches: bool  # whether it counts broken promises


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way here: its filters, and what it was split by."""

    label: str
    only: tuple[Only, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows for a file: what is shown, and nothing more."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def explore(scope: Scope, build: Build, asked: Asked) -> Explore:
    measure = told_as(build, asked.indicator)
    grid = grid_of(scope, build, asked, shown_periods(build, asked)) if asked.by else None
    return Explore(
        freshness=freshness(build, sources_of(build)),
        extent=_extent(grid),
        lead=lead_of(scope, build, asked),
        ways={label_of(group): _into(asked, group) for group in grid.rows} if grid else {},
        has_parts=has_parts(measure),
        is_share=measure.is_share,
        has_breaches=counts_breaches(measure),
    )


def nothing_to_explore(measure: Measure, found: Offered) -> Absent:
    return absent(measure, found.missing) if found.missing else nothing_judged(measure)


def crumbs(asked: Asked) -> tuple[Crumb, ...]:
    """From all down to the last filter."""
    steps = range(len(asked.only) + 1)
    return tuple(
        Crumb(
            label=value_told(asked.only[step - 1][1]) if step else "All",
            only=asked.only[:step],
            by=asked.only[step][0] if step < len(asked.only) else "",
        )
        for step in steps
    )


def sheet(scope: Scope, build: Build, asked: Asked) -> Sheet:
    """A row for each segment and period; protected as its viewer's scope."""
    measure = told_as(build, asked.indicator)
    grid = grid_of(scope, build, asked, shown_periods(build, asked))
    filters = [value for _, value in asked.only]
    rows = tuple(
        (measure.title, measure.unit, *filters, *group, *_cells(grid, group, position))
        for group in (*grid.rows, *grid.hidden)
        for position in range(len(grid.periods))
    )
    told_dimensions = [words(name) for name in (*asked.where, *asked.by)]
    return Sheet(
        name=f"{measure.name}-{asked.period.last.isoformat()}.csv",
        header=("indicator", "unit", *told_dimensions, *_HEADER),
        rows=rows,
    )


_HEADER = ("first day", "last day", "value", "low", "high", "numerator", "denominator", "note")


def _cells(grid: Grid, group: Sequence[str], position: int) -> tuple[Cell, ...]:
    period = grid.periods[position]
    figure = grid.cell(tuple(group), period)
    note = told(_alike(figure), grid.measure) if figure.value is None else ""
    days = (period.first.isoformat(), period.last.isoformat())
    parts = (figure.value, figure.low, figure.high, figure.numerator, figure.denominator)
    return (*days, *parts, note or figure.protection)


def _alike(figure: Figure) -> Figure:
    """What is hidden and what was never counted are told by one word."""
    unreached = figure.protection is Protection.UNREACHED
    return figure if unreached else replace(figure, protection="hidden")


def _into(asked: Asked, group: Sequence[str]) -> tuple[Only, ...]:
    deeper = tuple(zip(asked.by, group, strict=True))
    return one_of_each((*asked.only, *deeper))[:MOST_DIMENSIONS]


def _extent(grid: Grid | None) -> str:
    if grid is None:
        return ""
    shown = wording.counted(len(grid.rows), "segment")
    hidden = f", {wording.in_words(len(grid.hidden))} without enough to show" if grid.hidden else ""
    return f"{wording.sentence(shown)}{hidden} · {told_period(grid.periods[-1])}"
