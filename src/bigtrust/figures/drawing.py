"""A drawing as a Plotly figure, in light or in dark."""

from dataclasses import fields, is_dataclass, replace
from html import escape
from typing import Any, TypeVar

import plotly.graph_objects as go

from bigtrust.figures.bars import bars_chart
from bigtrust.figures.dots import dots_chart
from bigtrust.figures.funnel_plot import funnel_plot
from bigtrust.figures.heat_map import heat_map
from bigtrust.figures.lines import lines_chart
from bigtrust.figures.palette import DARK, LIGHT, Palette
from bigtrust.figures.run_chart import run_chart
from bigtrust.figures.trend import trend_chart
from bigtrust.views import wording
from bigtrust.views.drawings import Bars, Dots, Drawing, FunnelPlot, HeatMap, Lines, Trend

Told = TypeVar("Told")


def figure_of(told: Drawing, dark: bool = False) -> go.Figure:
    """Its words stand outside the figure; those of the data are escaped, as Plotly reads markup."""
    figure = _drawn(_escaped(told), DARK if dark else LIGHT)
    return figure.update_layout(separators=wording.separators())


def _drawn(told: Drawing, palette: Palette) -> go.Figure:
    match told:
        case Bars():
            return bars_chart(told, palette)
        case Dots():
            return dots_chart(told, palette)
        case HeatMap():
            return heat_map(told, palette)
        case FunnelPlot():
            return funnel_plot(told, palette)
        case Lines():
            return lines_chart(told, palette)
        case Trend():
            return trend_chart(told, palette)
        case _:
            return run_chart(told, palette)


def _escaped(told: Told) -> Told:
    """The same with every text in it escaped."""
    found: Any = told
    if isinstance(told, str):
        found = escape(told, quote=False)
    elif isinstance(told, tuple | list):
        found = type(told)(_escaped(each) for each in told)
    elif is_dataclass(told) and not isinstance(told, type):
        found = replace(told, **{f.name: _escaped(getattr(told, f.name)) for f in fields(told)})
    return found  # type: ignore[no-any-return]
