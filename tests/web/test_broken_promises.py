"""The page of broken promises as Streamlit runs it, for each role and each kind of company."""

from pathlib import Path

import pytest
import streamlit as st

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import current
from bigtrust.measures.breaches import breaches_of, judged_promises
from bigtrust.measures.calculate import calculate
from bigtrust.rules.period import days_to
from bigtrust.settings import read_settings
from bigtrust.views import wording
from tests.web.opening import html_of, opened, text_of

SCRIPT = "analyst/broken_promises.py"
RESTRAINT = "principles/restraint.py"


@pytest.fixture(autouse=True)
def nothing_kept():
    st.cache_resource.clear()


def test_its_figures_are_those_of_calculate(demo_company: Path, monkeypatch: pytest.MonkeyPatch):
    shown = " ".join(text_of(opened(demo_company, monkeypatch, SCRIPT)).split())
    build = current(read_settings(demo_company))
    scope, month = Scope(Role.EXECUTIVE, build.id), days_to(build.as_of, 30)
    (broken,) = calculate(breaches_of(""), [month], (), scope, build)
    assert f"{wording.number(broken.value or 0)} promises were broken" in shown
    for promise in judged_promises(build):
        (each,) = calculate(breaches_of(promise), [month], (), scope, build)
        assert f" {breaches_of(promise).title} {wording.number(each.value or 0)} " in shown


def test_only_the_officer_is_shown_single_cases(
    demo_company: Path, monkeypatch: pytest.MonkeyPatch
):
    for role in (Role.STEWARD, Role.OFFICER):
        shown = html_of(opened(demo_company, monkeypatch, SCRIPT, role))
        assert ("why it breaks the promise" in shown) is (role is Role.OFFICER)


def test_what_is_chosen_changes_what_is_shown(demo_company: Path, monkeypatch: pytest.MonkeyPatch):
    page = opened(demo_company, monkeypatch, SCRIPT)
    page.selectbox(key="promise").set_value("excess_contacts").run()
    page.selectbox(key="by").set_value("channel").run()
    assert not page.exception
    shown = text_of(page)
    assert "(excess contacts)" in shown
    assert "Broken promises by channel" in shown


def test_a_company_with_complaints_alone_is_told_what_is_missing(
    complaints_alone: Path, monkeypatch: pytest.MonkeyPatch
):
    shown = text_of(opened(complaints_alone, monkeypatch, SCRIPT))
    assert "No promise can be judged yet" in shown
    assert "No data: contacts are missing." in shown
    assert "broke a promise" not in shown
    assert "No promise was broken" not in shown


def test_an_empty_company_is_told_what_to_run(empty_company: Path, monkeypatch: pytest.MonkeyPatch):
    shown = text_of(opened(empty_company, monkeypatch, SCRIPT))
    assert "bigtrust demo" in shown
    assert str(empty_company) not in shown


@pytest.mark.parametrize(
    ("script", "role", "query", "told"),
    [
        (SCRIPT, Role.EXECUTIVE, {"period": "yesterday"}, "“Period” has no “yesterday”"),
        (SCRIPT, Role.EXECUTIVE, {"promise": "World peace"}, "“Promise” has no “World peace”"),
        (SCRIPT, Role.EXECUTIVE, {"by": "zodiac"}, "“Broken by” has no “zodiac”"),
        ("analyst/indicator.py", Role.ANALYST, {"indicator": "Luck"},
         "The list of indicators has no “Luck”"),
        ("analyst/indicator.py", Role.ANALYST, {"every": "hour"}, "“By” has no “hour”"),
        ("analyst/indicator.py", Role.ANALYST, {"split": "zodiac"}, "“Split by” has no “zodiac”"),
        ("cio/meeting.py", Role.CIO, {"meeting": "Yalta"}, "The list of meetings has no “Yalta”"),
        (RESTRAINT, Role.CIO, {"cap": "99"}, "“Cap, contacts in 30 days” has no “99”"),
        (RESTRAINT, Role.CIO, {"channel": "fax"}, "“Channel of the cap” has no “fax”"),
    ],
)  # fmt: skip
def test_what_the_url_asks_for_in_vain_is_said(
    demo_company: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    role: Role,
    query: dict[str, str],
    told: str,
):
    shown = text_of(opened(demo_company, monkeypatch, script, role, **query))
    assert f"{told}; it was left out." in shown
    assert shown.count("it was left out.") == 1
