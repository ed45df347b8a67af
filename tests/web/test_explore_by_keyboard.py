"""Explore by keyboard alone, and views of it that are saved; two sessions that know nothing of each
other.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.dashboards import serving
from tests.web.conftest import Open
from tests.web.watching import SLOW, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

MOST_STOPS = 40  # of the tab key, from one control to another


@pytest.fixture(scope="module")
def address(demo_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demo company: what is saved here is seen by no other test."""
    home = tmp_path_factory.mktemp("saving") / "company"
    shutil.copytree(demo_company, home)
    with serving(home) as found:
        yield found


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Presses the key until what is wanted has the focus, as somebody without a mouse does."""
    for _ in range(MOST_STOPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} never reached {wanted}")


def lead(page: Page) -> Locator:
    return page.locator("h1.bt-headline")


def test_the_keyboard_asks_goes_deeper_goes_back_saves_and_opens_again(address: str, browser: Open):
    page = browser().new_page()
    page.goto(f"{address}/explore")
    settled(page)

    tab_to(page, page.get_by_role("combobox", name="Indicator"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Opt-out rate")
    expect(page.get_by_role("option", name="Opt-out rate").first).to_be_visible(timeout=SLOW)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(lead(page)).to_contain_text("Opt-out rate", timeout=SLOW)
    settled(page)

    tab_to(page, page.get_by_role("combobox", name="Go into a segment"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible(timeout=SLOW)
    page.keyboard.press("Enter")
    expect(lead(page)).to_contain_text("Opt-out rate for ", timeout=SLOW)
    settled(page)
    deeper = lead(page).inner_text()

    page.get_by_role("button", name="Saved views").focus()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Save what is shown as"))
    page.keyboard.type("By mail")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Save", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Open a view")).to_be_attached(timeout=SLOW)
    page.keyboard.press("Escape")

    home = page.locator(".st-key-explore_way").get_by_role("link", name="All")
    home.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("only="), timeout=SLOW)
    expect(lead(page)).not_to_contain_text("rate for ", timeout=SLOW)

    another = browser().new_page()
    another.goto(f"{address}/explore")
    settled(another)
    another.get_by_role("button", name="Saved views").click()
    another.get_by_role("combobox", name="Open a view").click()
    another.get_by_role("option", name="By mail").click()
    expect(lead(another)).to_have_text(deeper, timeout=SLOW)
    expect(another).to_have_url(re.compile("only="), timeout=SLOW)


def test_a_saved_view_is_removed_for_everybody(address: str, browser: Open):
    page = browser().new_page()
    page.goto(f"{address}/explore")
    settled(page)
    page.get_by_role("button", name="Saved views").click()
    page.get_by_label("Save what is shown as").fill("Of no more use")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("combobox", name="Remove a view").click(timeout=SLOW)
    page.get_by_role("option", name="Of no more use").click()
    page.get_by_role("button", name="Remove Of no more use").click(timeout=SLOW)
    expect(page.get_by_role("button", name="Remove Of no more use")).to_have_count(0, timeout=SLOW)

    another = browser().new_page()
    another.goto(f"{address}/explore")
    settled(another)
    another.get_by_role("button", name="Saved views").click()
    expect(another.get_by_label("Save what is shown as")).to_be_visible(timeout=SLOW)
    if another.get_by_role("combobox", name="Open a view").count():
        another.get_by_role("combobox", name="Open a view").click()
        expect(another.get_by_role("option").first).to_be_visible(timeout=SLOW)
    expect(another.get_by_role("option", name="Of no more use")).to_have_count(0)


def test_two_sessions_know_nothing_of_each_other(address: str, browser: Open):
    one, other = browser().new_page(), browser().new_page()
    for page in (one, other):
        page.goto(f"{address}/indicator?indicator=Opt-out+rate")
        settled(page)
    before = lead(other).inner_text()
    one.get_by_role("combobox", name="View as").click()
    one.get_by_role("option", name="Privacy officer").click()
    expect(one.get_by_role("link", name="Data", exact=True)).to_be_visible(timeout=SLOW)
    one.goto(f"{address}/indicator?indicator=Consent+rate&every=month")
    expect(one.get_by_role("combobox", name="Indicator")).to_have_value(
        "Consent rate", timeout=SLOW
    )
    expect(lead(one)).not_to_have_text(before, timeout=SLOW)

    other.reload()
    settled(other)
    expect(other.get_by_role("combobox", name="View as")).to_have_value("Executive")
    expect(lead(other)).to_have_text(before)
    expect(other.get_by_role("link", name="Data", exact=True)).to_have_count(0)
    assert "every=" not in other.url
