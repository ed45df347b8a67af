"""A series as a line without axes: its usual range, its target, its signals, its last value."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bigtrust.figures.picture import element, picture, points
from bigtrust.views.series import Limits, Point, Series

_EDGE: Final = 5.0  # room for the marks at the edges
_MARK: Final[float] = 2.0
_LAST_MARK: Final[float] = 3.6


@dataclass(frozen=True, slots=True)
class _Scale:
    """From position and value to picture units."""

    width: float
    height: float
    count: int
    lowest: float
    highest: float

    def x(self, position: float) -> float:
        step = (self.width - 2 * _EDGE) / max(self.count - 1, 1)
        return _EDGE + position * step

    def y(self, value: float) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.height - _EDGE - share * (self.height - 2 * _EDGE)


def sparkline(series: Series, width: float = 240.0, height: float = 54.0) -> str:
    """The series as an `<img>` whose alt says what it shows; "" where it has no value at all."""
    if not series.known:
        return ""
    scale = _scale_of(series, width, height)
    layers = (
        _band(series, scale),
        _happened(series, scale),
        _target(series, scale),
        _line(series, scale),
    )
    marks = "".join(_marks(series, scale))
    return picture(width, height, "".join(layers) + marks, series.spoken(), "bt-spark")


def _scale_of(series: Series, width: float, height: float) -> _Scale:
    values = [point.value for point in series.points]
    limits = [limit for point in series.points for limit in (point.lower, point.upper)]
    known = [value for value in [*values, *limits, series.target] if value is not None]
    lowest, highest = min(known), max(known)
    if lowest == highest:
        lowest, highest = lowest - 1, highest + 1
    return _Scale(width, height, len(series.points), lowest, highest)


def _band(series: Series, scale: _Scale) -> str:
    return "".join(_stretch(stretch, scale) for stretch in series.usual)


def _stretch(stretch: list[Limits], scale: _Scale) -> str:
    upper = [(scale.x(place), scale.y(most)) for place, _, most in stretch]
    lower = [(scale.x(place), scale.y(least)) for place, least, _ in stretch]
    return element("polygon", points=points([*upper, *reversed(lower)]), style="fill:var(--band)")


def _happened(series: Series, scale: _Scale) -> str:
    """A line at each mark: before the first point that came after it."""
    days = [series.day_of(point) for point in series.points]
    lines = ((bisect_right(days, mark.day) - 0.5) for mark in series.marks)
    return "".join(
        element(
            "line",
            x1=scale.x(place),
            x2=scale.x(place),
            y1=1,
            y2=scale.height - 1,
            style="stroke:var(--ink2);stroke-width:1",
        )
        for place in lines
    )


def _target(series: Series, scale: _Scale) -> str:
    if series.target is None:
        return ""
    y = scale.y(series.target)
    style = "stroke:var(--ink2);stroke-width:1.3;stroke-dasharray:1.5 3"
    return element("line", x1=_EDGE, x2=scale.width - _EDGE, y1=y, y2=y, style=style)


def _line(series: Series, scale: _Scale) -> str:
    """One polyline for each stretch without a gap: what is not known is not bridged."""
    style = "fill:none;stroke:var(--mark);stroke-width:1.4;stroke-linejoin:round"
    stretches = groupby(enumerate(series.points), key=lambda item: item[1].value is not None)
    return "".join(
        element("polyline", points=points(_corners(list(stretch), scale)), style=style)
        for known, stretch in stretches
        if known
    )


def _corners(stretch: list[tuple[int, Point]], scale: _Scale) -> list[tuple[float, float]]:
    return [
        (scale.x(position), scale.y(point.value))
        for position, point in stretch
        if point.value is not None
    ]


def _marks(series: Series, scale: _Scale) -> Iterator[str]:
    last = series.known[-1]
    for position, point in enumerate(series.points):
        if point.value is None or (point.tone == "steady" and point is not last):
            continue
        radius = _LAST_MARK if point is last else _MARK
        yield _mark(point, scale.x(position), scale.y(point.value), radius)


def _mark(point: Point, x: float, y: float, radius: float) -> str:
    """A diamond on what is getting worse, a circle on anything else; hollow while it runs."""
    fill = f"var(--{point.tone})" if point.complete else "var(--page)"
    style = f"fill:{fill};stroke:var(--{point.tone})"
    if point.tone != "concerning":
        return element("circle", cx=x, cy=y, r=radius, style=style)
    reach = radius * 1.25
    corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    return element("polygon", points=points(corners), style=style)
