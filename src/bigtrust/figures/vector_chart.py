"""A series as an SVG for paper: light, with its axes, its usual range, its target and its signals.

Colours are written out, because what sets type reads no variables.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from textwrap import wrap
from typing import Final

from bigtrust.figures.palette import LIGHT
from bigtrust.figures.picture import element, points
from bigtrust.views import wording
from bigtrust.views.series import Point, Series

_LEFT: Final = 44.0
_RIGHT: Final = 10.0
_TOP: Final = 8.0
_BOTTOM: Final = 20.0
_LETTERS: Final = 44  # of a line of words: half of the chart
_ROW: Final = 11.0  # its height
_ROWS: Final = 9  # that a chart has room for
_BAND: Final = "#ebedee"  # the band of the palette, on white: opaque, so that every printer can
_FONT: Final = "Libertinus Serif"


@dataclass(frozen=True, slots=True)
class _Plane:
    width: float
    height: float
    days: tuple[date, ...]
    lowest: float
    highest: float
    step: float  # between lines of the grid

    def x(self, place: float) -> float:
        step = (self.width - _LEFT - _RIGHT) / max(len(self.days) - 1, 1)
        return _LEFT + place * step

    def y(self, value: float) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.height - _BOTTOM - share * (self.height - _TOP - _BOTTOM)


def vector_chart(series: Series, width: float = 500.0, height: float = 130.0) -> str:
    """The SVG; "" where the series has no value at all."""
    if not series.known:
        return ""
    plane = _plane(series, width, height)
    body = "".join((*_grid(series, plane), *_band(series, plane), *_drawn(series, plane)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{body}</svg>'
    )


def _plane(series: Series, width: float, height: float) -> _Plane:
    known = [point.value for point in series.known if point.value is not None]
    for point in series.points:
        known += [limit for limit in (point.lower, point.upper) if limit is not None]
    known += [] if series.target is None else [series.target]
    step = _step(max(known) - (0.0 if series.starts_at_zero else min(known)))
    lowest = 0.0 if series.starts_at_zero else floor(min(known) / step) * step
    highest = max(ceil(max(known) / step) * step, lowest + step)
    days = tuple(series.day_of(point) for point in series.points)
    return _Plane(width, height, days, lowest, highest, step)


def _step(reach: float) -> float:
    """Between lines of the grid: 1, 2 or 5 times a power of ten, so that there are 3 to 5."""
    if reach <= 0:
        return 1.0
    tens = 10.0 ** floor(log10(reach / 3))
    return next(tens * part for part in (1, 2, 5, 10) if reach / (tens * part) <= 4)


def _grid(series: Series, plane: _Plane) -> Iterator[str]:
    """Values on the left, the first and the last day below."""
    for place in range(round((plane.highest - plane.lowest) / plane.step) + 1):
        value = plane.lowest + place * plane.step
        y = plane.y(value)
        yield _line(_LEFT, plane.width - _RIGHT, y, y, LIGHT.rule)
        yield _text(wording.number(round(value, 6), series.unit), _LEFT - 6, y + 3, "end")
    for place, anchor in ((0, "start"), (len(plane.days) - 1, "end")):
        text = wording.medium_day(plane.days[place])
        yield _text(text, plane.x(place), plane.height - 5, anchor)


def _band(series: Series, plane: _Plane) -> Iterator[str]:
    for stretch in series.usual:
        upper = [(plane.x(place), plane.y(most)) for place, _, most in stretch]
        lower = [(plane.x(place), plane.y(least)) for place, least, _ in stretch]
        yield element("polygon", points=points([*upper, *reversed(lower)]), fill=_BAND)


def _drawn(series: Series, plane: _Plane) -> Iterator[str]:
    if series.target is not None:
        y = plane.y(series.target)
        yield _line(_LEFT, plane.width - _RIGHT, y, y, LIGHT.ink2, "1.5 3")
    yield from _happened(series, plane)
    for stretch in _stretches(series, plane):
        yield element(
            "polyline", points=points(stretch), fill="none", stroke=LIGHT.mark, stroke_width=1.3
        )
    for place, point in enumerate(series.points):
        if point.value is not None and (point.tone != "steady" or point is series.known[-1]):
            yield _sign(point, plane.x(place), plane.y(point.value))


def _happened(series: Series, plane: _Plane) -> Iterator[str]:
    """A line for each day that somebody wrote of; its words beside it where there is more room,
    above those of its neighbours.
    """
    row = 0
    for mark in series.marks:
        x = plane.x(min(bisect_right(plane.days, mark.day), len(plane.days)) - 0.5)
        yield _line(x, x, _TOP, plane.height - _BOTTOM, LIGHT.ink2, "2 2")
        gap, anchor = (4, "start") if x < plane.width / 2 else (-4, "end")
        for words in reversed(wrap(mark.text, _LETTERS)):
            y = plane.height - _BOTTOM - 4 - row % _ROWS * _ROW
            yield _text(words, x + gap, y, anchor)
            row += 1


def _stretches(series: Series, plane: _Plane) -> Iterator[list[tuple[float, float]]]:
    """What is not known is not bridged."""
    stretch: list[tuple[float, float]] = []
    for place, point in enumerate(series.points):
        if point.value is not None:
            stretch.append((plane.x(place), plane.y(point.value)))
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _sign(point: Point, x: float, y: float) -> str:
    """A diamond on what is getting worse, a circle on anything else."""
    colour = LIGHT.tokens()[point.tone]
    if point.tone != "concerning":
        return element("circle", cx=x, cy=y, r=2.4, fill=colour)
    return element(
        "polygon", points=points([(x, y - 3), (x + 3, y), (x, y + 3), (x - 3, y)]), fill=colour
    )


def _line(x1: float, x2: float, y1: float, y2: float, colour: str, dashes: str = "none") -> str:
    return element("line", x1=x1, x2=x2, y1=y1, y2=y2, stroke=colour, stroke_dasharray=dashes)


def _text(text: str, x: float, y: float, anchor: str) -> str:
    return element(
        "text", text, x=x, y=y, text_anchor=anchor, font_family=_FONT, font_size=9.5,
        fill=LIGHT.ink2,
    )  # fmt: skip
