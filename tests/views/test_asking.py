"""How often the pages ask the build: guarded by counts, as times are nobody's to promise."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.settings import read_settings
from bigtrust.views import answers
from bigtrust.views.kinds import kinds
from bigtrust.views.overview import leading, overview

Asked = list[str]


@pytest.fixture
def build(demo_company: Path) -> Iterator[Build]:
    """As it is right after it was published, when nobody has asked it anything."""
    fresh = replace(current(read_settings(demo_company)))
    yield fresh
    fresh.engine.dispose()


@pytest.fixture
def asked(build: Build) -> Asked:
    """The statements that the build has been asked."""
    statements: Asked = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(build.engine, "before_cursor_execute", note)
    return statements


def counts_of(measures: tuple[Measure, ...]) -> set[Any]:
    parts = [(each.numerator, each.denominator, each.judged, each.candidates) for each in measures]
    return {count for part in parts for count in part if count is not None}


def test_the_overview_asks_for_each_count_little_more_than_once(build: Build, asked: Asked):
    overview(Scope(Role.EXECUTIVE, build.id), build)
    distinct = len(counts_of(leading(aimed(build).values())))
    assert 0 < len(asked) <= 1.5 * distinct  # where there was nothing to judge, what was before


def test_who_comes_next_asks_nothing_again_and_reads_the_same(build: Build, asked: Asked):
    first = overview(Scope(Role.EXECUTIVE, build.id), build)
    promises = kinds(Scope(Role.EXECUTIVE, build.id), build)
    asked.clear()
    for role in Role:
        assert overview(Scope(role, build.id), build) == first
        assert kinds(Scope(role, build.id), build) == promises
    assert not asked


def test_the_page_stands_where_nothing_can_be_asked_ahead(
    build: Build, monkeypatch: pytest.MonkeyPatch
):
    expected = overview(Scope(Role.EXECUTIVE, build.id), build)

    def broken(*_: Any) -> None:
        raise RuntimeError("no asking ahead")

    monkeypatch.setattr(answers, "ask_ahead", broken)
    assert overview(Scope(Role.EXECUTIVE, build.id), replace(build)) == expected
