"""Drawing in SVG, shown as an `<img>`: the page's sanitiser strips inline SVG.

A picture carries both palettes and follows the page's colour scheme by itself, so that it need
not be drawn again when the viewer changes the theme.
"""

from html import escape
from urllib.parse import quote

from bigtrust.figures.palette import DARK, LIGHT, Palette

_NAMESPACE = "http://www.w3.org/2000/svg"


def picture(width: float, height: float, body: str, alt: str, css_class: str) -> str:
    """An `<img>` of `body` (SVG elements, coloured by `var(--token)`) that reads as `alt`."""
    svg = (
        f'<svg xmlns="{_NAMESPACE}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}"><style>{_COLOURS}</style>{body}</svg>'
    )
    return (
        f'<img class="{css_class}" src="data:image/svg+xml,{quote(svg)}" alt="{escape(alt)}" '
        f'width="{width:g}" height="{height:g}">'
    )


def element(name: str, text: str = "", **attributes: str | float) -> str:
    """One SVG element; underscores in attribute names become hyphens, values are escaped."""
    written = "".join(f' {_hyphens(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{escape(text)}</{name}>"


def points(corners: list[tuple[float, float]]) -> str:
    """Corners as the `points` of a polyline or polygon."""
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _variables(palette: Palette) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in palette.tokens().items())


_COLOURS = (
    f"svg{{{_variables(LIGHT)}}}@media(prefers-color-scheme:dark){{svg{{{_variables(DARK)}}}}}"
)
