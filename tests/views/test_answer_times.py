"""How long people wait: the curve is the one that the indicator is read from."""

from datetime import timedelta
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.answering import answered_by
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.period import days_to
from bigtrust.rules.survival import Course
from bigtrust.settings import read_settings
from bigtrust.views import answer_times as view
from bigtrust.views.answer_times import answer_times
from bigtrust.views.drawings import Lines
from bigtrust.views.wording import NO_BREAK


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


@pytest.fixture
def scope(build: Build) -> Scope:
    return Scope(Role.EXECUTIVE, build.id)


@pytest.mark.parametrize(("name", "share"), [("time_to_answer", 0.5), ("time_to_answer_90th", 0.9)])
@pytest.mark.parametrize("days_before", [0, 90, 400])
def test_the_indicator_is_read_from_the_curve(
    build: Build, scope: Scope, name: str, share: float, days_before: int
):
    period = days_to(build.as_of - timedelta(days=days_before), 90)
    (figure,) = calculate(CATALOGUE[name], [period], (), scope, build)
    course = answered_by(scope, build, period)
    assert course.seen[0] == figure.denominator
    reached = [day for day, answered in enumerate(course.shares) if answered >= share - 1e-9]
    assert (reached[0] if reached else None) == figure.value


def test_lines_are_dotted_from_where_few_were_seen_so_long(build: Build, scope: Scope):
    drawn = answer_times(scope, build).drawing
    assert isinstance(drawn, Lines)
    course = answered_by(scope, build, days_to(build.as_of, 90))
    solid, dotted = drawn.lines[:2]
    assert dotted.guessed
    known = [day for day, value in enumerate(solid.values) if value is not None]
    assert course.seen[known[-1]] >= 10 > course.seen[known[-1] + 1]
    together = [a if a is not None else b for a, b in zip(solid.values, dotted.values, strict=True)]
    assert together[: len(course.shares)] == pytest.approx([100 * each for each in course.shares])


@pytest.mark.parametrize(
    ("now", "before", "title"),
    [
        ((0.1, 0.5, 0.9), (0.5, 0.9), "Half are answered within 1 day, nine in ten within 2;"
         " before, within 0 and 1"),
        ((0.1, 0.6), (), "Half are answered within 1 day, not yet nine in ten"),
        ((0.1, 0.2, 0.3), (1.0,), "Fewer than half are answered within 2 days"),
        ((), (1.0,), "No request was received in the last 90 days"),
    ],
)  # fmt: skip
def test_the_title_says_what_the_curve_says(
    build: Build,
    scope: Scope,
    monkeypatch: pytest.MonkeyPatch,
    now: tuple[float, ...],
    before: tuple[float, ...],
    title: str,
):
    courses = iter([Course(now, (20,) * len(now)), Course(before, (20,) * len(before))])
    monkeypatch.setattr(view, "answered_by", lambda *_: next(courses))
    assert answer_times(scope, build).title.replace(NO_BREAK, " ") == title
