"""A company whose names are markup: every page opens for every role, and shows them as text."""

from pathlib import Path
from urllib.parse import quote

import pytest
import streamlit as st
from playwright.sync_api import expect

from bigtrust.access.scope import Role
from bigtrust.views.navigation import PLACES, Place
from tests.dashboards import serving
from tests.web.conftest import Open
from tests.web.dirt import LINK, NAMES, SCRIPT
from tests.web.opening import html_of, opened, text_of
from tests.web.watching import SLOW, settled, watched

pytestmark = pytest.mark.long

every_page = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.address)


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


@every_page
def test_its_names_stay_text(dirty_company: Path, place: Place, monkeypatch: pytest.MonkeyPatch):
    page = opened(dirty_company, monkeypatch, place.script, Role.OFFICER)
    html = html_of(page)
    assert 'role="alert"' not in html
    assert "<img src=x" not in html
    for chart in page.get("plotly_chart"):
        assert "<img src=x" not in chart.proto.spec
    assert "rows quarantined" in text_of(page)
    assert "no rows quarantined" not in text_of(page)


def test_there_is_something_to_see(dirty_company: Path, monkeypatch: pytest.MonkeyPatch):
    for script in ("principles/discretion.py", "principles/transparency.py"):
        page = opened(dirty_company, monkeypatch, script, Role.OFFICER)
        assert all(name.replace("_", " ") in text_of(page) for name in (SCRIPT, LINK))


@pytest.mark.browser
def test_a_browser_makes_no_link_no_picture_and_no_script_of_them(
    dirty_company: Path, browser: Open
):
    page = browser().new_page()
    page.on("dialog", lambda shown: pytest.fail(f"a script ran: {shown.message}"))
    with serving(dirty_company) as address, watched(page, address):
        for name in NAMES:
            chosen = "&".join(f"only={quote(f'{where}: {name}')}" for where in ("Region", "Topic"))
            page.goto(f"{address}/explore?indicator=Complaints+per+1,000+customers&{chosen}")
            settled(page)
            step = page.locator(".st-key-explore_way").get_by_role("link", name=name, exact=True)
            expect(step).to_be_visible(timeout=SLOW)
        for path in ("discretion", "transparency", "coherence", "broken_promises"):
            page.goto(f"{address}/{path}")
            settled(page)
        assert page.locator("img[src*='192.0.2.1'], a[href^=javascript]").count() == 0
