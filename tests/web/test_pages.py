"""Every page opens for every company: with all data, with little, with none."""

import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bigtrust.access.scope import Role
from bigtrust.views.navigation import PLACES, Place, places_of
from tests.web.conftest import company_of, source

APP = Path(__file__).parents[2] / "app.py"
COMPANIES = ("demo_company", "customers_and_contacts", "complaints_alone", "empty_company")
every_page = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.address)


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


def opened(home: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BIGTRUST_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60)
    page.switch_page(f"pages/{place.script}")
    return page.run()


def html_of(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


@every_page
@pytest.mark.parametrize("company", COMPANIES)
def test_it_opens_without_an_error(
    place: Place, company: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    page = opened(request.getfixturevalue(company), place, monkeypatch)
    assert not page.exception
    assert "bt-headline" in html_of(page)
    assert 'role="alert"' not in html_of(page)


def test_requests_that_are_closed_by_events_alone_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """No source gives `closed_at`; that they were answered says it as well."""
    days = [f"2026-09-{day:02}" for day in range(1, 21)]
    asked = "".join(f"{number},{day},access,gdpr\n" for number, day in enumerate(days))
    answered = "".join(f"{number},2026-10-05,answered\n" for number in range(12))
    (tmp_path / "requests.csv").write_text(f"request_id,received_at,right,regime\n{asked}")
    (tmp_path / "request_events.csv").write_text(f"request_id,occurred_at,kind\n{answered}")
    sources = [source(name, f"{name}.csv") for name in ("requests", "request_events")]
    company_of(tmp_path, "as_of = 2026-10-31\n" + "".join(sources))
    page = opened(tmp_path, place_of("accountability"), monkeypatch)
    assert not page.exception
    assert "overdue" in html_of(page)
    assert len(page.get("plotly_chart")) > 3


def place_of(address: str) -> Place:
    return next(place for place in PLACES if place.address == address)


@pytest.mark.parametrize("role", list(Role))
def test_the_switch_changes_whose_eyes_see(
    complaints_alone: Path, role: Role, monkeypatch: pytest.MonkeyPatch
):
    page = opened(complaints_alone, PLACES[0], monkeypatch)
    page.selectbox(key="view_as").set_value(role).run()
    assert not page.exception
    assert page.selectbox(key="view_as").value is role


def test_each_role_finds_the_overview_and_the_principles():
    for role in Role:
        addresses = [place.address for place in places_of(role)]
        assert addresses[:7] == [
            *("overview", "choice", "discretion", "restraint"),
            *("transparency", "accountability", "coherence"),
        ]


def test_every_page_has_an_address_and_a_script_of_its_own():
    folder = APP.parent / "pages"
    assert sorted(place.script for place in PLACES) == sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*.py")
    )
    assert len({place.address for place in PLACES}) == len(PLACES)
    assert all(re.fullmatch("[a-z_]+", place.address) for place in PLACES)


@every_page
def test_a_link_names_where_it_goes(
    place: Place, demo_company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(demo_company, place, monkeypatch)
    labels = [link.proto.label for link in page.get("page_link")]
    empty = re.compile(r"detail|more|here|see|go|open|link", re.IGNORECASE)
    assert not [label for label in labels if empty.fullmatch(re.sub(r"\W|small", "", label))]
