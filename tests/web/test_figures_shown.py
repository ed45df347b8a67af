"""The figures on a page are those of `calculate`, for whatever company and role, and what one role
has seen is not shown to another.
"""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import streamlit as st

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.rules.index import PRINCIPLES
from bigtrust.rules.period import days_to
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.navigation import PLACES, Place
from tests.web.opening import html_of, opened

CARD = re.compile(r'<h3>([^<]*)</h3><div class="bt-score"><span class="bt-value[^"]*">([^<]*)')
COMPANIES = (
    "demo_company",
    pytest.param("customers_and_contacts", marks=pytest.mark.long),
    pytest.param("dirty_company", marks=pytest.mark.long),
)
PROTECTED_MOST = ("explore", "accountability", "broken_promises")
SMALL = "analyst/explore.py"


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


def told(measure: Measure, build: Build, role: Role, day: date) -> str:
    """The number on the measure's card, as `calculate` has it; "" where there is none."""
    period = days_to(day, 30 if measure.kind == "flow" else 1)
    (figure,) = calculate(measure, [period], (), Scope(role, build.id), build) or (None,)
    if figure is None or figure.missing:
        return ""
    if figure.value is None and figure.beyond is not None:
        return f"over{wording.NO_BREAK}{wording.number(figure.beyond, measure.unit)}"
    return "–" if figure.value is None else wording.number(figure.value, measure.unit)


@pytest.mark.parametrize("principle", PRINCIPLES)
@pytest.mark.parametrize("company", COMPANIES)
def test_every_card_shows_what_calculate_says(
    company: str,
    principle: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
):
    home = request.getfixturevalue(company)
    page = opened(home, monkeypatch, f"principles/{principle}.py")
    shown = {unescape(title): unescape(value) for title, value in CARD.findall(html_of(page))}
    build = current(read_settings(home))
    for measure in aimed(build).values():
        if measure.principle != principle:
            continue
        expected = told(measure, build, Role.EXECUTIVE, build.as_of)
        if expected not in ("", "–"):
            assert shown[measure.title] == expected, measure.title
        elif expected == "" and measure.denominator is None:
            assert measure.title not in shown


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(
            place,
            id=place.address,
            marks=[] if place.address in PROTECTED_MOST else [pytest.mark.long],
        )
        for place in PLACES
    ],
)
def test_the_executive_s_page_is_the_same_after_the_officer_s(
    demo_company: Path, place: Place, monkeypatch: pytest.MonkeyPatch
):
    """Threat 2: all viewers share what is kept in memory."""
    query = {"by": "region"} if place.script == SMALL else {}
    alone = html_of(opened(demo_company, monkeypatch, place.script, **query))
    st.cache_resource.clear()
    opened(demo_company, monkeypatch, place.script, Role.OFFICER, **query)
    after = html_of(opened(demo_company, monkeypatch, place.script, **query))
    assert after == alone


@pytest.mark.long
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.address)
def test_every_page_opens_for_every_role(
    demo_company: Path, place: Place, role: Role, monkeypatch: pytest.MonkeyPatch
):
    page = opened(demo_company, monkeypatch, place.script, role)
    refused = place.address == "meeting" and role in (Role.ANALYST, Role.STEWARD)
    assert ('role="alert"' in html_of(page)) is refused
