"""The days between rare events, as a panel."""

from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.settings import read_settings
from bigtrust.views.indicator import indicator
from bigtrust.views.rare_events import days_between
from bigtrust.views.series import Series


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


@pytest.fixture(scope="module")
def scope(build: Build) -> Scope:
    return Scope(Role.EXECUTIVE, build.id)


def test_events_are_told_one_by_one_up_to_as_of(scope: Scope, build: Build):
    panel = days_between(scope, build, "complaints_per_1000")
    assert isinstance(panel.drawing, Series)
    days = [point.last for point in panel.drawing.points]
    assert days == sorted(days)
    assert days[-1] <= build.as_of
    assert panel.title.startswith("Days between events: ")
    assert "one by one" in panel.spoken
    assert panel.table is not None
    assert len(panel.table.rows) == len(days)


def test_where_events_are_many_it_says_so(scope: Scope, build: Build):
    panel = days_between(scope, build, "contact_pressure")
    assert panel.drawing is None
    assert panel.title.startswith("Too many events")


def test_the_page_asks_for_them_where_weeks_say_little(scope: Scope, build: Build):
    assert indicator(scope, build, "complaints_per_1000").is_rare
    assert not indicator(scope, build, "overdue_requests").is_rare
    assert not indicator(scope, build, "opt_out_rate").is_rare
