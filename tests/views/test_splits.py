"""An indicator split by a dimension: its figures are those of `calculate`, protected by role."""

from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.moved import moved
from bigtrust.rules.period import headline_periods
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.drawings import Bars, Dots
from bigtrust.views.indicator import Every, indicator, over_time
from bigtrust.views.series import Series
from bigtrust.views.splits import contributions, segments

NAME = "opt_out_rate"


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.OFFICER])
def test_the_dots_are_the_figures_of_the_role(build: Build, role: Role):
    scope = Scope(role, build.id)
    drawn = segments(scope, build, NAME, "region").drawing
    assert isinstance(drawn, Dots)
    found = calculate(
        CATALOGUE[NAME], [headline_periods(build.as_of)[1]], ("region",), scope, build
    )
    shown = {dot.label: dot.value for dot in drawn.dots}
    assert shown == {figure.group[0]: figure.value for figure in found}
    assert any(value is None for value in shown.values()) is (role is Role.EXECUTIVE)


def test_the_order_of_what_is_hidden_tells_nothing(build: Build):
    drawn = segments(Scope(Role.EXECUTIVE, build.id), build, NAME, "region").drawing
    assert isinstance(drawn, Dots)
    hidden = [dot.label for dot in drawn.dots if dot.value is None]
    assert hidden == sorted(hidden)
    assert [dot.value is None for dot in drawn.dots] == sorted(
        dot.value is None for dot in drawn.dots
    )


def test_the_worst_stands_first(build: Build):
    drawn = segments(Scope(Role.OFFICER, build.id), build, NAME, "region").drawing
    assert isinstance(drawn, Dots)
    values = [dot.value for dot in drawn.dots if dot.value is not None]
    assert values == sorted(values, reverse=True)


def test_contributions_add_up_to_the_change(build: Build):
    scope = Scope(Role.OFFICER, build.id)
    drawn = contributions(scope, build, NAME, "region").drawing
    assert isinstance(drawn, Bars)
    found = moved(CATALOGUE[NAME], *headline_periods(build.as_of), "region", scope, build)
    assert found
    told = {bar.label: bar.value for bar in drawn.bars}
    assert told == {name: part.own + part.weight for name, part in found.items()}


@pytest.mark.parametrize("every", list(Every))
def test_the_chart_holds_whole_periods_of_two_years(build: Build, every: Every):
    series = over_time(Scope(Role.EXECUTIVE, build.id), build, NAME, every).drawing
    assert isinstance(series, Series)
    assert len(series.complete) == {Every.WEEK: 103, Every.MONTH: 24}[every]
    assert series.has_limits


def test_the_lead_tells_value_and_target(build: Build):
    told = indicator(Scope(Role.EXECUTIVE, build.id), build, NAME)
    said = "".join(span.text for span in told.lead).replace(wording.NO_BREAK, " ")
    assert "of permissions were withdrawn (target 0.50 %)" in said
    assert "region" in told.dimensions


def test_a_share_is_not_split_by_what_its_whole_does_not_know(build: Build):
    """Breaches have campaigns, and contacts are not counted by them."""
    told = indicator(Scope(Role.EXECUTIVE, build.id), build, "contact_after_withdrawal")
    assert "campaign_id" not in told.dimensions
    assert "channel" in told.dimensions
