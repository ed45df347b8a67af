"""The chart on paper: well-formed, without variables, with its axes, marks and signals."""

from dataclasses import replace
from datetime import date
from urllib.parse import unquote
from xml.etree import ElementTree

from bigtrust.figures.palette import LIGHT
from bigtrust.figures.run_chart import run_chart
from bigtrust.figures.sparkline import sparkline
from bigtrust.figures.vector_chart import _BAND, vector_chart
from bigtrust.views.series import Mark
from tests.views import told
from tests.views.told import a_card

RISING = a_card("contact_after_withdrawal", told.RISING_AT_THE_END).series
SVG = "{http://www.w3.org/2000/svg}"
MARK = Mark(date(2026, 9, 15), "Cap <b>begins</b>")


def drawn(series):
    return ElementTree.fromstring(vector_chart(series))  # noqa: S314 (our own)


def test_it_is_drawn_without_variables_and_with_a_diamond_on_each_signal():
    assert "var(" not in vector_chart(RISING)
    diamonds = [
        each for each in drawn(RISING).iter(f"{SVG}polygon") if each.get("fill") == LIGHT.concerning
    ]
    assert len(diamonds) == len(RISING.flagged)


def test_its_axis_has_round_numbers_and_its_first_and_last_day():
    texts = [each.text.replace("\xa0", " ") for each in drawn(RISING).iter(f"{SVG}text")]
    assert texts[:4] == ["0", "2", "4", "6"]
    assert texts[-2:] == ["27 Apr 2026", "19 Oct 2026"]


def test_a_gap_is_not_bridged():
    first, second, *rest = RISING.points
    gap = replace(RISING, points=(first, second, replace(rest[0], value=None), *rest[1:]))
    assert len(list(drawn(gap).iter(f"{SVG}polyline"))) == 2


def test_no_usual_range_bridges_a_time_without_one_here_nor_in_a_sparkline():
    unlimited = (replace(point, lower=None, upper=None) for point in RISING.points[9:12])
    series = replace(RISING, points=(*RISING.points[:9], *unlimited, *RISING.points[12:]))
    bands = [each for each in drawn(series).iter(f"{SVG}polygon") if each.get("fill") == _BAND]
    assert len(bands) == 2
    assert unquote(sparkline(series)).count("fill:var(--band)") == 2


def test_nothing_known_is_nothing_drawn():
    assert vector_chart(replace(RISING, points=())) == ""


def test_what_happened_stands_in_every_kind_of_chart():
    marked = replace(RISING, marks=(MARK,))
    assert MARK.text in [each.text for each in drawn(marked).iter(f"{SVG}text")]
    figure = run_chart(marked, LIGHT)
    assert [note.text for note in figure.layout.annotations] == [MARK.text]
    assert figure.layout.shapes[-1].x0 == "2026-09-15"
    assert sparkline(marked) != sparkline(RISING)
    assert MARK.text in marked.spoken()


def test_the_words_of_what_happened_lie_within_the_chart_and_not_upon_each_other():
    first, last = date(2026, 5, 4), date(2026, 10, 12)
    long = "Newsletters are sent by another agency from now on"
    told = (Mark(first, long), Mark(last, "decided"), Mark(last, "Cap begins"))
    texts = list(drawn(replace(RISING, marks=told)).iter(f"{SVG}text"))
    words = texts[len(list(drawn(RISING).iter(f"{SVG}text"))) :]
    assert " ".join(each.text for each in reversed(words[:2])) == long
    assert [each.get("text-anchor") for each in words] == ["start", "start", "end", "end"]
    assert len({each.get("y") for each in words}) == len(words)
