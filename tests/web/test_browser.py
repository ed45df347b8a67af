"""The dashboard in a real browser: quiet, self-contained, by keyboard, light, dark and narrow."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bigtrust.promises.promises import PROMISES
from bigtrust.views.navigation import PLACES
from tests.dashboards import serving
from tests.web.conftest import Open
from tests.web.watching import SLOW, overflow, watched

pytestmark = pytest.mark.browser

FIRST = "/restraint"
LATER = sorted({"/", *(f"/{place.address}" for place in PLACES[1:])} - {FIRST})
ADDRESSES = [FIRST, *(pytest.param(path, marks=pytest.mark.long) for path in LATER)]
WIDE = ViewportSize(width=1440, height=900)
KINDS = ".st-key-kinds button"  # each explains how its figure is computed


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("h1.bt-headline").wait_for(timeout=SLOW)
    expect(page.locator(KINDS)).to_have_count(len(PROMISES), timeout=SLOW)
    page.locator(".js-plotly-plot").wait_for(timeout=SLOW)
    return page


@pytest.fixture(scope="module")
def dark(demo_address: str, chromium: Browser) -> Iterator[Page]:
    """The Overview, dark and wide, for tests that leave it as it was."""
    with chromium.new_context(viewport=WIDE, color_scheme="dark") as context:
        yield opened(context.new_page(), demo_address)


@pytest.fixture(scope="module")
def light(demo_address: str, chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport=WIDE, color_scheme="light") as context:
        yield opened(context.new_page(), demo_address)


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


def test_it_follows_light_and_dark(light: Page, dark: Page):
    assert colour_of(light, ".stApp", "backgroundColor") == "rgb(255, 255, 255)"
    assert colour_of(light, "h1.bt-headline") == "rgb(20, 32, 46)"
    assert colour_of(dark, ".stApp", "backgroundColor") == "rgb(15, 21, 29)"
    assert colour_of(dark, "h1.bt-headline") == "rgb(232, 237, 243)"


@pytest.mark.long
def test_pictures_follow_the_theme_that_the_viewer_chose(
    demo_address: str, browser: Open, dark: Page
):
    """Not the system's: a sparkline drawn for a white page would be lost on a black one."""
    page = opened(browser(color_scheme="light").new_page(), demo_address)
    page.get_by_test_id("stMainMenu").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(15, 21, 29)")
    page.keyboard.press("Escape")
    chosen = page.locator(".bt-spark").first.screenshot()
    assert chosen == dark.locator(".bt-spark").first.screenshot()


@pytest.mark.parametrize("width", [390, pytest.param(1024, marks=pytest.mark.long)])
def test_nothing_is_wider_than_the_window(demo_address: str, browser: Open, width: int):
    page = opened(browser(width=width).new_page(), demo_address)
    assert overflow(page) <= 0
    menu = page.get_by_role("button", name="Main menu").bounding_box()
    assert menu
    assert menu["x"] + menu["width"] <= width


def test_an_executive_s_screen_holds_all_of_it(light: Page):
    assert overflow(light) <= 0
    last = light.locator(".st-key-kinds img").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= 900


def test_the_type_is_served_from_here(light: Page):
    assert light.evaluate("() => document.fonts.check('16px Inter')")
    assert light.evaluate("() => document.fonts.check('28px \"Source Serif\"')")


def test_the_keyboard_opens_and_closes_how_a_figure_is_computed(light: Page):
    light.locator(KINDS).first.focus()
    light.keyboard.press("Shift+Tab")
    light.keyboard.press("Tab")
    light.keyboard.press("Enter")
    drawer = light.get_by_role("dialog")
    expect(drawer.get_by_text("Definition", exact=True)).to_be_visible(timeout=SLOW)
    light.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_captions_in_the_drawer_stand_out_from_it(light: Page, dark: Page):
    """A drawer lies outside of the element that carries the colour scheme."""
    assert brightest_of_a_caption(light) < 128 <= brightest_of_a_caption(dark)


def brightest_of_a_caption(page: Page) -> float:
    page.locator(KINDS).first.click()
    page.locator("dt").first.wait_for(timeout=SLOW)
    shown = re.findall(r"[\d.]+", colour_of(page, "dt"))[:3]
    page.keyboard.press("Escape")
    return max(float(part) * (1 if float(part) > 1 else 255) for part in shown)


def test_every_picture_has_a_name_or_is_decoration_beside_its_word(light: Page):
    for spark in light.locator("img.bt-spark").all():
        assert len(spark.get_attribute("alt") or "") > 40
    for glyph in light.locator("img.bt-glyph").all():
        assert glyph.get_attribute("alt") == ""


@pytest.mark.long
def test_an_empty_store_says_what_to_run(empty_company: Path, browser: Open):
    with serving(empty_company) as address:
        page = browser().new_page()
        with watched(page, address):
            page.goto(address)
            expect(page.get_by_text("bigtrust demo")).to_be_visible(timeout=SLOW)
