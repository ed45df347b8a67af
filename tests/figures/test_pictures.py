"""Sparklines and glyphs: what is drawn, how it is read aloud, and that data cannot break out."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.figures.glyphs import glyph
from bigtrust.figures.sparkline import sparkline
from bigtrust.views import signals
from bigtrust.views.series import Point, Series
from bigtrust.views.signals import Sign

SVG = "{http://www.w3.org/2000/svg}"
SIGNS = [sign for sign in vars(signals).values() if isinstance(sign, Sign)]
MONDAY = date(2026, 1, 5)


def series(*values: float | None, **about: object) -> Series:
    points = tuple(
        Point(MONDAY + timedelta(7 * week), MONDAY + timedelta(7 * week + 6), value)
        for week, value in enumerate(values)
    )
    return replace(Series("Overdue requests", "%", None, points), **about)


def drawn(img: str) -> ElementTree.Element:
    source = re.search(r'src="data:image/svg\+xml,([^"]*)"', img)
    assert source
    return ElementTree.fromstring(unquote(source[1]))  # noqa: S314 (our own picture)


def alt(img: str) -> str:
    found = re.search(r'alt="([^"]*)"', img)
    assert found
    return unescape(found[1])


def elements(img: str, name: str) -> list[ElementTree.Element]:
    return drawn(img).findall(f".//{SVG}{name}")


def test_a_sparkline_is_read_aloud():
    shown = series(3.0, 4.0)
    assert alt(sparkline(shown)) == shown.spoken()


def test_a_gap_is_not_bridged():
    assert len(elements(sparkline(series(3.0, 4.0, None, 3.0)), "polyline")) == 2


def test_only_signals_and_the_last_point_are_marked():
    points = list(series(3.0, 4.0, 9.0, 3.0).points)
    points[2] = replace(points[2], tone="concerning")
    img = sparkline(series().__class__("X", "%", None, tuple(points)))
    assert len(elements(img, "circle")) == 1  # the last
    (diamond,) = elements(img, "polygon")
    assert "--concerning" in diamond.attrib["style"]


def test_a_running_point_is_hollow():
    points = list(series(3.0, 4.0).points)
    points[-1] = replace(points[-1], complete=False)
    (last,) = elements(sparkline(Series("X", "%", None, tuple(points))), "circle")
    assert "fill:var(--page)" in last.attrib["style"]


def test_the_usual_range_and_the_target_are_drawn_where_there_are_any():
    limited = tuple(replace(p, lower=1.0, upper=5.0) for p in series(3.0, 4.0).points)
    img = sparkline(Series("X", "%", 2.0, limited))
    assert len(elements(img, "polygon")) == 1
    assert len(elements(img, "line")) == 1
    assert not elements(sparkline(series(3.0, 4.0)), "line")


def test_without_a_value_there_is_no_picture():
    assert sparkline(series(None, None)) == ""


@given(
    st.lists(st.none() | st.floats(-1e9, 1e9), min_size=1, max_size=104),
    st.none() | st.floats(-1e6, 1e6),
)
def test_every_mark_lies_within_the_picture(values: list[float | None], target: float | None):
    img = sparkline(series(*values, target=target), 240, 54)
    if not img:
        return
    numbers = [
        tuple(map(float, corner.split(",")))
        for line in elements(img, "polyline")
        for corner in line.attrib["points"].split()
    ]
    assert all(0 <= x <= 240 and 0 <= y <= 54 for x, y in numbers)


def test_a_title_cannot_break_out_of_the_picture():
    img = sparkline(series(1.0, title='"><img src=x onerror=alert(1)>'))
    assert img.count("<") == 1
    assert "onerror" in alt(img)


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"{sign.word} {sign.letter}")
def test_every_sign_is_a_shape_with_a_letter(sign: Sign):
    (letter,) = elements(glyph(sign), "text")
    assert letter.text == sign.letter


def test_no_two_signs_look_alike_without_colour():
    assert len({(sign.shape, sign.letter) for sign in SIGNS}) == len(SIGNS)
