"""Lines over steps, each named where it ends."""

from bisect import bisect_left
from typing import Final

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette
from bigtrust.figures.template import template
from bigtrust.views.drawings import Line, Lines

_HEIGHT: Final = 230
_NAME_HIGH: Final = 0.1  # of the highest value
_NAME_WIDE: Final = 0.3  # of all steps
_MEET: Final = 50  # parts of the highest value: within one of them lines meet

End = tuple[float, float]


def lines_chart(drawn: Lines, palette: Palette) -> go.Figure:
    figure = go.Figure(layout={"template": template(palette), "height": _HEIGHT})
    _add_names(figure, drawn, palette)
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


def _add_names(figure: go.Figure, drawn: Lines, palette: Palette) -> None:
    """The highest on top; of lines that meet at their end, the first that is drawn."""
    ends, highest = _ends(drawn), _highest(drawn)
    ends.sort(key=lambda named: round(_MEET * named[1][1] / highest), reverse=True)
    for place, (line, end) in enumerate(ends, start=1):
        lower = sum(_are_close(end, other, drawn) for _, other in ends[place:])
        _name(figure, line, end, lower, palette)


def _ends(drawn: Lines) -> list[tuple[Line, End]]:
    """Where each line that has a name ends: its last step, and its value there."""
    found = []
    for line in drawn.lines:
        known = [
            (step, value)
            for step, value in zip(drawn.steps, line.values, strict=True)
            if value is not None
        ]
        if line.name and known:
            found.append((line, known[-1]))
    return found


def _are_close(end: End, other: End, drawn: Lines) -> bool:
    """Whether the names of two lines would stand in one place."""
    wide = drawn.steps[-1] - drawn.steps[0]
    beside = abs(end[0] - other[0]) <= _NAME_WIDE * wide
    return beside and abs(end[1] - other[1]) <= _NAME_HIGH * _highest(drawn)


def _highest(drawn: Lines) -> float:
    known = (value for line in drawn.lines for value in line.values if value is not None)
    return max(known, default=1.0) or 1.0


def _name(figure: go.Figure, line: Line, end: End, lower: int, palette: Palette) -> None:
    """Above the end of the line, and above the names of the lines that end close below it."""
    colour = palette.ink2 if line.tone == "steady" else palette.tokens()[line.tone]
    figure.add_annotation(
        x=end[0], y=end[1], yshift=9 + 15 * lower, text=line.name, showarrow=False,
        xanchor="left", xshift=6, font={"size": 12, "color": colour},
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
