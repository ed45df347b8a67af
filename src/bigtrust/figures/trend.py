"""A value over time in its band of uncertainty, with what happened on the way."""

from itertools import groupby
from typing import Any, Final

import plotly.graph_objects as go

from bigtrust.figures.day_axis import name_days
from bigtrust.figures.marks import add_marks
from bigtrust.figures.palette import Palette
from bigtrust.figures.template import template
from bigtrust.views import wording
from bigtrust.views.drawings import Trend

_HEIGHT: Final = 190
_SYMBOLS: Final = {"concerning": "diamond", "improving": "circle", "steady": "circle"}


def trend_chart(drawn: Trend, palette: Palette) -> go.Figure:
    figure = go.Figure(layout={"template": template(palette), "height": _HEIGHT})
    days = [day.isoformat() for day in drawn.days]
    for stretch in _stretches(drawn):
        figure.add_traces(_band(stretch, days, drawn, palette))
    figure.add_trace(
        go.Scatter(
            x=days,
            y=list(drawn.values),
            mode="lines",
            connectgaps=False,
            line={"color": palette.mark, "width": 2},
            text=[wording.medium_day(day) for day in drawn.days],
            hovertemplate=f"%{{text}}: %{{y:.0f}} {drawn.unit}<extra></extra>",
        )
    )
    if drawn.target is not None:
        figure.add_hline(drawn.target, line={"color": palette.ink2, "width": 1.3, "dash": "dot"})
    _add_last(figure, drawn, palette)
    add_marks(figure, drawn.marks, palette)
    name_days(figure, drawn.days)
    return figure


def _stretches(drawn: Trend) -> list[slice]:
    """Where values are known without a gap."""
    known = groupby(range(len(drawn.values)), key=lambda place: drawn.values[place] is not None)
    places = [list(stretch) for is_known, stretch in known if is_known]
    return [slice(stretch[0], stretch[-1] + 1) for stretch in places]


def _band(
    stretch: slice, days: list[str], drawn: Trend, palette: Palette
) -> tuple[go.Scatter, go.Scatter]:
    edge: dict[str, Any] = {
        "x": days[stretch],
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    return (
        go.Scatter(y=list(drawn.lows[stretch]), **edge),
        go.Scatter(y=list(drawn.highs[stretch]), fill="tonexty", fillcolor=palette.band, **edge),
    )


def _add_last(figure: go.Figure, drawn: Trend, palette: Palette) -> None:
    """The latest value stands out, with its number beside it."""
    known = [place for place, value in enumerate(drawn.values) if value is not None]
    if not known:
        return
    last = known[-1]
    day, value = drawn.days[last], drawn.values[last]
    colour = palette.ink if drawn.tone == "steady" else palette.tokens()[drawn.tone]
    figure.add_trace(
        go.Scatter(
            x=[day.isoformat()],
            y=[value],
            mode="markers",
            marker={"size": 10, "symbol": _SYMBOLS[drawn.tone], "color": colour},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    figure.add_annotation(
        x=day.isoformat(), y=value, text=f"<b>{wording.number(round(value or 0))}</b>", xshift=12,
        xanchor="left", showarrow=False, font={"size": 24, "color": colour},
    )  # fmt: skip
    low, high = drawn.lows[last], drawn.highs[last]
    if low is not None and high is not None:
        figure.add_annotation(
            x=day.isoformat(), y=value, text=f"{low:.0f}–{high:.0f}", xshift=13, yshift=-22,
            xanchor="left", showarrow=False, font={"size": 12, "color": palette.ink2},
        )  # fmt: skip
    figure.update_xaxes(range=[drawn.days[0].isoformat(), drawn.days[-1].isoformat()])
    figure.update_layout(margin={"r": 60})
