"""Views of Explore under a name: saved, opened, and removed, on purpose and by nobody's slip."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bigtrust import books as room
from bigtrust.access.scope import Role
from bigtrust.books import Books, open_books
from bigtrust.settings import read_settings
from tests.web.opening import opened

NAME = "By *mail* [x](http://x)"


@pytest.fixture
def books(demo_company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Books of this test's own, with one view in them."""
    st.cache_resource.clear()
    monkeypatch.setenv("BIGTRUST_STORE__BOOKS", f"sqlite:///{tmp_path / 'books.sqlite'}")
    found = open_books(read_settings(demo_company))
    room.save_view(found, Role.ANALYST, NAME, "analyst/explore.py", "")
    return found


def explored(home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(home, monkeypatch, "analyst/explore.py", Role.ANALYST)


def buttons(page: AppTest) -> dict[str, str]:
    return {str(button.key): button.label for button in page.button}


def test_a_view_is_removed_once_it_is_chosen_and_its_name_is_pressed(
    demo_company: Path, books: Books, monkeypatch: pytest.MonkeyPatch
):
    page = explored(demo_company, monkeypatch)
    assert "view_remove" not in buttons(page)
    page.selectbox(key="removed_view").set_value(NAME).run()
    assert [view.name for view in room.saved_views(books)] == [NAME]
    assert buttons(page)["view_remove"] == r"Remove By \*mail\* \[x\]\(http\:\/\/x\)"
    page.button(key="view_remove").click().run()
    assert not page.exception
    assert not room.saved_views(books)
    page.run()
    assert "removed_view" not in [box.key for box in page.selectbox]


def test_a_view_that_somebody_else_removed_meanwhile_breaks_nothing(
    demo_company: Path, books: Books, monkeypatch: pytest.MonkeyPatch
):
    page = explored(demo_company, monkeypatch)
    page.selectbox(key="removed_view").set_value(NAME).run()
    room.remove_view(books, Role.CIO, NAME)
    page.button(key="view_remove").click().run()
    assert not page.exception
