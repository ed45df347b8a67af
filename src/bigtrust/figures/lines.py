"""Lines over steps, each named where it ends."""

from bisect import bisect_left
from typing import Final

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette
from bigtrust.figures.template import template
from bigtrust.views.drawings import Line, Lines

_HEIGHT: Final = 230


def lines_chart(drawn: Lines, palette: Palette) -> go.Figure:
    figure = go.Figure(layout={"template": template(palette), "height": _HEIGHT})
    named = [line for line in drawn.lines if line.name]
    for place, line in enumerate(named):
        _name(figure, line, place, drawn, palette)
    for line in drawn.lines:
        figure.add_trace(_line(line, drawn, palette))
        if drawn.chosen is not None:
            figure.add_trace(_chosen(line, drawn, palette))
    figure.update_xaxes(title={"text": drawn.axis, "font": {"size": 12}})
    figure.update_yaxes(rangemode="tozero")
    figure.update_layout(margin={"r": 76})
    return figure


def _line(line: Line, drawn: Lines, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=list(drawn.steps),
        y=list(line.values),
        mode="lines",
        line={
            "color": _colour(line, palette),
            "width": 2,
            "dash": "dot" if line.guessed else "solid",
        },
        name=line.name,
        hovertemplate=f"%{{x}}: %{{y:.1f}} {drawn.unit}<extra></extra>",
    )


def _name(figure: go.Figure, line: Line, place: int, drawn: Lines, palette: Palette) -> None:
    """Where the line ends; the first name stands above its end, the next below it."""
    ends = [pair for pair in zip(drawn.steps, line.values, strict=True) if pair[1] is not None]
    if not ends:
        return
    figure.add_annotation(
        x=ends[-1][0], y=ends[-1][1], yshift=9 - 18 * place, text=line.name, showarrow=False,
        xanchor="left", xshift=6, font={"size": 12, "color": palette.ink2},
    )  # fmt: skip


def _chosen(line: Line, drawn: Lines, palette: Palette) -> go.Scatter:
    place = min(bisect_left(drawn.steps, drawn.chosen or 0), len(drawn.steps) - 1)
    return go.Scatter(
        x=[drawn.steps[place]],
        y=[line.values[place]],
        mode="markers",
        marker={"size": 10, "color": _colour(line, palette)},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _colour(line: Line, palette: Palette) -> str:
    return palette.mark if line.tone == "steady" else palette.tokens()[line.tone]
