"""A small multiple: the line of a segment, and dotted that of all, on an axis that others share."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from bigtrust.figures.picture import element, picture, points
from bigtrust.views.multiples import Multiple, Multiples

_WIDTH: Final = 180.0
_HEIGHT: Final = 56.0
_EDGE: Final = 4.0  # room for the last mark

Values = Sequence[float | None]


def multiple(item: Multiple, among: Multiples) -> str:
    """As an `<img>` whose alt says what it shows."""
    whole = _lines(among.whole, among, "stroke:var(--ink2);stroke-dasharray:1.5 3")
    own = _lines(item.values, among, "stroke:var(--mark);stroke-width:1.6")
    body = _ground(among) + _happened(among) + whole + own + _last(item.values, among)
    return picture(_WIDTH, _HEIGHT, body, item.spoken, "bt-spark")


def _lines(values: Values, among: Multiples, style: str) -> str:
    """One for each stretch without a gap: what is not known is not bridged."""
    stretches = groupby(enumerate(values), key=lambda pair: pair[1] is not None)
    return "".join(
        element(
            "polyline",
            points=points([_place(at, value, among) for at, value in stretch if value is not None]),
            style=f"fill:none;{style}",
        )
        for known, stretch in stretches
        if known
    )


def _last(values: Values, among: Multiples) -> str:
    """A mark, as a line of one point alone would not be seen."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    if not known:
        return ""
    x, y = _place(*known[-1], among)
    return element("circle", cx=x, cy=y, r=3.2, style="fill:var(--ink2)")


def _happened(among: Multiples) -> str:
    """A line at each day that somebody wrote of: before the first period that began after it."""
    firsts = [period.first for period in among.periods]
    places = [_x(bisect_right(firsts, mark.day) - 0.5, among) for mark in among.marks]
    style = "stroke:var(--ink2);stroke-width:1"
    return "".join(
        element("line", x1=x, x2=x, y1=1.0, y2=_HEIGHT - _EDGE, style=style) for x in places
    )


def _place(at: int, value: float, among: Multiples) -> tuple[float, float]:
    return _x(at, among), _y(value, among)


def _y(value: float, among: Multiples) -> float:
    share = (value - among.lowest) / (among.highest - among.lowest)
    return _HEIGHT - _EDGE - share * (_HEIGHT - 2 * _EDGE)


def _x(at: float, among: Multiples) -> float:
    steps = max(len(item.values) for item in among.items) - 1
    return _EDGE + at * (_WIDTH - 2 * _EDGE) / max(steps, 1)


def _ground(among: Multiples) -> str:
    """Where 0 is."""
    y = _y(0.0, among)
    return element("line", x1=0.0, x2=_WIDTH, y1=y, y2=y, style="stroke:var(--rule)")
