"""One palette: the theme, the stylesheet and the figures hold the same colours, and can be read."""

import re
import tomllib
from pathlib import Path

import pytest

from bigtrust.figures.palette import DARK, LIGHT, Palette

CHECKOUT = Path(__file__).parents[2]
THEME = tomllib.loads((CHECKOUT / ".streamlit" / "config.toml").read_text())["theme"]
STYLESHEET = (CHECKOUT / "static" / "bigtrust.css").read_text()
BOTH = pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])


@BOTH
def test_the_theme_holds_the_palette(name: str, palette: Palette):
    theme = THEME[name]
    assert theme["backgroundColor"] == palette.page
    assert theme["secondaryBackgroundColor"] == palette.second
    assert theme["textColor"] == palette.ink
    assert theme["grayTextColor"] == palette.ink2
    assert theme["borderColor"] == palette.rule
    assert theme["grayColor"] == palette.steady
    assert {theme["redColor"], theme["orangeColor"]} == {palette.concerning}
    assert {theme["greenColor"], theme["blueColor"]} == {palette.improving}


def test_the_stylesheet_holds_the_palette():
    tokens = re.findall(r"--bt-(\w+): light-dark\((\S+), (\S+)\);", STYLESHEET)
    assert tokens
    for token, light, dark in tokens:
        assert (light, dark) == (LIGHT.tokens()[token], DARK.tokens()[token])


@BOTH
def test_text_and_signs_stand_out_from_the_page(name: str, palette: Palette):  # noqa: ARG001
    """WCAG 2.2: 4.5 for text, 3 for marks."""
    for colour in (palette.ink, palette.ink2, palette.concerning, palette.improving):
        assert contrast(colour, palette.page) >= 4.5
    assert contrast(palette.mark, palette.page) >= 3


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
