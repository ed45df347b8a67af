"""What people write of an indicator stands on every chart of it, whatever filter and page."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import streamlit as st

from bigtrust import books as room
from bigtrust.access.scope import Role
from bigtrust.books import open_books
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.settings import read_settings
from bigtrust.views.wording import NO_BREAK
from tests.web.opening import html_of, opened, pictures_of, text_of

TEXT = "New <b>mailer</b>"


@pytest.fixture
def noted_company(demo_company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo company, with books of its own, that tell something of every indicator."""
    st.cache_resource.clear()
    monkeypatch.setenv("BIGTRUST_STORE__BOOKS", f"sqlite:///{tmp_path / 'books.sqlite'}")
    books = open_books(read_settings(demo_company))
    for indicator in CATALOGUE:
        room.annotate(books, Role.CIO, indicator, date(2026, 9, 17), TEXT)
    return demo_company


@pytest.mark.parametrize(
    ("script", "query"),
    [
        ("principles/choice.py", {}),
        ("analyst/indicator.py", {"indicator": "Contact without permission"}),
        ("analyst/explore.py", {}),
        ("analyst/explore.py", {"only": "Channel: email"}),
        ("analyst/broken_promises.py", {}),
        ("executive/overview.py", {}),
        ("cio/meeting.py", {"view": "present", "screen": "1"}),
    ],
)
def test_it_stands_on_every_page(
    noted_company: Path, monkeypatch: pytest.MonkeyPatch, script: str, query: dict[str, str]
):
    page = opened(noted_company, monkeypatch, script, Role.CIO, **query)
    told = f"17 Sept 2026: {TEXT}"
    assert any(told in said for said in pictures_of(page))
    assert TEXT not in html_of(page)
    if script == "analyst/explore.py":
        assert told in text_of(page)
    figures = [chart.proto.spec for chart in page.get("plotly_chart")]
    assert not any(TEXT in figure for figure in figures)


@pytest.mark.parametrize(
    ("script", "multiples"),
    [("executive/overview.py", "windows shown"), ("analyst/explore.py", ": between")],
)
def test_it_stands_on_every_small_multiple(
    noted_company: Path, monkeypatch: pytest.MonkeyPatch, script: str, multiples: str
):
    page = opened(noted_company, monkeypatch, script, Role.CIO)
    pictures = re.findall(r'<img[^>]*\balt="([^"]*)"', html_of(page))
    small = [unescape(alt).replace(NO_BREAK, " ") for alt in pictures if multiples in alt]
    assert len(small) > 2
    assert all(f"17 Sept 2026: {TEXT}" in alt for alt in small)
