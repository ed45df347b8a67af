"""Segments side by side on Explore, period by period."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import parts_stand_beside_all
from bigtrust.rules.period import Period
from bigtrust.views import wording
from bigtrust.views.asked import Asked, shown_periods
from bigtrust.views.drawings import HeatMap
from bigtrust.views.number_alone import told_as
from bigtrust.views.panel import Panel
from bigtrust.views.periods import the_period
from bigtrust.views.side_by_side import (
    by_words,
    label_of,
    ranked,
    rounding_note,
    utmost,
)
from bigtrust.views.table import Table

MOST_ROWS: Final = 14  # segments that are drawn; the table has them all
MOST_NAMES: Final = 5  # of what is hidden, in the note
HIDDEN: Final = "–"
_KEPT: Final = 8  # grids: the questions of a few viewers at once


@dataclass(frozen=True, slots=True)
class Grid:
    """Segments by periods. A cell that is not there is hidden, or of nothing: nobody can tell."""

    measure: Measure
    periods: tuple[Period, ...]
    rows: tuple[Group, ...]  # those with something to show, the worst of the last period first
    hidden: tuple[Group, ...]  # in the order of names
    cells: Mapping[tuple[Group, Period], Figure]

    @property
    def now(self) -> list[Figure]:
        """The rows in the last period, hidden ones as hidden."""
        return [self.cell(group, self.periods[-1]) for group in self.rows]

    def row(self, group: Group) -> list[Figure]:
        return [self.cell(group, period) for period in self.periods]

    def cell(self, group: Group, period: Period) -> Figure:
        return self.cells.get((group, period)) or Figure(period, group, None, None, None)


@lru_cache(maxsize=_KEPT)
def grid_of(scope: Scope, build: Build, asked: Asked, periods: tuple[Period, ...]) -> Grid:
    """Kept, as several parts of a page are made of the same."""
    measure = told_as(build, asked.indicator)
    found = calculate(measure, periods, asked.by, scope, build, asked.where)
    cells = {(each.group, each.period): each for each in found if _is_shown(each)}
    known = {group for group, _ in cells}
    shown = Grid(measure, periods, (), (), cells)
    order = ranked([shown.cell(group, periods[-1]) for group in sorted(known)], measure)
    return replace(
        shown,
        rows=tuple(figure.group for figure in order),
        hidden=tuple(sorted({each.group for each in found} - known)),
    )


def over_time(scope: Scope, build: Build, asked: Asked) -> Panel:
    """Segment by period, around the value of all in the period that is compared with."""
    grid = grid_of(scope, build, asked, shown_periods(build, asked))
    grid = replace(grid, rows=_told_first(grid))
    measure, columns = grid.measure, tuple(map(_short, grid.periods))
    beside = parts_stand_beside_all(measure, asked.by, build)
    centre = _centre(measure, scope, build, asked) if beside else None
    rows = _drawn(grid)
    title = _worst_cell(grid, beside)
    return Panel(
        title=title,
        key=_heat_key(grid, centre, asked),
        drawing=HeatMap(
            [label_of(group) for group in rows],
            columns,
            [[figure.value for figure in grid.row(group)] for group in rows],
            [[_cell(figure, measure) for figure in grid.row(group)] for group in rows],
            centre=centre,
            high_is_worse=measure.better == "down",
        )
        if rows
        else None,
        spoken=f"{title}. {measure.title} of {wording.counted(len(rows), 'segment')} "
        f"from {the_period(grid.periods[0])} to {the_period(grid.periods[-1])}.",
        table=_grid_table(grid, asked, columns),
        note=_left_out(grid),
    )


def _told_first(grid: Grid) -> tuple[Group, ...]:
    """What has a figure in any period stands before what has bounds alone."""
    told = {each.group for each in grid.cells.values() if each.value is not None}
    return tuple(sorted(grid.rows, key=lambda group: group not in told))


def _drawn(grid: Grid) -> tuple[Group, ...]:
    """As many rows as can be read, that of the worst cell always among them."""
    rows = grid.rows[:MOST_ROWS]
    known = [figure for figure in grid.cells.values() if figure.value is not None]
    left_out = [worst.group for worst in ranked(known, grid.measure)[:1] if worst.group not in rows]
    return (*rows[: MOST_ROWS - len(left_out)], *left_out)


def _centre(measure: Measure, scope: Scope, build: Build, asked: Asked) -> float | None:
    """The value of all in the period that is compared with."""
    (whole,) = calculate(measure, [asked.before or asked.period], (), scope, build, asked.where)
    return whole.value


def _is_shown(figure: Figure) -> bool:
    told = (figure.value, figure.beyond, figure.low, figure.high)
    return any(each is not None for each in told) or figure.protection is Protection.UNREACHED


def _cell(figure: Figure, measure: Measure) -> str:
    """ "5.9", "<3.6", ">96", or that nothing may be shown."""
    if figure.value is not None:
        return wording.number(figure.value, measure.unit).replace(f"under{wording.NO_BREAK}", "<")
    if figure.high is not None:
        return f"<{wording.number(figure.high, measure.unit)}"
    if figure.low is not None:
        return f">{wording.number(figure.low, measure.unit)}"
    return HIDDEN


def _short(period: Period) -> str:
    """ "Oct" of a month (with its year in January), "19 Oct" of a week."""
    if period.days == 7:
        return wording.short_day(period.first)
    name = wording.month_alone(period.first)
    return f"{name} {period.first:%y}" if period.first.month == 1 else name


def _heat_key(grid: Grid, centre: float | None, asked: Asked) -> str:
    measure = grid.measure
    unit = measure.unit
    named = measure.title if unit in measure.title else f"{measure.title}, {unit}"
    if centre is None:
        return "; ".join((named, "darker is more", *_signs(grid)))
    compared = the_period(asked.before or asked.period)
    value = wording.quantity(centre, unit)
    around = f"orange is worse, blue better than all in {compared} ({value})"
    return "; ".join((named, around, *_signs(grid)))


def _signs(grid: Grid) -> list[str]:
    """What the signs in the cells mean, of those that there are."""
    texts = [_cell(figure, grid.measure) for group in grid.rows for figure in grid.row(group)]
    few = any(text[0] in "<>" for text in texts)
    return [*(["< and >: bounds"] if few else []), *(["–: hidden"] if HIDDEN in texts else [])]


def _worst_cell(grid: Grid, beside: bool) -> str:
    """The worst that is shown of any segment in any period; the most, or the lowest, of what does
    not stand `beside` all and is neither better nor worse.
    """
    known = [figure for figure in grid.cells.values() if figure.value is not None]
    if not known:
        return nothing_of(grid)
    order = ranked(known, grid.measure)
    value = wording.quantity(order[0].value or 0, grid.measure.unit)
    if order[0].value == order[-1].value:
        return f"Wherever it can be told, it is {value}"
    label, when = label_of(order[0].group), the_period(order[0].period)
    if beside:
        return f"The worst is {label} in {when}: {value}"
    verb = "had the" if grid.measure.is_number else "was"
    return f"{wording.sentence(label)} {verb} {utmost(grid.measure)} in {when}: {value}"


def nothing_of(grid: Grid) -> str:
    if grid.rows:
        return "Counts are small: only bounds can be shown"
    return "No segment has enough people behind it to be shown"


def _left_out(grid: Grid) -> str:
    parts = []
    if len(grid.rows) > MOST_ROWS:
        parts.append(f"The {MOST_ROWS} worst of {len(grid.rows)} segments; the table has them all.")
    if grid.hidden:
        names = wording.joined([label_of(group) for group in grid.hidden])
        few = len(grid.hidden) <= MOST_NAMES
        parts.append(f"Nothing to show of: {names if few else f'{len(grid.hidden)} more'}.")
    note = rounding_note(list(grid.cells.values()))
    return " ".join([*parts, note]).strip()


def _grid_table(grid: Grid, asked: Asked, columns: tuple[str, ...]) -> Table:
    head = by_words(asked.by)
    rows = tuple(
        (label_of(group), *(_cell(figure, grid.measure) for figure in grid.row(group)))
        for group in (*grid.rows, *grid.hidden)
    )
    caption = f"{grid.measure.title} by {head}, {grid.measure.unit}"
    return Table(caption, (head, *columns), rows, frozenset(columns))
