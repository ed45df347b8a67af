"""Every page in a real browser, light and wide, dark and narrow: accessible, quiet, no wider than
its window, and self-contained.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bigtrust.views.navigation import PLACES, Place
from tests.web.conftest import Open
from tests.web.watching import SLOW, overflow, settled, watched

pytestmark = pytest.mark.browser

SEEN_EVERY_DAY = ("overview", "explore")
OFFICER_SEES_MORE = ("accountability", "broken_promises", "meeting", "data")
# What axe finds in Streamlit's own elements, by rule: part of what it draws.
STREAMLITS_OWN = {
    "list": "stSidebarNavItems",  # the menu on a phone holds its sections in no list item
    "listitem": "<li class=",
    "presentation-role-conflict": "stFileUploaderDropzone",
}


def faults(page: Page) -> Iterator[str]:
    """What axe finds, Streamlit's own aside."""
    found: dict[str, Any] = Axe().run(page).response
    assert len(found["passes"]) > 15  # there was something to look at
    for fault in found["violations"]:
        own = STREAMLITS_OWN.get(fault["id"])
        for node in fault["nodes"]:
            if own is None or own not in node["html"]:
                yield f"{fault['id']}: {node['html'][:200]}"


def as_officer(page: Page) -> None:
    """For whom most is drawn."""
    page.get_by_role("combobox", name="View as").click()
    page.get_by_role("option", name="Privacy officer").click()
    expect(page.get_by_role("option")).to_have_count(0, timeout=SLOW)
    page.wait_for_timeout(300)  # until the run begins
    settled(page)


def without_a_name(page: Page) -> list[str]:
    """The charts and pictures that say nothing to whoever does not see them."""
    charts = page.get_by_test_id("stPlotlyChart").all()
    told = [chart.get_attribute("aria-label") for chart in charts]
    told += [each.get_attribute("alt") for each in page.locator("img.bt-spark").all()]
    return [name or "" for name in told if len(name or "") < 20]


def looks() -> Iterator[Any]:
    """Scheme, width, page; what takes long is long, the page that most look at aside."""
    for scheme, width in (("light", 1440), ("dark", 390)):
        for place in PLACES:
            every_day = width == 1440 and place.address in SEEN_EVERY_DAY
            marks = () if every_day else pytest.mark.long
            name = f"{place.address}-{scheme}-{width}"
            yield pytest.param(scheme, width, place, marks=marks, id=name)


@pytest.mark.parametrize(("scheme", "width", "place"), list(looks()))
def test_it_is_accessible_quiet_and_fits(
    demo_address: str, browser: Open, scheme: str, width: int, place: Place
):
    context = browser(width=width, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    with watched(page, demo_address):
        assert not list(_faults_of(page, demo_address, place))


def _faults_of(page: Page, address: str, place: Place) -> Iterator[str]:
    first = place is PLACES[0]  # stands at the root, and nowhere else
    page.goto(address if first else f"{address}/{place.address}")
    settled(page)
    if place.address in OFFICER_SEES_MORE:
        as_officer(page)
    yield from faults(page)
    yield from (f"no name: {name!r}" for name in without_a_name(page))
    if overflow(page) > 0:
        yield f"{overflow(page)} pixels too wide"
    if page.get_by_role("alert").count():
        yield page.get_by_role("alert").first.inner_text()


@pytest.mark.long
def test_the_drawer_that_explains_a_figure_is_accessible_too(demo_address: str, browser: Open):
    page = browser(color_scheme="dark").new_page()
    page.goto(f"{demo_address}/choice")
    settled(page)
    page.get_by_role("button", name="How is this computed").first.click()
    page.get_by_role("dialog").locator(".js-plotly-plot").wait_for(timeout=SLOW)
    assert not list(faults(page))
