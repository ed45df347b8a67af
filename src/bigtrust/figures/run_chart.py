"""A series as a chart with axes: usual range, target, signals, and a value for each week."""

from typing import Final

import numpy as np
import plotly.graph_objects as go

from bigtrust.figures.day_axis import name_days
from bigtrust.figures.marks import add_marks
from bigtrust.figures.palette import Palette
from bigtrust.figures.template import template
from bigtrust.views import wording
from bigtrust.views.series import Limits, Point, Series

_HEIGHT: Final = 260
_SYMBOLS: Final = {"concerning": "diamond", "improving": "circle", "steady": "circle"}


def run_chart(series: Series, palette: Palette) -> go.Figure:
    """The run chart of `series`; its words (title, key, alt) stand outside the figure."""
    figure = go.Figure(layout={"template": template(palette), "height": _HEIGHT})
    figure.update_yaxes(rangemode="tozero" if series.starts_at_zero else "normal")
    if series.has_limits:
        figure.add_traces(_band(series, palette))
    figure.add_trace(_line(series, palette))
    figure.add_trace(_marks(series, palette))
    if series.target is not None:
        figure.add_hline(series.target, line={"color": palette.ink2, "width": 1.3, "dash": "dot"})
    add_marks(figure, series.marks, palette)
    name_days(figure, [series.day_of(point) for point in series.points])
    return figure


def _band(series: Series, palette: Palette) -> list[go.Scatter]:
    """The usual range; where no limits are known, none is drawn, and nothing bridges the gap."""
    return [trace for stretch in series.usual for trace in _edges(series, stretch, palette)]


def _edges(series: Series, stretch: list[Limits], palette: Palette) -> tuple[go.Scatter, ...]:
    places, lower, upper = zip(*stretch, strict=True)
    edge = {
        "x": _days(series, tuple(series.points[place] for place in places)),
        "mode": "lines",
        "line": {"width": 0, "shape": "hvh"},
        "hoverinfo": "skip",
    }
    return (
        go.Scatter(y=lower, **edge),
        go.Scatter(y=upper, fill="tonexty", fillcolor=palette.band, **edge),
    )


def _line(series: Series, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=_days(series, series.points),
        y=np.array([point.value for point in series.points], dtype=float),
        mode="lines",
        connectgaps=False,
        line={"color": palette.mark, "width": 1.6},
        hoverinfo="skip",
    )


def _marks(series: Series, palette: Palette) -> go.Scatter:
    """Every known week can be pointed at; colour is on the signals alone."""
    tones = palette.tokens()
    points = series.known
    return go.Scatter(
        x=_days(series, points),
        y=np.array([point.value for point in points], dtype=float),
        mode="markers",
        marker={
            "color": [palette.mark if p.tone == "steady" else tones[p.tone] for p in points],
            "symbol": [_symbol(p) for p in points],
            "size": [4 if p.tone == "steady" else 8 for p in points],
            "opacity": 1,
        },
        text=[_hover(point, series) for point in points],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _symbol(point: Point) -> str:
    return _SYMBOLS[point.tone] + ("" if point.complete else "-open")


def _hover(point: Point, series: Series) -> str:
    running = "" if point.complete else ", still running"
    day = f"{wording.medium_day(series.day_of(point))}{running}"
    return f"{day}: {wording.quantity(point.value or 0, series.unit)}"


def _days(series: Series, points: tuple[Point, ...]) -> list[str]:
    return [series.day_of(point).isoformat() for point in points]
