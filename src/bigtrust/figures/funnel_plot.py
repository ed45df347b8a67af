"""Units by size in the funnel of what chance and custom explain."""

from typing import Final

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette
from bigtrust.figures.template import template
from bigtrust.views import wording
from bigtrust.views.drawings import FunnelPlot, FunnelPoint

_HEIGHT: Final = 320


def funnel_plot(drawn: FunnelPlot, palette: Palette) -> go.Figure:
    figure = go.Figure(layout={"template": template(palette), "height": _HEIGHT})
    for limit in (drawn.lows, drawn.highs):
        figure.add_trace(
            go.Scatter(
                x=list(drawn.sizes),
                y=list(limit),
                mode="lines",
                line={"color": palette.mark, "width": 1.2},
                hoverinfo="skip",
            )
        )
    figure.add_hline(drawn.centre, line={"color": palette.ink2, "width": 1.2})
    figure.add_trace(_units(drawn, palette))
    for point in drawn.points:
        if point.outside:
            _name(figure, point, palette)
    figure.add_annotation(
        x=1, xref="paper", y=drawn.centre, text=drawn.centre_text, showarrow=False,
        xanchor="right", yanchor="bottom", font={"size": 12, "color": palette.ink2},
    )  # fmt: skip
    figure.update_xaxes(
        title={"text": drawn.size_text, "font": {"size": 12}}, rangemode="tozero", tickformat=","
    )
    figure.update_yaxes(range=_reach(drawn))
    return figure


def _reach(drawn: FunnelPlot) -> tuple[float, float]:
    """Wherever a unit lies, with some room: the limits of the smallest would flatten the rest."""
    values = [drawn.centre, *(point.value for point in drawn.points)]
    room = 0.25 * (max(values) - min(0.0, *values) or 1.0)
    return min(0.0, *values) - room / 5, max(values) + room


def _units(drawn: FunnelPlot, palette: Palette) -> go.Scatter:
    points = drawn.points
    return go.Scatter(
        x=[point.size for point in points],
        y=[point.value for point in points],
        mode="markers",
        marker={
            "color": [_colour(point, palette) for point in points],
            "symbol": ["diamond" if p.outside and p.worse else "circle" for p in points],
            "size": [11 if point.outside else 8 for point in points],
            "opacity": 1,
        },
        text=[f"{p.label}: {wording.quantity(p.value, drawn.unit)}" for p in points],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _colour(point: FunnelPoint, palette: Palette) -> str:
    if not point.outside:
        return palette.mark
    return palette.concerning if point.worse else palette.improving


def _name(figure: go.Figure, point: FunnelPoint, palette: Palette) -> None:
    figure.add_annotation(
        x=point.size, y=point.value, text=point.label, showarrow=False, yshift=14,
        font={"size": 12, "color": palette.ink},
    )  # fmt: skip
