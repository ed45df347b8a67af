"""The icons of variation and assurance: a shape and a letter, beside their word and colour.

The scheme is NHS England's "Making data count", in a palette that colour-blind people can read.
"""

from collections.abc import Callable, Mapping
from math import cos, pi, sin
from typing import Final

from bigtrust.figures.picture import element, picture, points
from bigtrust.views.signals import Shape, Sign

_SIZE: Final = 20.0
_MIDDLE: Final = _SIZE / 2


def glyph(sign: Sign) -> str:
    """The icon of `sign` as an `<img>`; its word stands beside it, so it has no alt of its own."""
    letter = element(
        "text",
        sign.letter,
        x=_MIDDLE,
        y=_MIDDLE + 3.9,
        text_anchor="middle",
        font_family="Inter, Arial, sans-serif",
        font_size=11.0,
        font_weight="700",
        style=f"fill:var(--{_LETTERS[sign.shape]})",
    )
    return picture(_SIZE, _SIZE, _SHAPES[sign.shape](sign) + letter, "", "bt-glyph")


def _circle(sign: Sign) -> str:
    return element("circle", cx=_MIDDLE, cy=_MIDDLE, r=9.0, style=f"fill:var(--{sign.tone})")


def _ring(_: Sign) -> str:
    style = "fill:none;stroke:var(--steady);stroke-width:1.4"
    return element("circle", cx=_MIDDLE, cy=_MIDDLE, r=8.6, style=style)


def _dotted_ring(_: Sign) -> str:
    style = "fill:none;stroke:var(--ink2);stroke-width:1.4;stroke-dasharray:1.5 2"
    return element("circle", cx=_MIDDLE, cy=_MIDDLE, r=8.6, style=style)


def _diamond(sign: Sign) -> str:
    return _polygon(4, 10.0, 0.0, sign)


def _octagon(sign: Sign) -> str:
    return _polygon(8, 9.8, pi / 8, sign)


def _square(sign: Sign) -> str:
    style = f"fill:var(--{sign.tone})"
    return element("rect", x=1.5, y=1.5, width=17.0, height=17.0, rx=4.0, style=style)


def _dashed_square(_: Sign) -> str:
    style = "fill:none;stroke:var(--ink2);stroke-width:1.3;stroke-dasharray:3 2"
    return element("rect", x=1.8, y=1.8, width=16.4, height=16.4, rx=3.0, style=style)


def _polygon(corners: int, radius: float, turn: float, sign: Sign) -> str:
    angles = (turn + 2 * pi * corner / corners for corner in range(corners))
    around = [(_MIDDLE + radius * sin(a), _MIDDLE - radius * cos(a)) for a in angles]
    return element(
        "polygon", points=points(around), stroke_linejoin="round", style=f"fill:var(--{sign.tone})"
    )


_SHAPES: Final[Mapping[Shape, Callable[[Sign], str]]] = {
    "circle": _circle,
    "diamond": _diamond,
    "ring": _ring,
    "dotted ring": _dotted_ring,
    "square": _square,
    "octagon": _octagon,
    "dashed square": _dashed_square,
}

# A letter on a filled shape is cut out in the page's colour; in an open one it is ink.
_LETTERS: Final[Mapping[Shape, str]] = {
    "circle": "page",
    "diamond": "page",
    "square": "page",
    "octagon": "page",
    "ring": "ink2",
    "dotted ring": "ink2",
    "dashed square": "ink2",
}
