"""The meeting in a real browser: written, closed, restated, taken along, presented by keys."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from bigtrust.builds import build
from bigtrust.loading import load
from bigtrust.settings import read_settings
from tests.dashboards import serving
from tests.web.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.long]

SLOW = 60_000  # milliseconds


@pytest.fixture
def company(complaints_alone: Path, tmp_path: Path) -> Path:
    home = tmp_path / "company"
    shutil.copytree(complaints_alone, home)
    return home


@pytest.fixture
def address(company: Path) -> Iterator[str]:
    with serving(company) as found:
        yield found


def as_cio(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("h1.bt-headline").wait_for(timeout=SLOW)
    page.get_by_role("combobox", name="View as").click()
    page.get_by_role("option", name="CIO").click()
    page.get_by_role("link", name="Meeting").first.click()
    expect(page.get_by_role("button", name="Open a meeting")).to_be_visible(timeout=SLOW)
    return page


def test_a_decision_is_written_the_meeting_closed_figures_restated_and_the_difference_seen(
    company: Path, address: str, browser: Open, tmp_path: Path
):
    page = as_cio(browser().new_page(), address)
    page.get_by_role("button", name="Open a meeting").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("button", name="Add a decision").click(timeout=SLOW)
    dialog.get_by_label("What").fill("Ring everybody back")
    dialog.get_by_label("Owner").fill("M. Lindqvist")
    dialog.get_by_role("button", name="Write it down").click()
    expect(page.locator(".bt-decision")).to_contain_text("Ring everybody back", timeout=SLOW)
    page.get_by_role("button", name="Close the meeting").click()
    dialog.get_by_role("button", name=re.compile("^Close Trust review")).click()
    expect(page.get_by_text(re.compile("^Closed 2"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Add a decision")).to_have_count(0)

    with page.expect_download(timeout=SLOW) as downloading:
        page.get_by_role("button", name="PDF").click()
    downloading.value.save_as(tmp_path / "meeting.pdf")
    text = " ".join(each.extract_text() for each in PdfReader(tmp_path / "meeting.pdf").pages)
    assert "Ring everybody back" in " ".join(text.split())

    (company / "late.csv").write_text("complaint_id,received_at,topic\n901,2026-10-12,delivery\n")
    settings = read_settings(company)
    load(settings, [settings.sources[0].model_copy(update={"path": "late.csv"})])
    build(settings)
    page.reload()
    expect(page.get_by_text("computed differently now")).to_be_visible(timeout=SLOW)
    expect(page.locator("td", has_text="5 complaints")).to_be_visible()


def test_the_arrow_keys_lead_through_a_presentation(address: str, browser: Open):
    page = as_cio(browser().new_page(), address)
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_text("0 of 1")).to_be_visible(timeout=SLOW)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("1 of 1")).to_be_visible(timeout=SLOW)
    expect(page.locator(".js-plotly-plot")).to_be_visible(timeout=SLOW)
    assert "view=present" in page.url
    assert "screen=1" in page.url
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("0 of 1")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open a meeting")).to_be_visible(timeout=SLOW)
    assert "view=" not in page.url
