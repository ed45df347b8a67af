"""Whatever fails behind a page, the rest of the page stands, and nothing of the cause is shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bigtrust import books as room
from bigtrust.access.scope import Role, Scope
from bigtrust.books import NewDecision, open_books
from bigtrust.builds import current
from bigtrust.settings import read_settings
from bigtrust.views.navigation import PLACES, Place
from bigtrust.views.standing import standing
from bigtrust.web import kept
from tests.web.opening import CHECKOUT, html_of

SUMMARIES = (
    *("overview", "principle", "indicator", "explore", "offered", "broken_promises"),
    *("standing", "data_sets", "method"),
)
EVERY_DAY = ("overview", "choice", "indicator")  # as many kinds; the others are long
CANARY = "postgresql://owner:canary@db.internal/trust"


@pytest.fixture
def company(demo_company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo company with a closed meeting and an open one, a decision at each."""
    st.cache_resource.clear()
    monkeypatch.setenv("BIGTRUST_STORE__BOOKS", f"sqlite:///{tmp_path / 'books.sqlite'}")
    settings = read_settings(demo_company)
    books, build, cio = open_books(settings), current(settings), Role.CIO
    scope = Scope(cio, build.id)
    shown = [(each.measure, each.headline) for each in standing(scope, build).figures.values()]
    for day in (30, 31):
        meeting = room.open_meeting(books, cio, "Review", build.as_of.replace(day=day))
        new = NewDecision("Ask", "A. Rossi", build.as_of, "opt_out_rate", "channel", "email")
        room.add_decision(books, cio, meeting, new)
        if day == 30:
            room.close_meeting(books, scope, build, meeting, shown)
    return demo_company


def page_of(
    company: Path, place: Place, monkeypatch: pytest.MonkeyPatch, hear: Callable[[str], None]
) -> AppTest:
    """As the privacy officer, who sees most; `hear` is told the name of each view before it is
    asked for the page.
    """
    said = kept._said

    def asked(build_id: str, viewer: Role, question: tuple[Any, ...], *rest: Any) -> Any:
        hear(question[0])
        return said(build_id, viewer, question, *rest)

    monkeypatch.setenv("BIGTRUST_HOME", str(company))
    page = AppTest.from_file(CHECKOUT / "app.py", default_timeout=120)
    page.session_state["view_as"] = Role.OFFICER
    page.run()  # the first page, which is another one
    page.switch_page(f"pages/{place.script}")
    with monkeypatch.context() as patched:
        patched.setattr(kept, "_said", asked)
        page.run()
    assert not page.exception
    return page


def parts_of(page: AppTest) -> int:
    """How much stands on a page: charts, tables, pictures, things to press."""
    drawn = html_of(page)
    pictures = drawn.count("<table") + drawn.count("<img") + drawn.count("<h2")
    return pictures + len(page.get("plotly_chart")) + len(page.button) + len(page.selectbox)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, marks=() if place.address in EVERY_DAY else pytest.mark.long)
        for place in PLACES
    ],
    ids=lambda place: place.address,
)
def test_a_view_that_fails_takes_nothing_else_with_it(
    company: Path,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    views: dict[str, None] = {}
    whole = page_of(company, place, monkeypatch, views.setdefault)
    assert 'role="alert"' not in html_of(whole)
    assert views
    for failing in views:

        def fail(name: str, failing: str = failing) -> None:
            if name == failing:
                raise RuntimeError(CANARY)

        page = page_of(company, place, monkeypatch, fail)
        shown = html_of(page)
        assert 'role="alert"' in shown, failing
        assert "bt-headline" in shown, failing
        assert CANARY not in shown, failing
        assert CANARY in caplog.text
        # What only the summary knows goes with it; of other parts each loses itself alone.
        least = 1 if failing.rpartition(".")[2] in SUMMARIES else parts_of(whole) / 4
        assert parts_of(page) >= least, failing
        caplog.clear()
