"""The one Plotly template, in light and in dark. Text colours are written into a figure, so that
each theme needs its own.
"""

from functools import cache

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette

FONT = "Inter, sans-serif"
CONFIG = {"displayModeBar": False}


@cache
def template(palette: Palette) -> go.layout.Template:
    """Transparent, y grid only, about five ticks, fixed ranges, no legend, 12 px axes."""
    axis = {
        "fixedrange": True,
        "automargin": True,
        "nticks": 5,
        "zeroline": False,
        "tickfont": {"size": 12, "color": palette.ink2},
        "linecolor": palette.ink2,
    }
    return go.layout.Template(
        layout=go.Layout(
            font={"family": FONT, "size": 12, "color": palette.ink2},
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            colorway=[palette.improving, palette.mark, palette.concerning],
            showlegend=False,
            dragmode=False,
            margin={"l": 4, "r": 12, "t": 8, "b": 4},
            xaxis={**axis, "showgrid": False, "showline": True},
            yaxis={
                **axis,
                "tickformat": ",",
                "showgrid": True,
                "gridcolor": palette.rule,
                "showline": False,
            },
            hoverlabel={
                "bgcolor": palette.page,
                "bordercolor": palette.rule,
                "font": {"family": FONT, "size": 12.5, "color": palette.ink},
            },
        )
    )
