"""A few counts as columns from zero, with the usual range behind them: a small multiple."""

from bisect import bisect_right
from typing import Final

from bigtrust.figures.picture import element, picture
from bigtrust.rules.period import HEADLINE_DAYS
from bigtrust.views.kinds import Kind, Window

_WIDTH: Final = 140.0
_HEIGHT: Final = 44.0
_GAP: Final = 0.25  # of a column's room


def columns(kind: Kind) -> str:
    """The kind's windows as an `<img>` whose alt says what it shows; "" where there are none."""
    counts = [window.count for window in kind.windows if window.count is not None]
    if not counts:
        return ""
    top = max(*counts, kind.high or 0.0, 1.0)
    room = _WIDTH / len(kind.windows)
    body = _band(kind, room, top) + "".join(
        _column(window, place * room, room, top) for place, window in enumerate(kind.windows)
    )
    return picture(
        _WIDTH, _HEIGHT, body + _ground() + _happened(kind, room), kind.spoken, "bt-spark"
    )


def _band(kind: Kind, room: float, top: float) -> str:
    if kind.low is None or kind.high is None:
        return ""
    upper, lower = (_y(edge, top) for edge in (kind.high, max(kind.low, 0.0)))
    left = kind.changed * room
    return element("rect", x=left, y=upper, width=_WIDTH - left, height=lower - upper,
                   style="fill:var(--band)")  # fmt: skip


def _column(window: Window, left: float, room: float, top: float) -> str:
    if not window.count:
        return ""
    y = _y(window.count, top)
    fill = "mark" if window.tone == "steady" else window.tone
    return element("rect", x=left + room * _GAP / 2, y=y, width=room * (1 - _GAP),
                   height=_HEIGHT - 1 - y, style=f"fill:var(--{fill})")  # fmt: skip


def _happened(kind: Kind, room: float) -> str:
    """A line at each day that somebody wrote of, within the column that counts it."""
    lines = []
    for mark in kind.marks:
        place = bisect_right(kind.firsts, mark.day) - 1
        x = room * (place + (mark.day - kind.firsts[place]).days / HEADLINE_DAYS)
        style = "stroke:var(--ink2);stroke-width:1"
        lines.append(element("line", x1=x, x2=x, y1=0.0, y2=_HEIGHT, style=style))
    return "".join(lines)


def _ground() -> str:
    y = _HEIGHT - 0.5
    return element("line", x1=0.0, x2=_WIDTH, y1=y, y2=y, style="stroke:var(--ink2)")


def _y(count: float, top: float) -> float:
    return 1.0 + (1 - count / top) * (_HEIGHT - 2)
