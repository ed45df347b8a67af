"""What is outstanding, by deadline and by age: its parts add up to the indicator."""

from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.waiting import Waiting
from bigtrust.rules.forecast import Forecast
from bigtrust.rules.period import days_to
from bigtrust.settings import read_settings
from bigtrust.views import accountability, wording
from bigtrust.views.drawings import Bars, Dots
from bigtrust.views.panel import Panel


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


@pytest.fixture
def scope(build: Build) -> Scope:
    return Scope(Role.EXECUTIVE, build.id)


def total(panel: Panel) -> float:
    assert isinstance(panel.drawing, Bars)
    return sum(bar.value or 0 for bar in panel.drawing.bars)


def test_deadlines_and_ages_add_up_to_what_is_outstanding(build: Build, scope: Scope):
    measure = CATALOGUE["outstanding_requests"]
    (now,) = calculate(measure, [days_to(build.as_of, 1)], (), scope, build)
    assert total(accountability.due(scope, build)) == now.numerator
    assert total(accountability.ages(scope, build)) == now.numerator


@pytest.mark.parametrize(
    ("days_left", "bar"),
    [
        (-31, "overdue by over 30 days"),
        (-30, "overdue by 1–30 days"),
        (-1, "overdue by 1–30 days"),
        (0, "due today"),
        (7, "in 1–7 days"),
        (8, "in 8–14 days"),
        (30, "in 15–30 days"),
        (31, "in over 30 days"),
        (None, "no due day yet"),
    ],
)
def test_a_request_stands_at_its_days_to_the_deadline(
    build: Build,
    scope: Scope,
    monkeypatch: pytest.MonkeyPatch,
    days_left: int | None,
    bar: str,
):
    monkeypatch.setattr(accountability, "waiting", lambda *_: [Waiting(2, 40, days_left)])
    drawn = accountability.due(scope, build).drawing
    assert isinstance(drawn, Bars)
    assert [each.label for each in drawn.bars if each.value] == [bar]


def test_the_title_counts_what_is_late_and_what_falls_due(
    build: Build, scope: Scope, monkeypatch: pytest.MonkeyPatch
):
    rows = [Waiting(2, 40, -3), Waiting(1, 9, 0), Waiting(4, 9, 20)]
    monkeypatch.setattr(accountability, "waiting", lambda *_: rows)
    assert accountability.due(scope, build).title == (
        "Two requests are overdue; one more falls due within a week"
    )
    title = accountability.ages(scope, build).title.replace(wording.NO_BREAK, " ")
    assert title == "The oldest has waited 40 days"


def test_nothing_outstanding_is_said_so(
    build: Build, scope: Scope, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(accountability, "waiting", lambda *_: [])
    assert accountability.due(scope, build).title == "No request is outstanding"
    assert accountability.ages(scope, build).drawing is None


@pytest.mark.parametrize(
    ("days_left", "title"),
    [
        ((-3, 20), "One request is overdue; none falls due within a week"),
        ((0, 20), "No requests are overdue; one falls due within a week"),
        ((5, 7), "No requests are overdue; two fall due within a week"),
        ((20,), "No requests are overdue; none falls due within a week"),
    ],
)
def test_more_fall_due_only_where_some_are_late_already(
    build: Build,
    scope: Scope,
    monkeypatch: pytest.MonkeyPatch,
    days_left: tuple[int, ...],
    title: str,
):
    monkeypatch.setattr(
        accountability, "waiting", lambda *_: [Waiting(1, 9, left) for left in days_left]
    )
    assert accountability.due(scope, build).title == title


@pytest.mark.parametrize(
    ("found", "title", "told"),
    [
        (Forecast(0, 0, 0), "In 30 days, no requests would be overdue", "0"),
        (Forecast(1, 1, 1), "In 30 days, 1 request would be overdue", "1"),
        (Forecast(0, 0, 1), "In 30 days, 0 to 1 requests would be overdue", "0, 0 to 1"),
        (Forecast(7, 4, 12), "In 30 days, 4 to 12 requests would be overdue", "7, 4 to 12"),
    ],
)
def test_a_forecast_tells_its_range_where_it_has_one(
    build: Build,
    scope: Scope,
    monkeypatch: pytest.MonkeyPatch,
    found: Forecast,
    title: str,
    told: str,
):
    monkeypatch.setattr(accountability, "forecast_overdue", lambda *_: found)
    panel = accountability.forecast(scope, build)
    assert panel.title == title
    assert isinstance(panel.drawing, Dots)
    assert panel.drawing.dots[-1].text == told
