"""What happened on days, as dotted lines in a chart with their words."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette
from bigtrust.views.series import Mark

_LINE: Final = 15  # pixels of a line of words
_LETTERS: Final = 32  # of a line: what a phone has room for
_MOST_LINES: Final = 4
_AXIS: Final = 40  # pixels of the height that are not the plot's


def add_marks(figure: go.Figure, marks: Sequence[Mark], palette: Palette) -> None:
    """Words stand on top, left of their line; those of neighbours below each other, the latest
    highest: lines end at their words, and so cross those of no later one.

    To be called last: what is drawn already makes room for them.
    """
    lines, most = 0, 0
    for mark in sorted(marks, key=lambda mark: mark.day, reverse=True):
        words = wrap(mark.text, _LETTERS, break_long_words=False)
        lines = 0 if lines + len(words) > _MOST_LINES else lines
        _add(figure, mark, "<br>".join(words), lines * _LINE, palette)
        lines += len(words)
        most = max(most, lines)
    if marks:
        _make_room(figure, most * _LINE)


def _add(figure: go.Figure, mark: Mark, words: str, drop: int, palette: Palette) -> None:
    day = mark.day.isoformat()
    top = 1 - drop / (figure.layout.height - _AXIS)
    figure.add_vline(day, y1=top, line={"color": palette.ink2, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=day, y=1, yref="paper", yanchor="top", xanchor="right", xshift=-3, yshift=-drop,
        text=words, showarrow=False, align="right", borderpad=0,
        font={"size": 12, "color": palette.ink2},
    )  # fmt: skip


def _make_room(figure: go.Figure, pixels: int) -> None:
    """Above all that is drawn; the axis begins at zero where it did."""
    known = [y for trace in figure.data for y in trace.y if y is not None and y == y]
    lowest, highest = min(known, default=0.0), max(known, default=1.0)
    floor = 0.0 if figure.layout.yaxis.rangemode == "tozero" else lowest
    reach = (highest - floor) or 1.0
    plot = figure.layout.height - _AXIS
    floor -= 0.05 * reach * (floor != 0)
    figure.update_yaxes(range=[floor, highest + reach * (pixels + 4) / (plot - pixels - 4)])
