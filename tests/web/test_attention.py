"""What needs attention has an owner and a way on, for whoever may read who owns what."""

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bigtrust import books as room
from bigtrust.access.scope import Role, Scope
from bigtrust.books import NewDecision, open_books
from bigtrust.builds import Build, current
from bigtrust.measures.targets import aimed
from bigtrust.settings import read_settings
from bigtrust.views.overview import overview
from bigtrust.views.wording import NO_BREAK
from tests.web.opening import opened, text_of

OVERVIEW = "executive/overview.py"
OWNER = "J. <b>Okafor</b>"


@pytest.fixture(autouse=True)
def books(demo_company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> room.Books:
    """Books of this test's own."""
    st.cache_resource.clear()
    monkeypatch.setenv("BIGTRUST_STORE__BOOKS", f"sqlite:///{tmp_path / 'books.sqlite'}")
    return open_books(read_settings(demo_company))


@pytest.fixture
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


def listed(build: Build) -> list[str]:
    """The indicators that need attention."""
    items = overview(Scope(Role.EXECUTIVE, build.id), build).attention
    return [item.indicator for item in items if item.indicator]


def decide(books: room.Books, indicator: str) -> int:
    meeting = room.open_meeting(books, Role.CIO, "Trust review", date(2026, 9, 30))
    new = NewDecision("See to it", OWNER, date(2026, 12, 4), indicator)
    return room.add_decision(books, Role.CIO, meeting, new)


def labels(page: AppTest) -> list[str]:
    return [link.proto.label for link in page.get("page_link")]


@pytest.mark.parametrize(
    ("role", "told"),
    [(Role.EXECUTIVE, True), (Role.CIO, True), (Role.OFFICER, True), (Role.ANALYST, False)],
)
def test_the_owner_of_an_open_decision_is_told_to_who_reads_decisions(
    demo_company: Path,
    build: Build,
    books: room.Books,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
    told: bool,
):
    decide(books, listed(build)[-1])
    shown = text_of(opened(demo_company, monkeypatch, OVERVIEW, role))
    assert (f"{OWNER}, due 4 Dec" in shown) is told


def test_a_decision_that_is_done_is_nobody_s_to_see_to(
    demo_company: Path, build: Build, books: room.Books, monkeypatch: pytest.MonkeyPatch
):
    room.change_status(books, Role.CIO, decide(books, listed(build)[-1]), "done")
    assert OWNER not in text_of(opened(demo_company, monkeypatch, OVERVIEW))


def test_books_that_cannot_be_read_leave_the_list_standing(
    demo_company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "books.sqlite").write_bytes(b"no database at all " * 100)
    assert "Needs attention" in text_of(opened(demo_company, monkeypatch, OVERVIEW))


def test_each_sentence_has_a_link_that_names_where_it_goes(
    demo_company: Path, build: Build, monkeypatch: pytest.MonkeyPatch
):
    shown = labels(opened(demo_company, monkeypatch, OVERVIEW))
    for indicator in listed(build):
        assert f":small[{aimed(build)[indicator].title}{NO_BREAK}→]" in shown
