"""The dashboard in a real browser: quiet, self-contained, by keyboard, light, dark and narrow."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bigtrust.promises.promises import PROMISES
from bigtrust.views.navigation import PLACES
from tests.web.conftest import Open, serving
from tests.web.watching import SLOW, overflow, watched

pytestmark = pytest.mark.browser

FIRST = ("/", "/restraint")
LATER = sorted({f"/{place.address}" for place in PLACES[1:]} - {*FIRST})
ADDRESSES = [*FIRST, *(pytest.param(path, marks=pytest.mark.long) for path in LATER)]
KINDS = ".st-key-kinds button"  # each explains how its figure is computed


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("h1.bt-headline").wait_for(timeout=SLOW)
    expect(page.locator(KINDS)).to_have_count(len(PROMISES), timeout=SLOW)
    page.locator(".js-plotly-plot").wait_for(timeout=SLOW)
    return page


def colour_of(page: Page, selector: str, property_: str = "color") -> str:
    script = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    return str(page.evaluate(script, [selector, property_]))


def test_it_complains_of_nothing_and_asks_nobody_else(demo_address: str, browser: Open):
    page = browser().new_page()
    with watched(page, demo_address):
        opened(page, demo_address)
        page.locator(KINDS).first.click()
        page.get_by_role("dialog").locator(".js-plotly-plot").wait_for(timeout=SLOW)


@pytest.mark.parametrize("path", ADDRESSES)
def test_each_address_opened_first_on_a_fresh_server_runs_the_whole_app(
    demo_company: Path, browser: Open, path: str
):
    """A page that ran without app.py would have neither its frame nor, one day, its sign-in."""
    with serving(demo_company) as address:
        page = browser().new_page()
        page.goto(address + path)
        page.locator("h1.bt-headline").wait_for(timeout=SLOW)
        expect(page).to_have_title("Big Trust")
        expect(page.get_by_alt_text("Logo")).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)


def test_the_overview_answers_to_its_name_too(demo_address: str, browser: Open):
    page = browser().new_page()
    with watched(page, demo_address):
        opened(page, f"{demo_address}/overview")
        expect(page).to_have_url(f"{demo_address}/", timeout=SLOW)
        expect(page.get_by_text("Page not found")).to_have_count(0)


@pytest.mark.parametrize("path", ["/app", "/executive"])
def test_a_file_or_folder_is_no_address(demo_address: str, browser: Open, path: str):
    page = browser().new_page()
    page.goto(demo_address + path)
    expect(page.get_by_text("Page not found")).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize(
    ("scheme", "background"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(15, 21, 29)")]
)
def test_it_follows_light_and_dark(demo_address: str, browser: Open, scheme: str, background: str):
    page = opened(browser(color_scheme=scheme).new_page(), demo_address)
    assert colour_of(page, ".stApp", "backgroundColor") == background
    ink = {"light": "rgb(20, 32, 46)", "dark": "rgb(232, 237, 243)"}[scheme]
    assert colour_of(page, "h1.bt-headline") == ink


def test_pictures_follow_the_theme_that_the_viewer_chose(demo_address: str, browser: Open):
    """Not the system's: a sparkline drawn for a white page would be lost on a black one."""
    of_the_system = opened(browser(color_scheme="dark").new_page(), demo_address)
    page = opened(browser(color_scheme="light").new_page(), demo_address)
    page.get_by_test_id("stMainMenu").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(15, 21, 29)")
    page.keyboard.press("Escape")
    chosen = page.locator(".bt-spark").first.screenshot()
    assert chosen == of_the_system.locator(".bt-spark").first.screenshot()


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_is_wider_than_the_window(demo_address: str, browser: Open, width: int):
    page = opened(browser(width=width).new_page(), demo_address)
    assert overflow(page) <= 0


def test_an_executive_s_screen_holds_all_of_it(demo_address: str, browser: Open):
    page = opened(browser(1440, 900).new_page(), demo_address)
    last = page.locator(".st-key-kinds img").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= 900


def test_the_type_is_served_from_here(demo_address: str, browser: Open):
    page = opened(browser().new_page(), demo_address)
    assert page.evaluate("() => document.fonts.check('16px Inter')")
    assert page.evaluate("() => document.fonts.check('28px \"Source Serif\"')")


def test_the_keyboard_opens_and_closes_how_a_figure_is_computed(demo_address: str, browser: Open):
    page = opened(browser().new_page(), demo_address)
    page.locator(KINDS).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Definition", exact=True)).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


@pytest.mark.parametrize(("scheme", "dark"), [("light", True), ("dark", False)])
def test_captions_in_the_drawer_stand_out_from_it(
    demo_address: str, browser: Open, scheme: str, dark: bool
):
    """A drawer lies outside of the element that carries the colour scheme."""
    page = opened(browser(color_scheme=scheme).new_page(), demo_address)
    page.locator(KINDS).first.click()
    page.locator("dt").first.wait_for(timeout=SLOW)
    shown = re.findall(r"[\d.]+", colour_of(page, "dt"))[:3]
    level = [float(part) * (1 if float(part) > 1 else 255) for part in shown]
    assert (max(level) < 128) is dark


def test_every_picture_has_a_name_or_is_decoration_beside_its_word(
    demo_address: str, browser: Open
):
    page = opened(browser().new_page(), demo_address)
    for spark in page.locator("img.bt-spark").all():
        assert len(spark.get_attribute("alt") or "") > 40
    for glyph in page.locator("img.bt-glyph").all():
        assert glyph.get_attribute("alt") == ""


def test_an_empty_store_says_what_to_run(empty_company: Path, browser: Open):
    with serving(empty_company) as address:
        page = browser().new_page()
        with watched(page, address):
            page.goto(address)
            expect(page.get_by_text("bigtrust demo")).to_be_visible(timeout=SLOW)
