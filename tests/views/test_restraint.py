"""Restraint's panels say what the figures say, and single nobody out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate, levels
from bigtrust.measures.cap_simulator import Simulation
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.disclosure import FEW
from bigtrust.measures.figure import Figure
from bigtrust.rules.period import days_to, headline_periods
from bigtrust.settings import read_settings
from bigtrust.views import restraint, wording
from bigtrust.views.drawings import Bars, Dots, Lines
from tests.measures.conftest import LAMPS, built_of


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


@pytest.fixture
def scope(build: Build) -> Scope:
    return Scope(Role.EXECUTIVE, build.id)


def plain(text: str) -> str:
    return text.replace(wording.NO_BREAK, " ")


def spread(monkeypatch: pytest.MonkeyPatch, found: Mapping[int, int], build: Build, scope: Scope):
    monkeypatch.setattr(restraint, "levels", lambda *_: found)
    return restraint.distribution(scope, build)


def test_the_bars_are_the_people_of_each_level(build: Build, scope: Scope):
    drawn = restraint.distribution(scope, build).drawing
    assert isinstance(drawn, Bars)
    month = headline_periods(build.as_of)[1]
    found = levels(CATALOGUE["contact_pressure"], month, scope, build)
    (pressure,) = calculate(CATALOGUE["contact_pressure"], [month], (), scope, build)
    assert sum(found.values()) == pressure.denominator
    shown = {int(bar.label): bar.value for bar in drawn.bars[:-1]}
    assert all(value == found.get(level, 0) for level, value in shown.items() if value is not None)
    assert all(0 < found[level] < FEW for level, value in shown.items() if value is None)


def test_the_highest_level_of_few_people_is_part_of_the_bar_below(
    build: Build, scope: Scope, monkeypatch: pytest.MonkeyPatch
):
    panel = spread(monkeypatch, {1: 90, 2: 3, 3: 7, 12: 1, 15: 1}, build, scope)
    assert isinstance(panel.drawing, Bars)
    told = [(bar.label, bar.value, bar.text) for bar in panel.drawing.bars]
    assert told == [("1", 90.0, "90"), ("2", None, "<5"), ("3+", 9.0, "9")]
    assert panel.table
    assert panel.table.rows == (("1", "90"), ("2", "<5"), ("3+", "9"))


def test_a_few_beyond_the_cap_are_part_of_the_last_bar_for_the_title_tells_their_sum(
    build: Build, scope: Scope, monkeypatch: pytest.MonkeyPatch
):
    """63 beyond the cap, 60 of them heard ten times: three would have heard nine times."""
    panel = spread(monkeypatch, {8: 2, 9: 3, 10: 60}, build, scope)
    assert plain(panel.title) == "63 people heard from us more than eight times in 30 days"
    assert panel.table
    assert panel.table.rows[-2:] == (("8", "<5"), ("9+", "63"))


@pytest.mark.parametrize(
    ("found", "title", "beyond"),
    [
        ({1: 90}, "Nobody heard from us more than eight times in 30 days", ""),
        ({1: 90, 9: 4}, "Fewer than 5 people heard from us more than eight times in 30 days", ""),
        (
            {1: 90, 9: 10},
            "10 people heard from us more than eight times in 30 days",
            "10 % of people received 50 % of contacts",
        ),
        ({}, "Nobody was contacted in the last 30 days", ""),
    ],
)
def test_the_title_tells_how_many_are_beyond_the_cap(
    build: Build,
    scope: Scope,
    monkeypatch: pytest.MonkeyPatch,
    found: Mapping[int, int],
    title: str,
    beyond: str,
):
    panel = spread(monkeypatch, found, build, scope)
    drawn = panel.drawing.beyond if isinstance(panel.drawing, Bars) else ""
    assert (plain(panel.title), plain(drawn)) == (title, beyond)
    assert beyond in plain(panel.spoken)


@pytest.mark.parametrize(
    ("caps", "limit"),
    [
        ([(3, 7, "all", None), (8, 30, "all", None)], 8),
        ([(3, 7, "all", None)], None),
        ([(4, 30, "phone", None), (4, 30, "all", "FR")], None),
    ],
)
def test_a_cap_of_other_days_is_not_held_against_30(
    build: Build, caps: list[tuple[int, int, str, str | None]], limit: int | None
):
    names = ("limit", "days", "channel", "jurisdiction")
    declared = [dict(zip(names, cap, strict=True)) for cap in caps]
    settings = build.manifest["settings"] | {"caps": declared}
    assert restraint.allowed(replace(build, manifest={"settings": settings})) == limit


def test_long_numbers_do_not_stand_on_one_another(
    build: Build, scope: Scope, monkeypatch: pytest.MonkeyPatch
):
    panel = spread(monkeypatch, {1: 661_311, 2: 95_845, 3: 3, 4: 210}, build, scope)
    assert isinstance(panel.drawing, Bars)
    assert [bar.text for bar in panel.drawing.bars] == ["661,311", "", "<5", ""]
    assert panel.table
    assert ("2", "95,845") in panel.table.rows


def test_of_the_very_most_pressed_there_may_be_too_few_to_tell():
    found = [rate("0", 2, 1, 3), rate("9-12", 5, 4, 6), rate("13+", 5, 0, 30)]
    said = restraint._response_finding(found, "opt-outs")
    assert said == "People with 9–12 contacts: 2.5 times the opt-outs of those with none"


def rate(pressure: str, value: float, low: float, high: float) -> Figure:
    return Figure(days_to(date(2024, 5, 30), 30), (pressure,), 1, 1, value, low, high)


@pytest.mark.parametrize(
    ("least", "finding"),
    [
        (
            rate("0", 2, 1, 3),
            "13+ contacts: 10 times the opt-outs of those with none",
        ),
        (rate("3-4", 2, 1, 3), "10 times the opt-outs of those with 3–4"),
        (rate("0", 0, 0, 2), "People with 13+ contacts have opt-outs; those with none have none"),
        (rate("1-2", 18, 12, 25), "Opt-outs do not differ by pressure by more than chance"),
    ],
)
def test_the_most_pressed_are_set_against_the_least_by_their_name(least: Figure, finding: str):
    said = restraint._response_finding([least, rate("13+", 20, 15, 25)], "opt-outs")
    assert said.endswith(finding)


def test_dose_and_response_stand_in_order_of_pressure(build: Build, scope: Scope):
    panel = restraint.dose_and_response(scope, build, "opt_outs_by_pressure")
    assert isinstance(panel.drawing, Dots)
    labels = [dot.label for dot in panel.drawing.dots]
    named = [pressure.replace("-", "–") for pressure in restraint.PRESSURES]
    assert labels == [pressure for pressure in named if pressure in labels]
    assert "association" in panel.note


def test_a_higher_cap_never_holds_back_more(build: Build):
    drawn = restraint.caps(Scope(Role.OFFICER, build.id), build, "all", 3).drawing
    assert isinstance(drawn, Lines)
    for line in drawn.lines:
        values = [value for value in line.values if value is not None]
        assert values == sorted(values, reverse=True)


def test_no_axes_are_drawn_where_no_cap_can_be_told(tmp_path: Path):
    few = built_of(LAMPS, tmp_path)
    panel = restraint.caps(Scope(Role.EXECUTIVE, few.id), few, "all", 3)
    assert panel.drawing is None
    assert panel.table is not None


@pytest.mark.parametrize(
    ("locale", "share", "number"), [("en_GB", "2.4 %", "1,280"), ("de_DE", "2,4 %", "1.280")]
)
def test_what_a_cap_would_have_held_back_is_told_in_the_company_s_numbers(
    build: Build, monkeypatch: pytest.MonkeyPatch, locale: str, share: str, number: str
):
    period = headline_periods(build.as_of)[1]
    tried = Simulation(8, "all", period, 1280, 53000, 10, 600, 1, 40)
    monkeypatch.setattr(restraint, "simulate", lambda *_: tried)
    wording.write_as(locale)
    try:
        panel = restraint.caps(Scope(Role.OFFICER, build.id), build, "all", 8)
    finally:
        wording.write_as("en_GB")
    assert plain(panel.title) == (
        f"A cap of 8 in 30 days would have held back {number} contacts ({share}) to 10 people"
    )
    assert plain(panel.note).startswith(
        "1 opt-out came from people beyond it: associated with the pressure,"
        " not shown to be caused by it. "
    )
