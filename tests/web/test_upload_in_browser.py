"""An upload in a real browser, to a published build; a hostile one, while others are served."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bigtrust.builds import current
from bigtrust.settings import read_settings
from tests.dashboards import serving
from tests.web.conftest import Open, company_of, source

pytestmark = pytest.mark.browser

SLOW = 120_000  # milliseconds: two cores, and other tests beside
TICKETS = "complaint_id,received_at,topic\n900,2026-10-25,price\n,2026-10-26,price\n"


def as_steward(page: Page, address: str) -> Page:
    page.goto(address)  # the first address that a fresh server is asked for
    page.locator("h1.bt-headline").wait_for(timeout=SLOW)
    page.goto(f"{address}/data?data_set=Complaints")
    page.get_by_text("Upload a file").wait_for(timeout=SLOW)
    switch = page.get_by_label("View as")
    switch.focus()
    switch.press("ArrowDown")
    page.get_by_role("option", name="Data steward").click()
    page.get_by_text("It needs complaint_id").wait_for(timeout=SLOW)
    return page


@pytest.mark.long
def test_bad_rows_are_kept_out_the_build_is_published_and_a_bomb_refused(
    tmp_path: Path, browser: Open
):
    rows = "".join(f"{number},2026-09-{number:02},delivery\n" for number in range(1, 30))
    (tmp_path / "complaints.csv").write_text(f"complaint_id,received_at,topic\n{rows}")
    company_of(tmp_path, "as_of = 2026-10-31\n" + source("complaints", "complaints.csv"))
    (tmp_path / "tickets.csv").write_text(TICKETS)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"id\n" + b"0" * (80 << 20)))
    with serving(tmp_path) as address:
        page = as_steward(browser().new_page(), address)
        page.set_input_files("input[type=file]", tmp_path / "bomb.csv.gz")
        expect(page.get_by_text("unpacks to more than")).to_be_visible(timeout=SLOW)
        other = browser().new_page()
        other.goto(address)
        other.locator("h1.bt-headline").wait_for(timeout=SLOW)

        page = as_steward(browser().new_page(), address)
        page.set_input_files("input[type=file]", tmp_path / "tickets.csv")
        page.get_by_role("button", name="Check").click(timeout=SLOW)
        expect(page.get_by_text("1 would be kept out")).to_be_visible(timeout=SLOW)
        page.get_by_role("button", name="Load, build and publish").click()
        expect(page.get_by_text("1 was kept out")).to_be_visible(timeout=SLOW)
        expect(page.get_by_text("stays in quarantine")).to_be_visible(timeout=SLOW)
    assert current(read_settings(tmp_path)).manifest["data_sets"]["complaints"]["rows"] == 30
