"""The meeting as Streamlit runs it: written, closed, restated, presented; for each role its own."""

import json
import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bigtrust import books as room
from bigtrust.access.scope import Role, Scope
from bigtrust.books import open_books
from bigtrust.builds import build, current
from bigtrust.loading import load
from bigtrust.settings import read_settings
from bigtrust.views import wording
from bigtrust.views.standing import standing

APP = Path(__file__).parents[2] / "app.py"
PAGE = "pages/cio/meeting.py"


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


@pytest.fixture
def company(complaints_alone: Path, tmp_path: Path) -> Path:
    """A company of complaints alone that this test may write in."""
    home = tmp_path / "company"
    shutil.copytree(complaints_alone, home)
    return home


def opened(
    home: Path, monkeypatch: pytest.MonkeyPatch, role: Role = Role.CIO, **query: str
) -> AppTest:
    monkeypatch.setenv("BIGTRUST_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60).run()
    page.selectbox(key="view_as").set_value(role).run()
    for name, value in query.items():
        page.query_params[name] = value
    page.switch_page(PAGE).run()
    assert not page.exception
    return page


def text_of(page: AppTest) -> str:
    body = "\n".join(element.proto.body for element in page.get("html"))
    return unescape(re.sub(r"<[^>]+>", " ", body)).replace(wording.NO_BREAK, " ")


def press(page: AppTest, *together: str) -> AppTest:
    """AppTest runs the whole page: what is pressed in a dialog needs what opened it beside it."""
    for key in together:
        page.button(key=key).click()
    page.run()
    assert not page.exception
    return page


def write(page: AppTest, opener: str, writer: str) -> None:
    """Press both; the page that is run anew afterwards is whole only in the next run."""
    press(page, opener, writer)
    page.run()
    assert not page.exception


def keys(page: AppTest) -> set[str]:
    return {button.key for button in page.button if button.key}


def open_a_meeting(page: AppTest, title: str = "Trust review") -> None:
    press(page, "act_open")
    page.text_input(key="new_title").set_value(title)
    write(page, "act_open", "new_open")


def decide(page: AppTest, indicator: str | None = "complaints_per_1000") -> None:
    press(page, "act_decide")
    page.text_input(key="decision_what").set_value("Ring back <b>each</b>")
    page.text_input(key="decision_owner").set_value("M. Lindqvist")
    page.selectbox(key="decision_indicator").set_value(indicator)
    write(page, "act_decide", "decision_write")


def restate(home: Path) -> None:
    """Another complaint arrives, of days that a meeting has seen."""
    (home / "late.csv").write_text("complaint_id,received_at,topic\n901,2026-10-12,delivery\n")
    settings = read_settings(home)
    late = settings.sources[0].model_copy(update={"path": "late.csv"})
    load(settings, [late])
    build(settings)


def test_a_decision_is_written_the_meeting_closed_figures_restated_and_the_difference_shows(
    company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(company, monkeypatch)
    assert "No decision has been written down yet" in text_of(page)
    open_a_meeting(page)
    decide(page)
    shown = text_of(page)
    assert "Ring back <b>each</b>" in shown
    assert "M. Lindqvist" in shown
    assert "Too early : none of three points since then" in shown
    press(page, "act_close")
    write(page, "act_close", "close_it")
    shown = text_of(page)
    assert "Closed 2" in shown
    assert "computed differently" not in shown
    assert "act_decide" not in keys(page)

    restate(company)
    st.cache_resource.clear()
    shown = text_of(opened(company, monkeypatch))
    assert "computed differently now" in shown
    assert re.search(r"Complaints per 1,000.*4 complaints.*5 complaints", shown, re.S)
    assert "The data of those days changed" in shown


def test_the_status_of_a_decision_is_changed(company: Path, monkeypatch: pytest.MonkeyPatch):
    page = opened(company, monkeypatch)
    open_a_meeting(page)
    assert "act_status" not in keys(page)
    decide(page, None)
    assert "Not begun" in text_of(page)
    press(page, "act_status")
    page.selectbox(key="status_1").set_value("done")
    write(page, "act_status", "status_write")
    assert "Done" in text_of(page)


def test_an_annotation_stands_on_the_chart_in_the_drawer_for_every_role(
    company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(company, monkeypatch)
    press(page, "act_annotate")
    page.selectbox(key="note_indicator").set_value("complaints_per_1000")
    page.text_input(key="note_text").set_value("New <i>hotline</i>")
    page.date_input(key="note_day").set_value(date(2026, 9, 1))
    write(page, "act_annotate", "note_write")
    for role in (Role.EXECUTIVE, Role.ANALYST):
        other = AppTest.from_file(APP, default_timeout=60).run()
        other.selectbox(key="view_as").set_value(role).run()
        press(other, "how_complaints_per_1000")
        chart = other.get("plotly_chart")[0].proto
        assert "1 Sept 2026: New <i>hotline</i>." in chart.alt.replace(wording.NO_BREAK, " ")
        notes = json.loads(chart.spec)["layout"]["annotations"]
        assert [note["text"] for note in notes] == ["New &lt;i&gt;hotline&lt;/i&gt;"]


def test_what_the_books_refuse_is_said_and_nothing_is_lost(
    company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(company, monkeypatch)
    open_a_meeting(page)
    press(page, "act_decide")
    page.text_input(key="decision_what").set_value("Ring back")
    press(page, "act_decide", "decision_write")
    assert "The owner is empty." in text_of(page)
    assert page.text_input(key="decision_what").value == "Ring back"


def test_an_executive_reads_and_finds_no_form(company: Path, monkeypatch: pytest.MonkeyPatch):
    books = open_books(read_settings(company))
    room.open_meeting(books, Role.CIO, "Trust review", read_settings(company).as_of)
    page = opened(company, monkeypatch, Role.EXECUTIVE)
    assert not {key for key in keys(page) if key.startswith("act_")}
    assert "bt-headline" in "".join(element.proto.body for element in page.get("html"))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.STEWARD])
def test_others_who_follow_a_link_are_told_that_it_is_not_theirs(
    company: Path, monkeypatch: pytest.MonkeyPatch, role: Role
):
    page = opened(company, monkeypatch, role)
    assert "Meetings are not for the role" in text_of(page)
    assert not keys(page)


def test_a_closed_meeting_can_be_taken_along_and_an_open_one_cannot(
    company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(company, monkeypatch)
    open_a_meeting(page)
    assert not page.get("download_button")
    press(page, "act_close")
    write(page, "act_close", "close_it")
    assert len(page.get("download_button")) == 2


def test_a_presentation_is_an_indicator_a_screen(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch
):
    page = opened(demo_company, monkeypatch, view="present")
    assert "Since" in text_of(page)
    assert not page.get("plotly_chart")
    press(page, "present_on")
    assert page.query_params["screen"] == "1"
    first = page.get("plotly_chart")[0].proto.alt
    assert re.search(r"target .* n [\d,.]+", text_of(page))
    press(page, "present_on")
    assert page.get("plotly_chart")[0].proto.alt != first
    press(page, "present_back")
    assert page.get("plotly_chart")[0].proto.alt == first
    press(page, "present_end")
    assert "view" not in page.query_params
    assert not page.get("plotly_chart")


@pytest.mark.parametrize("screen", ["-1", "999", "x", "²"])
def test_a_screen_that_there_is_not_is_one_that_there_is(
    company: Path, monkeypatch: pytest.MonkeyPatch, screen: str
):
    opened(company, monkeypatch, view="present", screen=screen)


def test_without_a_build_it_says_what_to_run(empty_company: Path, monkeypatch: pytest.MonkeyPatch):
    assert "bigtrust demo" in text_of(opened(empty_company, monkeypatch))


def test_books_that_cannot_be_opened_leave_the_other_pages_alone(
    company: Path, monkeypatch: pytest.MonkeyPatch
):
    (company / "trust" / "books.sqlite").write_bytes(b"no database at all" * 100)
    assert "cannot be used" in text_of(opened(company, monkeypatch))
    page = AppTest.from_file(APP, default_timeout=60).run()
    press(page, "how_complaints_per_1000")
    assert page.get("plotly_chart")


def test_the_figures_are_those_of_calculate(demo_company: Path, monkeypatch: pytest.MonkeyPatch):
    shown = text_of(opened(demo_company, monkeypatch))
    now = current(read_settings(demo_company))
    figures = standing(Scope(Role.CIO, now.id), now).figures
    assert len(figures) > 20
    for recalled in figures.values():
        measure, figure = recalled.measure, recalled.headline.now
        value = "–" if figure.value is None else wording.quantity(figure.value, measure.unit)
        said = value.replace(wording.NO_BREAK, " ")
        assert re.search(rf"{re.escape(measure.title)}[^%]*?{re.escape(said)}", shown), measure.name
