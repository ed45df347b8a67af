"""Rows by columns, coloured by how much, or by how far from a centre."""

from typing import Any, Final

import plotly.graph_objects as go

from bigtrust.figures.palette import DIVERGING, SEQUENTIAL, Palette
from bigtrust.figures.template import template
from bigtrust.views.drawings import HeatMap
from bigtrust.views.wording import NO_BREAK

_ROW: Final = 26
_IN_ONE_LINE: Final = 8  # columns; of more, a name has a line for each of its words
_LEGIBLE: Final = 6  # steps of the scale on which text is read


def heat_map(drawn: HeatMap, palette: Palette) -> go.Figure:
    top = 40 if len(drawn.columns) > _IN_ONE_LINE else 24
    height = _ROW * len(drawn.rows) + top + 8
    layout = {"template": template(palette), "height": height, "margin": {"t": top, "b": 4}}
    figure = go.Figure(layout=layout)
    figure.add_trace(
        go.Heatmap(
            x=list(drawn.columns),
            y=list(drawn.rows),
            z=[list(row) for row in drawn.values],
            text=[list(row) for row in drawn.texts],
            texttemplate="%{text}",
            textfont={"size": 12, "color": palette.ink},
            hoverinfo="skip",
            showscale=False,
            xgap=2,
            ygap=2,
            **_scale(drawn, palette),
        )
    )
    figure.add_trace(_places(drawn))
    figure.update_xaxes(side="top", showline=False, type="category", tickangle=0, dtick=1, ticks="")
    if len(drawn.columns) > _IN_ONE_LINE:
        names = [name.replace(NO_BREAK, " ").replace(" ", "<br>") for name in drawn.columns]
        figure.update_xaxes(tickvals=list(drawn.columns), ticktext=names)
    figure.update_yaxes(autorange="reversed", dtick=1, showgrid=False, type="category", ticks="")
    return figure


def _places(drawn: HeatMap) -> go.Scatter:
    """A point in each cell, unseen: a cell itself can be neither clicked nor chosen."""
    cells = [(row, column) for row in drawn.rows for column in drawn.columns]
    unseen = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=[column for _, column in cells],
        y=[row for row, _ in cells],
        mode="markers",
        marker={"symbol": "square", "size": _ROW - 2, "opacity": 0},
        selected=unseen,
        unselected=unseen,
        text=[text for texts in drawn.texts for text in texts],
        hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
    )


def _scale(drawn: HeatMap, palette: Palette) -> dict[str, Any]:
    known = [value for row in drawn.values for value in row if value is not None]
    if drawn.centre is None:
        steps = SEQUENTIAL[palette.page][:_LEGIBLE]
        return {"colorscale": _even(steps), "zmin": 0, "zmax": max(known, default=1) or 1}
    reach = max((abs(value - drawn.centre) for value in known), default=1) or 1
    steps = DIVERGING[palette.page][2:-2]
    colours = steps if drawn.high_is_worse else steps[::-1]
    return {
        "colorscale": _even(colours),
        "zmin": drawn.centre - reach,
        "zmax": drawn.centre + reach,
    }


def _even(colours: tuple[str, ...]) -> list[tuple[float, str]]:
    return [(place / (len(colours) - 1), colour) for place, colour in enumerate(colours)]
