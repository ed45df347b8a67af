"""Rare events: the days on which they happened, and those between them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bigtrust.builds import Build
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.rare_events import rare_events
from bigtrust.rules.spc_chart import Variation
from tests.measures.conftest import AS_OF, built_of
from tests.stores import officer

FIRST = date(2023, 1, 2)
DAYS = [FIRST + timedelta(days=20 * number) for number in range(24)]  # to 6 April 2024


def complaints(days: list[date], home: Path, closed: dict[date, int] | None = None) -> Build:
    """Complaints of these days; closed so many days later, else the next day."""
    lines = [
        f"{day} 10:00 | {day + timedelta(days=(closed or {}).get(day, 1))} 10:00" for day in days
    ]
    home.mkdir(exist_ok=True)
    return built_of("\n".join(["complaints", "received_at | closed_at", *lines]), home)


def test_each_event_has_its_day_and_what_lies_between_a_point(tmp_path: Path):
    build = complaints([*DAYS, DAYS[-1]], tmp_path)
    found = rare_events(CATALOGUE["complaints_per_1000"], officer(build), build)
    assert found is not None
    assert found.days == (*DAYS, DAYS[-1])
    assert (found.others, found.better) == (False, "down")
    values = [round(point.value) for point in found.chart.points]
    silence = (AS_OF - DAYS[-1]).days
    assert values in ([20] * 23 + [0], [20] * 23 + [0, silence])


def test_a_long_silence_is_good_news(tmp_path: Path):
    build = complaints(DAYS[:12], tmp_path)
    found = rare_events(CATALOGUE["complaints_per_1000"], officer(build), build)
    assert found is not None
    assert round(found.chart.points[-1].value) == (AS_OF - DAYS[11]).days
    assert found.chart.variation is Variation.IMPROVING_HIGH


def test_where_nearly_all_cases_count_the_others_are_the_events(tmp_path: Path):
    """Closed after 57 days, a complaint is late; its limit is the day that counts."""
    every_other_day = [FIRST + timedelta(days=2 * number) for number in range(220)]
    late = every_other_day[::22]
    build = complaints(every_other_day, tmp_path, dict.fromkeys(late, 57))
    found = rare_events(CATALOGUE["settled_in_8_weeks"], officer(build), build)
    assert found is not None
    assert (found.others, found.better) == (True, "down")
    assert found.days == tuple(day + timedelta(days=56) for day in late)


def test_too_few_and_too_many_are_none(tmp_path: Path):
    measure = CATALOGUE["complaints_per_1000"]
    few = complaints(DAYS[:7], tmp_path / "few")
    assert rare_events(measure, officer(few), few) is None
    daily = [FIRST + timedelta(days=number) for number in range(400)]
    many = complaints(daily, tmp_path / "many")
    assert rare_events(measure, officer(many), many) is None


@pytest.mark.parametrize(
    "name", ["perceived_trust", "overdue_requests", "time_to_answer", "opt_out_rate"]
)
def test_what_counts_no_events_of_a_day_has_none(build: Build, name: str):
    assert rare_events(CATALOGUE[name], officer(build), build) is None
