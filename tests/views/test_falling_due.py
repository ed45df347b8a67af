"""What falls due, day by day, and the oldest requests: they are those that are outstanding."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.errors import NotPermittedError
from bigtrust.measures.oldest import oldest
from bigtrust.measures.waiting import Waiting, waiting
from bigtrust.settings import read_settings
from bigtrust.views import falling_due
from bigtrust.views.drawings import HeatMap
from bigtrust.views.falling_due import calendar, oldest_requests, sees_oldest
from bigtrust.views.wording import NO_BREAK

EVERY_ONE = 100_000
ONE = Waiting(1, 3, 0)


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


def test_the_calendar_holds_what_falls_due_in_its_weeks(build: Build):
    scope = Scope(Role.EXECUTIVE, build.id)
    shown = calendar(scope, build)
    assert isinstance(shown.drawing, HeatMap)
    left = 6 * 7 - build.as_of.weekday()
    due = [one for one in waiting(scope, build) if one.days_left is not None]
    expected = sum(one.number for one in due if 0 <= one.days_left < left)
    drawn = [value for row in shown.drawing.values for value in row if value is not None]
    assert expected
    assert sum(drawn) == expected
    assert len(drawn) == left
    assert shown.title.startswith(f"{expected} request")


@pytest.mark.parametrize(
    ("due", "title"),
    [
        ([], "No request falls due by 6 Dec 2026"),
        ([ONE], "1 request falls due by 6 Dec 2026"),
        ([ONE, Waiting(2, 1, 9)], "3 requests fall due by 6 Dec 2026, 2 of them on 9 Nov"),
        ([Waiting(4, 40, -2), Waiting(1, 3, 300)], "No request falls due by 6 Dec 2026"),
    ],
)  # fmt: skip
def test_its_title_names_the_busiest_day(
    build: Build, monkeypatch: pytest.MonkeyPatch, due: list[Waiting], title: str
):
    monkeypatch.setattr(falling_due, "waiting", lambda *_: due)
    assert calendar(Scope(Role.ANALYST, build.id), build).title.replace(NO_BREAK, " ") == title


def test_the_officer_s_requests_are_those_that_are_outstanding(build: Build):
    scope = Scope(Role.OFFICER, build.id)
    found = oldest(scope, build, EVERY_ONE)
    ages = Counter(
        ((build.as_of - each.received).days, each.due and (each.due - build.as_of).days)
        for each in found
    )
    expected: Counter[tuple[int, int | None]] = Counter()
    for one in waiting(scope, build):
        expected[one.age, one.days_left] += one.number
    assert ages == expected
    assert [each.received for each in found] == sorted(each.received for each in found)
    assert all(each.pseudonym and each.explanation.startswith("Received") for each in found)


def test_each_says_why_it_is_due_then(build: Build):
    shown = oldest_requests(Scope(Role.OFFICER, build.id), build)
    found = oldest(Scope(Role.OFFICER, build.id), build, 10)
    assert [row[0] for row in shown.rows] == [each.request_id for each in found]
    assert [row[-1] for row in shown.rows] == [each.explanation for each in found]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_nobody_else_sees_single_requests(build: Build, role: Role):
    scope = Scope(role, build.id)
    assert not sees_oldest(scope, build)
    with pytest.raises(NotPermittedError):
        oldest(scope, build, 1)


def test_what_is_late_says_since_when(build: Build, monkeypatch: pytest.MonkeyPatch):
    scope = Scope(Role.OFFICER, build.id)
    (first, *_) = oldest(scope, build, 1)
    late = replace(first, due=build.as_of - timedelta(days=3), explanation="")
    monkeypatch.setattr(falling_due, "oldest", lambda *_: [late])
    ((*_, due, why),) = oldest_requests(scope, build).rows
    assert due.replace(NO_BREAK, " ").endswith(", 3 days ago")
    assert why.startswith("No calendar tells")


@pytest.mark.parametrize(
    ("days_ago", "past"), [((-9, -2), "none past its day"), ((3, -2), "one past its day"),
                           ((3, 2), "two past their day")]
)  # fmt: skip
def test_its_title_says_how_many_are_late(
    build: Build, monkeypatch: pytest.MonkeyPatch, days_ago: tuple[int, ...], past: str
):
    scope = Scope(Role.OFFICER, build.id)
    (first, *_) = oldest(scope, build, 1)
    found = [replace(first, due=build.as_of - timedelta(days=days)) for days in days_ago]
    monkeypatch.setattr(falling_due, "oldest", lambda *_: found)
    shown = oldest_requests(scope, build)
    assert shown.caption == f"The oldest two outstanding requests, {past}"
