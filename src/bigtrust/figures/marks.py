"""What happened on a day, as a dotted line in a chart with its words."""

from typing import Final

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette
from bigtrust.views.series import Mark

_STEP: Final = 16  # pixels; the words of neighbouring marks stand below each other
_STEPS: Final = 3


def add_mark(figure: go.Figure, mark: Mark, palette: Palette, place: int = 0) -> None:
    """Its words stand above the axis, on the left of its line."""
    day = mark.day.isoformat()
    figure.add_vline(day, line={"color": palette.ink2, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=day, y=0, yref="paper", yanchor="bottom", xanchor="right", xshift=-4,
        yshift=_STEP * (place % _STEPS), text=mark.text, showarrow=False, align="right",
        font={"size": 12, "color": palette.ink2},
    )  # fmt: skip
