"""The page of data as Streamlit runs it: what is here, and an upload to a published build."""

import gzip
from pathlib import Path

import pytest
import streamlit as st

from bigtrust.access.pseudonyms import make_key
from bigtrust.access.scope import Role
from bigtrust.builds import current
from bigtrust.settings import read_settings
from bigtrust.views.navigation import places_of
from tests.web.conftest import company_of, source
from tests.web.opening import AppTest, opened, text_of

SCRIPT = "steward/data.py"
TICKETS = (
    b"Ticket No,When received,Topic of it\n"
    b"900,25/10/2026 10:00,delivery\n901,26/10/2026 11:00,price\n,26/10/2026 11:00,price\n"
)


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A company of its own, to be changed by an upload."""
    rows = "".join(f"{number},2026-09-{number:02},delivery\n" for number in range(1, 30))
    (tmp_path / "complaints.csv").write_text(f"complaint_id,received_at,topic\n{rows}")
    return company_of(tmp_path, "as_of = 2026-10-31\n" + source("complaints", "complaints.csv"))


def with_file(page: AppTest, name: str, content: bytes) -> AppTest:
    page.selectbox(key="data_set").set_value("complaints").run()
    return page.file_uploader(key="file").set_value((name, content, "text/csv")).run()


def test_an_upload_with_a_bad_row_ends_in_a_published_build(
    company: Path, monkeypatch: pytest.MonkeyPatch
):
    before = current(read_settings(company))
    page = with_file(opened(company, monkeypatch, SCRIPT, Role.STEWARD), "tickets.csv", TICKETS)
    assert not page.exception
    mapped = {box.label.partition(",")[0]: box.value for box in page.selectbox}
    assert mapped["complaint_id"] == ("column", "Ticket No")
    assert mapped["received_at"] == ("column", "When received")

    page.button(key="check").click().run()
    assert "Of 3 rows, 2 would be loaded and 1 would be kept out." in told(page)
    assert "complaint_id is empty, and every row needs it" in told(page)
    assert current(read_settings(company)).id == before.id

    page.button(key="load").click().run()
    assert not page.exception
    assert "Of 3 rows, 2 were loaded and 1 was kept out." in told(page)
    after = current(read_settings(company))
    assert after.id != before.id
    assert after.manifest["data_sets"]["complaints"]["rows"] == 31
    assert "31" in told(page)
    assert "1 row stays in quarantine" in told(page)
    assert 'received_at = { column = "When received", date_format = "%d/%m/%Y %H:%M" }' in (
        (company / "mappings" / "complaints-tickets.toml").read_text()
    )


def told(page: AppTest) -> str:
    return " ".join(text_of(page).split()).replace(" .", ".")


def test_a_hostile_file_is_refused_and_the_page_goes_on(
    company: Path, monkeypatch: pytest.MonkeyPatch
):
    before = current(read_settings(company))
    bomb = gzip.compress(b"complaint_id\n" + b"0" * (80 << 20))
    page = with_file(opened(company, monkeypatch, SCRIPT, Role.OFFICER), "bomb.csv.gz", bomb)
    assert not page.exception
    assert "unpacks to more than" in told(page)
    assert "Settings, and where each comes from" in [each.label for each in page.expander]
    assert current(read_settings(company)).id == before.id


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.ANALYST])
def test_others_are_told_who_may_upload(
    complaints_alone: Path, monkeypatch: pytest.MonkeyPatch, role: Role
):
    page = opened(complaints_alone, monkeypatch, SCRIPT, role)
    assert "Data stewards and privacy officers may upload." in told(page)
    assert not page.get("file_uploader")
    assert "steward/data.py" not in [place.script for place in places_of(role)]


def test_the_demo_company_is_told_with_all_its_data_sets(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch
):
    shown = told(opened(demo_company, monkeypatch, SCRIPT, Role.STEWARD))
    assert "15 of 15 data sets are here; every row could be read." in shown


def test_an_empty_company_may_upload_its_first_file(
    empty_company: Path, monkeypatch: pytest.MonkeyPatch
):
    make_key(read_settings(empty_company).folder)
    page = opened(empty_company, monkeypatch, SCRIPT, Role.STEWARD)
    assert "No data has been loaded yet." in told(page)
    assert page.get("file_uploader")
