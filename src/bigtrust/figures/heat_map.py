"""Rows by columns, coloured by how much, or by how far from a centre."""

from typing import Any, Final

import plotly.graph_objects as go

from bigtrust.figures.palette import DIVERGING, SEQUENTIAL, Palette
from bigtrust.figures.template import template
from bigtrust.views.drawings import HeatMap

_ROW: Final = 26
_LEGIBLE: Final = 6  # steps of the scale on which text is read


def heat_map(drawn: HeatMap, palette: Palette) -> go.Figure:
    height = _ROW * len(drawn.rows) + 36
    figure = go.Figure(layout={"template": template(palette), "height": height})
    figure.add_trace(
        go.Heatmap(
            x=list(drawn.columns),
            y=list(drawn.rows),
            z=[list(row) for row in drawn.values],
            text=[list(row) for row in drawn.texts],
            texttemplate="%{text}",
            textfont={"size": 12, "color": palette.ink},
            hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
            showscale=False,
            xgap=2,
            ygap=2,
            **_scale(drawn, palette),
        )
    )
    figure.update_xaxes(side="top", showline=False, type="category", tickangle=0)
    figure.update_yaxes(autorange="reversed", dtick=1, showgrid=False, type="category")
    return figure


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
