"""Rates as dots with their intervals, below each other or side by side."""

from typing import Any, Final

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette
from bigtrust.figures.template import template
from bigtrust.views.drawings import Dot, Dots

_ROW: Final = 28
_UPRIGHT_HEIGHT: Final = 280
_LETTER: Final = 7  # pixels
_SYMBOLS: Final = {"concerning": "diamond", "improving": "circle", "steady": "circle"}


def dots_chart(drawn: Dots, palette: Palette) -> go.Figure:
    height = _UPRIGHT_HEIGHT if drawn.upright else _ROW * len(drawn.dots) + 48
    figure = go.Figure(layout={"template": template(palette), "height": height})
    for dot in drawn.dots:
        if dot.low is not None and dot.high is not None:
            figure.add_trace(_interval(dot, drawn, palette))
    figure.add_trace(_marks(drawn, palette))
    _set_axes(figure, drawn)
    _add_texts(figure, drawn, palette)
    if drawn.reference is not None:
        _add_reference(figure, drawn, palette)
    return figure


def _interval(dot: Dot, drawn: Dots, palette: Palette) -> go.Scatter:
    along, across = [dot.low, dot.high], [dot.label, dot.label]
    return go.Scatter(
        x=across if drawn.upright else along,
        y=along if drawn.upright else across,
        mode="lines",
        line={"color": _colour(dot, palette), "width": 2},
        hoverinfo="skip",
    )


def _marks(drawn: Dots, palette: Palette) -> go.Scatter:
    labels, values = [dot.label for dot in drawn.dots], [dot.value for dot in drawn.dots]
    return go.Scatter(
        x=labels if drawn.upright else values,
        y=values if drawn.upright else labels,
        mode="markers",
        marker={
            "color": [_colour(dot, palette) for dot in drawn.dots],
            "symbol": [_SYMBOLS[dot.tone] for dot in drawn.dots],
            "size": [11 if dot.tone == "concerning" else 9 for dot in drawn.dots],
            "opacity": 1,
        },
        cliponaxis=False,
        customdata=labels,
        text=[dot.text for dot in drawn.dots],
        hovertemplate="%{customdata}: %{text}<extra></extra>",
    )


def _set_axes(figure: go.Figure, drawn: Dots) -> None:
    labels = [dot.label for dot in drawn.dots]
    name = {"type": "category", "categoryorder": "array", "categoryarray": labels}
    if drawn.upright:
        figure.update_xaxes(**name, dtick=1, title={"text": drawn.axis, "font": {"size": 12}})
        figure.update_yaxes(rangemode="tozero")
        return
    figure.update_yaxes(**name, autorange="reversed", dtick=1, showgrid=False, ticklabelstandoff=8)
    figure.update_xaxes(rangemode="tozero", showline=False, showticklabels=False)
    longest = max((len(dot.text) for dot in drawn.dots), default=0)
    figure.update_layout(margin={"r": 20 + _LETTER * longest, "b": 24})


def _add_texts(figure: go.Figure, drawn: Dots, palette: Palette) -> None:
    """In a column beside the rows; side by side there is room for them on pointing only."""
    if drawn.upright:
        return
    for dot in drawn.dots:
        figure.add_annotation(
            x=1, xref="paper", y=dot.label, text=dot.text, showarrow=False, xanchor="left",
            xshift=14, font={"size": 12, "color": palette.ink2},
        )  # fmt: skip


def _add_reference(figure: go.Figure, drawn: Dots, palette: Palette) -> None:
    line: dict[str, Any] = {"color": palette.ink2, "width": 1.3, "dash": "dot"}
    if drawn.upright:
        figure.add_hline(drawn.reference, line=line)
        return
    figure.add_vline(drawn.reference, line=line)
    figure.add_annotation(
        x=drawn.reference, y=0, yref="paper", yanchor="top", text=drawn.reference_text,
        showarrow=False, font={"size": 12, "color": palette.ink2},
    )  # fmt: skip


def _colour(dot: Dot, palette: Palette) -> str:
    return palette.mark if dot.tone == "steady" else palette.tokens()[dot.tone]
