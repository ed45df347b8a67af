"""Every drawing becomes a figure that says nothing but what it was given."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bigtrust.figures.drawing import figure_of
from bigtrust.figures.palette import DARK, LIGHT
from bigtrust.views.drawings import (
    Bar,
    Bars,
    Dot,
    Dots,
    FunnelPlot,
    FunnelPoint,
    HeatMap,
    Line,
    Lines,
    Mark,
    Trend,
)

CAPS = Lines(
    [1, 2, 3],
    [Line("contacts", [60.0, 9.0, 0.1], "improving"), Line("people", [40.0, 5.0, 0.2])],
    "%", "cap",
)  # fmt: skip
HOSTILE = "<img src=x onerror=alert(1)>"
DAYS = [date(2026, 1, 4) + timedelta(weeks=week) for week in range(5)]
BARS = Bars([Bar(HOSTILE, 4.0, HOSTILE), Bar("few", None, "<5")], "people", limit=1, limit_text="6")
DOTS = Dots(
    [Dot(HOSTILE, 4.0, 3.0, 5.0, HOSTILE, "concerning"), Dot("few", None, None, None, "<5")],
    "%",
    reference=2.0,
    reference_text=HOSTILE,
)
HEAT = HeatMap([HOSTILE, "b"], ["May", "Jun"], [[1.0, None], [2.0, 3.0]], [["1", "<5"], ["2", "3"]])
FUNNEL = FunnelPlot(
    [FunnelPoint(HOSTILE, 100, 8.0, True, True), FunnelPoint("b", 900, 4.0, False, False)],
    [100, 900], [1.0, 3.0], [9.0, 5.0], 4.2, "all", "%", "people",
)  # fmt: skip
LINES = Lines([1, 2, 3], [Line(HOSTILE, [9.0, 4.0, 1.0])], "%", "cap", chosen=2)
TREND = Trend(
    DAYS, [50.0, 51.0, None, 60.0, 61.0], [48.0, 49.0, None, 58.0, 59.0],
    [53.0, 54.0, None, 63.0, 64.0], "of 100", marks=[Mark(DAYS[1], HOSTILE)],
)  # fmt: skip
ALL = {
    "bars": BARS,
    "bars across": Bars(BARS.bars, "people", across=True),
    "dots": DOTS,
    "dots upright": Dots(DOTS.dots, "%", upright=True, reference=2.0),
    "heat map": HEAT,
    "funnel": FUNNEL,
    "lines": LINES,
    "trend": TREND,
}
every_drawing = pytest.mark.parametrize("drawing", ALL.values(), ids=ALL.keys())


@every_drawing
def test_texts_of_the_data_are_escaped(drawing):
    assert "<img" not in figure_of(drawing).to_json().replace("\\u003c", "<")


@every_drawing
def test_dark_and_light_have_their_own_colours(drawing):
    light, dark = (figure_of(drawing, dark=dark).to_json() for dark in (False, True))
    assert LIGHT.ink2 in light
    assert DARK.ink2 in dark


def test_a_count_that_is_not_shown_is_a_hollow_stub_of_one_height():
    for others in (10.0, 1000.0):
        drawn = Bars([Bar("a", others), Bar("b", None), Bar("c", None)], "people")
        (bars,) = figure_of(drawn).data
        assert bars.y[1] == bars.y[2] == others * 0.04
        assert bars.marker.color[1] == "rgba(0,0,0,0)"


def test_bars_and_rates_begin_at_zero():
    assert figure_of(BARS).layout.yaxis.rangemode == "tozero"
    assert figure_of(ALL["bars across"]).layout.xaxis.range[0] == 0
    assert figure_of(DOTS).layout.xaxis.rangemode == "tozero"


def test_a_rate_without_a_value_has_no_interval():
    traces = [trace for trace in figure_of(DOTS).data if trace.mode == "lines"]
    assert [tuple(trace.x) for trace in traces] == [(3.0, 5.0)]


def test_around_a_centre_what_is_worse_is_orange_whichever_way_is_worse():
    values, texts = [[1.0, 3.0]], [["1", "3"]]
    scales = []
    for high_is_worse in (True, False):
        heat = HeatMap(["a"], ["x", "y"], values, texts, centre=2.0, high_is_worse=high_is_worse)
        trace, _ = figure_of(heat).data
        scales.append([colour for _, colour in trace.colorscale])
        assert (trace.zmin, trace.zmax) == (1.0, 3.0)
    assert scales[0] == scales[1][::-1]


def test_only_units_outside_the_funnel_are_named():
    named = [note.text for note in figure_of(FUNNEL).layout.annotations]
    assert len(named) == 2
    assert named[-1] == FUNNEL.centre_text


def test_no_band_bridges_a_gap():
    bands = [trace for trace in figure_of(TREND).data if trace.fill == "tonexty"]
    assert [len(band.x) for band in bands] == [2, 2]


def test_the_axis_of_a_funnel_holds_every_unit():
    low, high = figure_of(FUNNEL).layout.yaxis.range
    assert low < 0 < 8.0 < high


def test_the_words_of_a_mark_stand_above_what_is_drawn_in_lines_that_a_phone_can_hold():
    long = replace(
        TREND, marks=[Mark(DAYS[1], "Newsletters are sent by another agency from now on")]
    )
    figure = figure_of(long)
    (words,) = [note.text for note in figure.layout.annotations if note.y == 1]
    assert max(map(len, words.split("<br>"))) <= 32
    assert figure.layout.yaxis.range[1] > max(value for value in TREND.highs if value is not None)


def test_the_words_of_a_mark_cross_the_line_of_no_other():
    """They reach to the left, across the days of earlier marks, whose lines end below them."""
    marked = replace(TREND, marks=[Mark(DAYS[1], "late answers"), Mark(DAYS[3], "a new partner")])
    figure = figure_of(marked)
    words = {note.text: note.yshift for note in figure.layout.annotations if note.y == 1}
    ends = {str(line.x0)[:10]: line.y1 for line in figure.layout.shapes}
    assert words["a new partner"] == 0 > words["late answers"]
    plot = figure.layout.height - 40
    assert ends[DAYS[3].isoformat()] == 1
    assert ends[DAYS[1].isoformat()] == 1 + words["late answers"] / plot


def test_what_lies_beyond_the_limit_is_said_beside_it():
    told = replace(BARS, beyond="1 % of people received 7 % of contacts")
    notes = [note.text.replace("<br>", " ") for note in figure_of(told).layout.annotations]
    assert told.beyond in notes


def test_many_columns_have_a_line_for_each_word_of_their_names():
    names = [f"{day} Oct" for day in range(1, 14)]
    heat = HeatMap(["a"], names, [[1.0] * 13], [["1"] * 13])
    assert figure_of(heat).layout.xaxis.ticktext[0] == "1<br>Oct"


def test_the_names_of_lines_stand_above_the_axis_and_apart_in_their_colours():
    """Where lines meet at zero, a name below its line would stand among the axis' own labels."""
    contacts, people = figure_of(CAPS, dark=False).layout.annotations
    assert (contacts.text, people.text) == ("contacts", "people")
    assert 0 < people.yshift < contacts.yshift - 12
    assert contacts.font.color == LIGHT.improving
    assert people.font.color == LIGHT.ink2


def test_the_names_of_lines_that_end_apart_stand_each_at_its_end():
    apart = replace(CAPS, lines=[Line("now", [1.0, 60.0, None]), Line("before", [1.0, 30.0, 40.0])])
    now, before = figure_of(apart, dark=False).layout.annotations
    assert (now.x, now.y, now.yshift) == (2, 60.0, before.yshift)


@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_bars_that_lie_across_leave_room_for_what_they_say_on_a_phone(scale: float):
    """Of some 230 pixels a letter takes 6."""
    texts = {"−0.08": -0.08, "+ under 0.01": 0.004}
    bars = [Bar(text, value * scale, text) for text, value in texts.items()]
    figure = figure_of(Bars(bars, "points", across=True), dark=False)
    lowest, highest = figure.layout.xaxis.range
    for text, value in texts.items():
        room = (highest - max(value * scale, 0.0)) / (highest - lowest)
        assert 230 * room > 6 * len(text)
