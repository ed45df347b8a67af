"""Counts as bars from zero; what is not shown exactly is a hollow stub of one height."""

from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from bigtrust.figures.palette import Palette
from bigtrust.figures.template import template
from bigtrust.views.drawings import Bar, Bars

_UPRIGHT_HEIGHT: Final = 280
_ROW: Final = 28  # pixels of a bar that lies across
_LETTERS: Final = 18  # of a line beyond the limit
_ROOM: Final = 0.18  # of what bars that lie across span, beyond the longest
_LETTER: Final = 0.042  # of the same: one of a text, where the chart is as narrow as on a phone
_STUB: Final = 0.04  # of the longest bar
_ALL_NAMED: Final = 14  # bars side by side, on a phone too


def bars_chart(drawn: Bars, palette: Palette) -> go.Figure:
    height = _ROW * len(drawn.bars) + 40 if drawn.across else _UPRIGHT_HEIGHT
    figure = go.Figure(layout={"template": template(palette), "height": height, "bargap": 0.22})
    figure.add_trace(_bars(drawn, palette))
    if drawn.across:
        figure.add_trace(_ends(drawn, palette))
    if drawn.across:
        figure.update_yaxes(autorange="reversed", showgrid=False, dtick=1, ticklabelstandoff=8)
        figure.update_xaxes(showticklabels=False, showline=False, range=_reach(drawn))
    else:
        every = 1 if len(drawn.bars) <= _ALL_NAMED else None
        figure.update_xaxes(title=_title(drawn.axis), type="category", dtick=every)
        figure.update_yaxes(rangemode="tozero")
    if drawn.limit is not None:
        _add_limit(figure, drawn, palette)
    return figure


def _bars(drawn: Bars, palette: Palette) -> go.Bar:
    labels = [bar.label for bar in drawn.bars]
    stub = _longest(drawn) * _STUB
    lengths = [stub if bar.value is None else bar.value for bar in drawn.bars]
    return go.Bar(
        x=lengths if drawn.across else labels,
        y=labels if drawn.across else lengths,
        orientation="h" if drawn.across else "v",
        marker={
            "color": [_fill(bar, palette) for bar in drawn.bars],
            "line": {"color": palette.mark, "width": [int(b.value is None) for b in drawn.bars]},
        },
        text=None if drawn.across else [bar.text for bar in drawn.bars],
        textposition="outside",
        constraintext="none",
        textangle=0,
        cliponaxis=False,
        customdata=[f"{bar.label}: {bar.text}" for bar in drawn.bars],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ends(drawn: Bars, palette: Palette) -> go.Scatter:
    """What bars that lie across say stands on their right: on the left there are their names."""
    stub = _longest(drawn) * _STUB
    return go.Scatter(
        x=[max(stub if bar.value is None else bar.value, 0.0) for bar in drawn.bars],
        y=[bar.label for bar in drawn.bars],
        mode="text",
        text=[f" {bar.text}" for bar in drawn.bars],
        textposition="middle right",
        textfont={"size": 12, "color": palette.ink2},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _fill(bar: Bar, palette: Palette) -> str:
    if bar.value is None:
        return "rgba(0,0,0,0)"
    return palette.mark if bar.tone == "steady" else palette.tokens()[bar.tone]


def _longest(drawn: Bars) -> float:
    return max((abs(bar.value) for bar in drawn.bars if bar.value is not None), default=1.0) or 1.0


def _reach(drawn: Bars) -> tuple[float, float]:
    """From the lowest below zero to the highest, with room for every text, on a phone too."""
    values = [0.0, *(bar.value for bar in drawn.bars if bar.value is not None)]
    lowest, highest = min(values), max(values)
    span = highest - lowest or 1.0
    ends = [max(bar.value or 0.0, 0.0) + span * _LETTER * len(bar.text) for bar in drawn.bars]
    return (lowest, max(highest + span * _ROOM, *ends))


def _add_limit(figure: go.Figure, drawn: Bars, palette: Palette) -> None:
    place = (drawn.limit or 0) - 0.5
    line = {"color": palette.ink, "width": 1.6}
    figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, xref="x", yref="paper", line=line)
    figure.add_annotation(
        x=place, y=1, yref="paper", text=drawn.limit_text, xanchor="left", xshift=6, yanchor="top",
        showarrow=False, font={"color": palette.ink, "size": 12, "weight": 600},
    )  # fmt: skip
    beyond = "<br>".join(wrap(drawn.beyond, _LETTERS, break_long_words=False))
    figure.add_annotation(
        x=place, y=0.5, yref="paper", text=beyond, xanchor="left", xshift=6,
        align="left", showarrow=False, font={"color": palette.concerning, "size": 12},
    )  # fmt: skip


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": 12}, "standoff": 6}
