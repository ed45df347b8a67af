"""The page of the method as Streamlit runs it."""

from pathlib import Path

import pytest

from bigtrust.measures.catalogue import CATALOGUE
from tests.web.opening import html_of, opened, text_of

SCRIPT = "everyone/method.py"


def test_it_shows_every_indicator(complaints_alone: Path, monkeypatch: pytest.MonkeyPatch):
    page = opened(complaints_alone, monkeypatch, SCRIPT)
    shown = html_of(page)
    assert all(f'id="{name}"' in shown for name in CATALOGUE)
    assert "How every figure is made" in text_of(page)


def test_a_search_is_bound_to_the_page(complaints_alone: Path, monkeypatch: pytest.MonkeyPatch):
    page = opened(complaints_alone, monkeypatch, SCRIPT)
    page.text_input(key="search").set_value("LGPD").run()
    assert not page.exception
    assert 'id="lgpd"' in html_of(page)
    assert 'id="opt_out_rate"' not in html_of(page)
    page.text_input(key="search").set_value("<img src=x onerror=alert(1)>").run()
    assert "<img" not in html_of(page)
    assert "Nothing here speaks of" in text_of(page)


def test_an_empty_company_is_told_what_to_run(empty_company: Path, monkeypatch: pytest.MonkeyPatch):
    assert "bigtrust demo" in text_of(opened(empty_company, monkeypatch, SCRIPT))
