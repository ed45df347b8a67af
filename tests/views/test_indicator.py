"""The page of an indicator: its chart, its lead, what it can be split by."""

import re
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.targets import aimed
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.asked import offered
from bigtrust.views.explore import nothing_to_explore
from bigtrust.views.indicator import Every, indicator, over_time, titles
from bigtrust.views.series import Series
from tests.measures.conftest import built_of

NAME = "opt_out_rate"


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


@pytest.mark.parametrize("every", list(Every))
def test_the_chart_holds_whole_periods_of_two_years(build: Build, every: Every):
    series = over_time(Scope(Role.EXECUTIVE, build.id), build, NAME, every).drawing
    assert isinstance(series, Series)
    assert len(series.complete) == {Every.WEEK: 103, Every.MONTH: 24}[every]
    assert series.has_limits


def test_the_lead_tells_value_and_target(build: Build):
    told = indicator(Scope(Role.EXECUTIVE, build.id), build, NAME)
    said = "".join(span.text for span in told.lead).replace(wording.NO_BREAK, " ")
    assert "of permissions were withdrawn (target ≤ 0.50 %), " in said
    assert said.endswith(" in 30 days.")
    assert "region" in told.dimensions


def test_a_share_is_not_split_by_what_its_whole_does_not_know(build: Build):
    """Breaches have campaigns, and contacts are not counted by them."""
    told = indicator(Scope(Role.EXECUTIVE, build.id), build, "contact_after_withdrawal")
    assert "campaign_id" not in told.dimensions
    assert "channel" in told.dimensions


def test_what_stands_on_the_page_stands_there_once(build: Build):
    """The chart says whether it is signal, the select box which indicator it is."""
    scope = Scope(Role.EXECUTIVE, build.id)
    for name in ("contact_after_withdrawal", "excess_contacts", "time_to_answer"):
        page = indicator(scope, build, name)
        title = over_time(scope, build, name, Every.WEEK).title
        assert title not in "".join(span.text for span in page.lead)
        assert page.question == aimed(build)[name].question


def test_a_target_of_nothing_is_told_and_the_share_beside_a_number(build: Build):
    page = indicator(Scope(Role.EXECUTIVE, build.id), build, "contact_without_permission")
    said = "".join(span.text for span in page.lead).replace(wording.NO_BREAK, " ")
    assert re.search(r"without permission \([\d.]+ %, target 0 %\)", said)


def test_what_there_are_data_for_is_offered_first(tmp_path: Path, build: Build):
    alone = "complaints\n complaint_id | received_at\n 1 | 2024-05-10 10:00"
    alone_here = built_of(alone, tmp_path)
    told = titles(alone_here)
    assert next(iter(told)) == "complaints_per_1000"
    assert list(titles(alone_here, first="opt_out_rate"))[:2] == [*list(told)[:1], "opt_out_rate"]
    assert list(titles(build)) == list(aimed(build))
    assert next(iter(titles(build, first="due_soon"))) == "due_soon"
    assert sorted(told) == sorted(titles(build))


def test_explore_names_what_an_indicator_lacks(tmp_path: Path):
    build = built_of("complaints\n complaint_id | received_at\n 1 | 2024-05-10 10:00", tmp_path)
    scope = Scope(Role.ANALYST, build.id)
    assert indicator(scope, build, "opt_out_rate").dimensions == ()
    found = offered(scope, build, "opt_out_rate")
    assert found.missing == "consent_events"
    measure = aimed(build)["opt_out_rate"]
    lead = "".join(span.text for span in nothing_to_explore(measure, found).lead)
    assert lead == "Opt-out rate has no data: consent events are missing."
