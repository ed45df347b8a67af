"""Which segments differ by more than chance and custom explain, given how many are looked at."""

from typing import Final

import numpy as np

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import parts_stand_beside_all
from bigtrust.rules.discoveries import discoveries
from bigtrust.rules.funnel import Funnel, funnel, within_looks
from bigtrust.views import wording
from bigtrust.views.asked import Asked
from bigtrust.views.drawings import FunnelPlot, FunnelPoint
from bigtrust.views.grid import Grid, grid_of
from bigtrust.views.panel import Panel
from bigtrust.views.periods import told_period
from bigtrust.views.side_by_side import label_of
from bigtrust.views.table import Table

FEWEST: Final = 3  # segments, of which a funnel can be told
NOTABLE: Final = 1.2  # times the variance of chance
_STEPS: Final = 40  # along which the limits are drawn


def chance(scope: Scope, build: Build, asked: Asked) -> Panel:
    """The funnel of a share in the period; of the segments that may be seen alone."""
    grid = grid_of(scope, build, asked, (asked.period,))
    found = [figure for figure in grid.now if figure.numerator is not None and figure.denominator]
    told = _funnel(found)
    if told is None or len(found) < FEWEST:
        title = f"Fewer than {wording.in_words(FEWEST)} segments can be compared"
        return Panel(title, "", None, title)
    outside = discoveries([unit.p_value for unit in told.units])
    title = _finding(sum(outside), len(found))
    return Panel(
        title=title,
        key=f"{grid.measure.title}, {grid.measure.unit}, {told_period(asked.period)}, by size;"
        f" lines: what chance explains in {wording.in_words(len(found))} looks at once",
        drawing=_drawn(grid, found, told, outside, _whose(grid, found, asked, build)),
        spoken=f"{title}. {_named(found, outside)}",
        table=_table(grid.measure, found, told, outside),
        note=_custom(told),
    )


def _funnel(found: list[Figure]) -> Funnel | None:
    tops = [round(figure.numerator or 0) for figure in found]
    return funnel(tops, [round(figure.denominator or 0) for figure in found])


def _finding(outside: int, looked: int) -> str:
    if not outside:
        return f"None of {wording.in_words(looked)} differs by more than chance and custom explain"
    verb = "lies" if outside == 1 else "lie"
    opening = wording.sentence(wording.counted(outside, "segment"))
    return f"{opening} {verb} outside what chance explains"


def _named(found: list[Figure], outside: list[bool]) -> str:
    names = [label_of(f.group) for f, is_out in zip(found, outside, strict=True) if is_out]
    return f"Outside: {wording.joined(names)}." if names else "All lie within the limits."


def _whose(grid: Grid, found: list[Figure], asked: Asked, build: Build) -> str:
    """Whose share the centre is: that of the segments which are shown, which may be that of all."""
    every = len(found) == len(grid.rows) + len(grid.hidden)
    is_of_all = every and parts_stand_beside_all(grid.measure, asked.by, build)
    return "all" if is_of_all else f"these {wording.in_words(len(found))}"


def _drawn(
    grid: Grid, found: list[Figure], told: Funnel, outside: list[bool], whose: str
) -> FunnelPlot:
    """Values in the measure's unit, limits along the sizes that there are."""
    measure = grid.measure
    most = max(figure.denominator or 0 for figure in found)
    least = min(figure.denominator or 0 for figure in found)
    sizes = np.geomspace(least * 0.8, most * 1.05, _STEPS).tolist()
    lows, highs = within_looks(told, sizes)
    scale, centre = measure.scale, measure.scale * told.centre
    points = [
        FunnelPoint(
            label=label_of(figure.group),
            size=figure.denominator or 0,
            value=scale * unit.share,
            outside=is_out,
            worse=(unit.share > told.centre) == (measure.better == "down"),
        )
        for figure, unit, is_out in zip(found, told.units, outside, strict=True)
    ]
    return FunnelPlot(
        points=points,
        sizes=sizes,
        lows=[scale * low for low in lows],
        highs=[scale * high for high in highs],
        centre=centre,
        centre_text=f"{whose} {wording.quantity(centre, measure.unit)}",
        unit=measure.unit,
        size_text=wording.sentence(measure.denominator_text),
    )


def _table(measure: Measure, found: list[Figure], told: Funnel, outside: list[bool]) -> Table:
    lows, highs = within_looks(told, [figure.denominator or 0 for figure in found])
    rows = tuple(
        (
            label_of(figure.group),
            wording.quantity(figure.value or 0, measure.unit),
            wording.quantity(measure.scale * low, measure.unit),
            wording.quantity(measure.scale * high, measure.unit),
            "outside" if is_out else "within",
        )
        for figure, low, high, is_out in zip(found, lows, highs, outside, strict=True)
    )
    columns = ("Segment", "Value", "Lower limit", "Upper limit", "Limits")
    return Table("Segments and their limits", columns, rows, frozenset(columns[1:4]))


def _custom(told: Funnel) -> str:
    """How much wider than chance the limits are."""
    if told.overdispersion <= NOTABLE:
        return ""
    times = wording.number(told.overdispersion**0.5, "%")
    return f"Segments differ for reasons of their own: limits are {times} times chance's."
