"""An indicator without its denominator's data: what is left to tell, and to split."""

from datetime import date

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.measures.targets import aimed
from bigtrust.views.asked import Against, Asked, compared_with, offered
from bigtrust.views.explore import explore, sheet
from bigtrust.views.indicator import indicator
from bigtrust.views.number_alone import told_as
from bigtrust.views.phrases import plain
from bigtrust.views.ranking import ranking
from bigtrust.views.wording import NO_BREAK
from tests.measures.conftest import built_of

NAME = "complaints_per_1000"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Complaints alone: one in March, five by web in April, eight in May and six by phone."""
    channels = {"03": ["web"], "04": ["web"] * 5, "05": ["web"] * 8 + ["phone"] * 6}
    rows = [
        f"2024-{month}-{day:02} 10:00 | delivery | {channel}"
        for month, told in channels.items()
        for day, channel in enumerate(told, start=2)
    ]
    tables = "\n".join(["complaints", "received_at | topic | channel", *rows])
    home = tmp_path_factory.mktemp("complaints")
    return built_of(tables, home, filled=False, as_of=date(2024, 5, 31))


def scope(build: Build) -> Scope:
    return Scope(Role.ANALYST, build.id)


def asked(build: Build, *by: str) -> Asked:
    may, *_ = periods = offered(scope(build), build, NAME).periods
    return Asked(NAME, may, compared_with(periods, may)[Against.BEFORE], by=by)


def test_it_can_be_asked_about_by_what_its_numerator_has(build: Build):
    found = offered(scope(build), build, NAME)
    assert found.missing == ""
    assert found.dimensions == ("channel", "topic")
    assert ("channel", "phone") in found.filters


def test_it_is_told_as_a_number(build: Build):
    measure = told_as(build, NAME)
    assert (measure.title, measure.unit, measure.target) == (
        "Complaints received",
        "complaints",
        None,
    )
    page = explore(scope(build), build, asked(build, "channel"))
    lead = plain(page.lead).replace(NO_BREAK, " ")
    assert lead == "Complaints received rose from 5 to 14 complaints since April 2024."
    assert (page.has_parts, page.is_share) == (False, False)


def test_it_is_split_as_a_number(build: Build):
    panel = ranking(scope(build), build, asked(build, "channel"))
    assert {dot.label: dot.value for dot in panel.drawing.dots} == {"web": 8.0, "phone": 6.0}
    told = sheet(scope(build), build, asked(build, "channel"))
    assert ("Complaints received", "complaints", "phone") in {row[:3] for row in told.rows}
    assert indicator(scope(build), build, NAME).dimensions == ("topic", "channel")


def test_what_has_its_denominator_is_told_as_it_is_defined(build: Build):
    assert told_as(build, "upheld_complaints") == aimed(build)["upheld_complaints"]
