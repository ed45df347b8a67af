"""The Overview as Streamlit runs it: its figures are those of `calculate`, and it always stands."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.headline import headline
from bigtrust.measures.index import index_days
from bigtrust.measures.targets import aimed
from bigtrust.promises.promises import PROMISES
from bigtrust.rules.index import PRINCIPLES
from bigtrust.rules.period import days_to
from bigtrust.settings import read_settings
from bigtrust.views import index_course, wording
from bigtrust.views import overview as page_of_views
from bigtrust.views.overview import overview
from bigtrust.web import kept, viewer

APP = Path(__file__).parents[2] / "app.py"
CANARY = "postgresql://owner:canary@db.internal/trust"


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


def opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BIGTRUST_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    return page


def html_of(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def text_of(page: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html_of(page))).replace(wording.NO_BREAK, " ")


def test_every_figure_on_it_is_that_of_calculate(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(demo_company, monkeypatch)
    build = current(read_settings(demo_company))
    scope = Scope(Role.EXECUTIVE, build.id)
    counts = re.findall(r'class="bt-count[^>]*>([^<]*)<', html_of(page))
    month = [days_to(build.as_of, 30)]
    shown = [str(each.key).partition("kind_")[2] for each in page.button]
    promised = [aimed(build)[name] for name in shown if name]
    assert {measure.name for measure in promised} == PROMISES.keys() & aimed(build).keys()
    found = [calculate(measure, month, (), scope, build)[0].numerator for measure in promised]
    assert counts == [wording.number(count) for count in found]
    (day,) = index_days([build.as_of], scope, build)
    assert day.index
    assert f"Trust index {day.index.value:.0f} (" in text_of(page)
    values = re.findall(r'class="bt-value[^>]*>([^<]*)<', html_of(page))
    assert values == [f"{day.index.principles[name]:.0f}" for name in PRINCIPLES]


def test_it_says_how_fresh_it_is(demo_company: Path, monkeypatch: pytest.MonkeyPatch):
    shown = text_of(opened(demo_company, monkeypatch))
    assert "Data to 31 October 2026 · loaded" in shown
    assert "no rows quarantined" in shown
    assert "1,000 customers" in shown


@pytest.mark.parametrize("name", ["contact_after_withdrawal", "out_of_hours_contacts"])
def test_each_figure_explains_how_it_is_computed(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    page = opened(demo_company, monkeypatch)
    page.button(key=f"kind_{name}").click().run()
    assert not page.exception
    measure = aimed(current(read_settings(demo_company)))[name]
    shown = text_of(page)
    for part in (measure.definition, measure.numerator_text, measure.caveat, "Sources", "As of"):
        assert part in shown
    assert "SELECT" in page.code[0].value
    assert measure.title in page.get("plotly_chart")[-1].proto.alt


def test_a_company_with_complaints_alone_gets_a_useful_page(
    complaints_alone: Path, monkeypatch: pytest.MonkeyPatch
):
    shown = text_of(opened(complaints_alone, monkeypatch))
    assert (
        "4 complaints arrived in the 30 days to 31 October 2026. Nothing is getting worse." in shown
    )
    assert "The number alone: for a rate, customers are missing" in shown
    assert "No data: contacts are missing. They would add" in shown
    assert "the column closed_at of complaints is missing" in shown


def test_an_empty_store_says_what_to_run(empty_company: Path, monkeypatch: pytest.MonkeyPatch):
    page = opened(empty_company, monkeypatch)
    assert "bigtrust demo" in text_of(page)
    assert not page.button


def test_a_figure_that_fails_leaves_the_others_and_tells_nothing_but_a_reference(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def failing(measure, scope, build):
        if measure.name == "opt_out_rate":
            raise RuntimeError(CANARY)
        return headline(measure, scope, build)

    def of_failures(scope, build):
        return overview(scope, build, ask=failing)

    monkeypatch.setattr(page_of_views, "overview", of_failures)
    page = opened(demo_company, monkeypatch)
    assert re.search(r"The card of opt_out_rate failed, reference \w{8}", caplog.text)
    assert CANARY not in html_of(page)
    assert "Needs attention" in text_of(page)


def test_what_one_role_saw_is_not_shown_to_another(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch
):
    asked: list[Role] = []

    def recording(scope, build):
        asked.append(scope.role)
        shown = overview(scope, build)
        return replace(shown, freshness=f"for the {scope.role}")

    monkeypatch.setattr(page_of_views, "overview", recording)
    for role in (Role.OFFICER, Role.EXECUTIVE, Role.OFFICER):
        monkeypatch.setattr(kept, "role", lambda role=role: role)
        assert f"for the {role}" in html_of(opened(demo_company, monkeypatch))
    assert asked == [Role.OFFICER, Role.EXECUTIVE]


def test_a_new_build_is_shown_at_once(complaints_alone: Path, monkeypatch: pytest.MonkeyPatch):
    built = current(read_settings(complaints_alone))
    asked: list[str] = []

    def recording(scope, build):
        asked.append(scope.build_id)
        return overview(scope, build)

    monkeypatch.setattr(page_of_views, "overview", recording)
    opened(complaints_alone, monkeypatch)
    later = replace(built, id="later")
    monkeypatch.setattr(viewer, "current", lambda settings: later)  # noqa: ARG005
    opened(complaints_alone, monkeypatch)
    assert asked == [built.id, "later"]


def test_an_index_that_fails_leaves_the_page_standing(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object):
        raise RuntimeError(CANARY)

    monkeypatch.setattr(index_course, "index_series", fail)
    told = text_of(opened(demo_company, monkeypatch))
    reference = re.search(r"index could not be formed; the log says why, under (\w+)", told)
    assert reference
    assert reference[1] in caplog.text
    assert CANARY not in told
    assert "Broken promises" in told or "broken promise" in told
