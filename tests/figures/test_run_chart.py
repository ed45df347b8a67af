"""The run chart: quiet axes, colour on signals alone, words outside the figure."""

from dataclasses import replace

import pytest

from bigtrust.figures.palette import DARK, LIGHT
from bigtrust.figures.run_chart import run_chart
from bigtrust.views.series import Series
from tests.views import told
from tests.views.told import a_card


@pytest.fixture
def rising() -> Series:
    return a_card("contact_after_withdrawal", told.RISING_AT_THE_END).series


def marks(figure):
    return next(trace for trace in figure.data if trace.mode == "markers")


def test_colour_and_shape_are_on_the_signals_alone(rising: Series):
    marker = marks(run_chart(rising, LIGHT)).marker
    coloured = [colour for colour in marker.color if colour != LIGHT.mark]
    assert coloured == [LIGHT.concerning] * len(rising.flagged)
    assert marker.symbol.count("diamond") == len(rising.flagged)


def test_each_theme_has_its_own_colours(rising: Series):
    assert DARK.concerning in marks(run_chart(rising, DARK)).marker.color


def test_every_value_is_drawn_and_told(rising: Series):
    trace = marks(run_chart(rising, LIGHT))
    assert list(trace.y) == [point.value for point in rising.known]
    assert trace.text[-1].replace("\xa0", " ") == "19 Oct 2026: 7 %"


def test_the_target_is_dotted(rising: Series):
    (line,) = run_chart(rising, LIGHT).layout.shapes
    assert (line.y0, line.line.dash) == (rising.target, "dot")


def test_the_axis_starts_at_zero_where_that_leaves_room(rising: Series):
    assert run_chart(rising, LIGHT).layout.yaxis.rangemode == "tozero"
    high = a_card("answered_on_time", [96.0, 97.0, 98.0]).series
    assert run_chart(high, LIGHT).layout.yaxis.rangemode == "normal"


def test_a_running_point_is_hollow(rising: Series):
    *others, last = rising.points
    running = replace(rising, points=(*others, replace(last, complete=False, tone="steady")))
    assert marks(run_chart(running, LIGHT)).marker.symbol[-1] == "circle-open"


def test_nothing_can_be_dragged_and_there_is_no_legend(rising: Series):
    layout = run_chart(rising, LIGHT).layout.template.layout
    assert layout.dragmode is False
    assert layout.showlegend is False
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
