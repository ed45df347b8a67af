"""Explore as Streamlit runs it, and its way in and back in a real browser."""

import re
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import current
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.asked import Against, Asked, compared_with, offered
from bigtrust.views.explore import explore
from bigtrust.views.phrases import plain
from tests.web.conftest import Open

APP = Path(__file__).parents[2] / "app.py"
PAGE = "pages/analyst/explore.py"
SLOW = 60_000  # milliseconds


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


def opened(
    home: Path, monkeypatch: pytest.MonkeyPatch, role: Role = Role.ANALYST, **chosen: str
) -> AppTest:
    monkeypatch.setenv("BIGTRUST_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60)
    page.session_state["view_as"] = role
    page.run()
    page.switch_page(PAGE)
    for name, value in chosen.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def text_of(page: AppTest) -> str:
    html = "\n".join(element.proto.body for element in page.get("html"))
    return unescape(re.sub(r"<[^>]+>", "", html)).replace(wording.NO_BREAK, " ")


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.CIO, Role.ANALYST, Role.OFFICER])
def test_it_says_what_its_view_says_to_the_role(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch, role: Role
):
    page = opened(demo_company, monkeypatch, role, by="region")
    build = current(read_settings(demo_company))
    scope, name = Scope(role, build.id), "contact_without_permission"
    periods = offered(scope, build, name).periods
    before = compared_with(periods, periods[0])[Against.BEFORE]
    asked = Asked(name, periods[0], before, Against.BEFORE, ("region",))
    said = plain(explore(scope, build, asked).lead).replace(wording.NO_BREAK, " ")
    assert said in text_of(page)


def test_what_the_url_asks_and_nobody_knows_is_left_out_and_said(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(demo_company, monkeypatch, indicator="<b>Nonsense</b>", period="31 February")
    shown = text_of(page)
    assert "The list of indicators has no “<b>Nonsense</b>”" in shown
    assert "“Period” has no “31 February”" in shown


@pytest.mark.parametrize("title", ["Contact pressure", "Notice within reach", "Perceived trust"])
def test_an_indicator_that_is_no_share_stands_too(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch, title: str
):
    shown = text_of(opened(demo_company, monkeypatch, indicator=title))
    assert title in shown
    assert "could not be formed" not in shown


def test_a_company_without_the_data_is_told_what_is_missing(
    complaints_alone: Path, monkeypatch: pytest.MonkeyPatch
):
    """It opens on what lacks least, here a number alone, and no other hides behind it."""
    assert "Complaints received" in text_of(opened(complaints_alone, monkeypatch))
    asked_for = {"indicator": "Contact without permission"}
    shown = text_of(opened(complaints_alone, monkeypatch, **asked_for))
    assert "has no data: contacts are missing" in shown
    shown = text_of(
        opened(complaints_alone, monkeypatch, indicator="Complaints per 1,000 customers")
    )
    assert "could not be formed" not in shown


def test_an_empty_store_says_what_to_run(empty_company: Path, monkeypatch: pytest.MonkeyPatch):
    assert "bigtrust demo" in text_of(opened(empty_company, monkeypatch))


def lead(page: Page, said: str) -> None:
    expect(page.locator("h1.bt-headline")).to_contain_text(said, timeout=SLOW)


@pytest.mark.browser
@pytest.mark.long
def test_click_and_keyboard_lead_into_a_segment_the_url_holds_it_and_a_step_leads_back(
    demo_address: str, browser: Open
):
    page = browser().new_page()
    page.goto(f"{demo_address}/explore?indicator=Opt-out+rate&period=September+2026")
    cells = page.locator(".js-plotly-plot .heatmaplayer image").first
    cells.wait_for(timeout=SLOW)
    lead(page, "Opt-out rate")
    box = cells.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 24, box["y"] + 13)
    expect(page).to_have_url(re.compile("only=Channel"), timeout=SLOW)
    lead(page, "Opt-out rate for ")
    there = page.locator("h1.bt-headline").inner_text()

    page.reload()
    lead(page, there)
    page.locator(".st-key-explore_way").get_by_role("link", name="All").click()
    expect(page).not_to_have_url(re.compile("only="), timeout=SLOW)
    expect(page.locator("h1.bt-headline")).not_to_contain_text("rate for ", timeout=SLOW)

    deeper = page.get_by_role("combobox", name="Go into a segment")
    deeper.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    lead(page, there)
