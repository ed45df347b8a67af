"""A meeting's page: which one, what it says, and what can be done there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bigtrust.books import WRITERS, Meeting, decisions, meetings
from bigtrust.builds import Build
from bigtrust.figures import markup
from bigtrust.figures import minutes as html
from bigtrust.views.changes import Change, rows_key
from bigtrust.views.decisions import Decided
from bigtrust.views.meeting import (
    DECISIONS_KEY,
    KEY,
    MeetingPage,
    comparable,
    labelled,
    meeting_page,
    minutes,
)
from bigtrust.views.restating import table_of
from bigtrust.web import writing
from bigtrust.web.books import books, noted, notes_of
from bigtrust.web.choosing import choose, show_left_out, unknown
from bigtrust.web.head import formed
from bigtrust.web.kept import ask
from bigtrust.web.presenting import present, presenting
from bigtrust.web.showing import show_explanation, show_ways
from bigtrust.web.taking import take_along
from bigtrust.web.viewer import role

NOBODY = "No meeting yet"
BEFORE = "30 days before"
MEETING = "meeting"  # in the URL


@dataclass(frozen=True)
class Chosen:
    """The meeting that was chosen, and the one to compare with; None: 30 days before."""

    meeting: Meeting | None
    compared: Meeting | None
    aside: DeltaGenerator  # beside the choice: room for what can be done with the meeting


def choose_meeting() -> Chosen:
    """NotPermittedError for who may read no meetings."""
    known = meetings(books(), role())
    left_out = unknown(MEETING, "The list of meetings", map(labelled, known))
    with st.container(key="choice_out_of_sight" if presenting() else "choice"):
        first, second, third = st.columns([5, 3, 5], vertical_alignment="bottom")
    with first:
        meeting = _one_of(MEETING, "Meeting", known, NOBODY)
    with second:
        earlier = comparable(meeting, known)
        compared = _one_of("compared", "Compared with", earlier, BEFORE, always=True)
    show_left_out([left_out])
    return Chosen(meeting, compared, third)


def told(chosen: Chosen, build: Build) -> MeetingPage | None:
    """None where it cannot be formed, which is said."""
    return formed("meeting", lambda: _told(chosen, build))


def _told(chosen: Chosen, build: Build) -> MeetingPage:
    ids = (each.id if each else 0 for each in (chosen.meeting, chosen.compared))
    said = minutes(books(), role(), *ids)
    page = meeting_page(said, build, lambda view, *rest: ask(view, build, *rest))
    cards = [*(each.card for each in page.changes), *(each.card for each in page.rows)]
    notes = notes_of(card.measure.name for card in cards)
    return replace(
        page,
        changes=tuple(replace(each, card=noted(each.card, notes)) for each in page.changes),
        rows=tuple(replace(each, card=noted(each.card, notes)) for each in page.rows),
    )


def show_meeting(page: MeetingPage, build: Build) -> None:
    """The headline; what changed beside what was decided; what was restated."""
    st.html(markup.meta(page.made_of, "Closed" if page.closed else ""))
    st.html(markup.headline(page.lead))
    if page.failed:
        titles = ", ".join(page.failed)
        st.html(markup.refusal(f"These could not be formed: {titles}.", "The log says why."))
    left, right = st.columns([6, 7], gap="large")
    with left:
        _show_changes(page, build)
    with right:
        _show_decisions(page)
    if page.restated:
        st.html(html.section(page.restated_title, "The same days, then and by the current build"))
        st.html(markup.table(table_of(page.restated)))


def show_ways_out(chosen: Chosen, page: MeetingPage, build: Build) -> None:
    """Onto the wall or, once it is closed, along."""
    with chosen.aside, st.container(horizontal=True, horizontal_alignment="right"):
        st.button("Present", icon=":material/slideshow:", on_click=present, key="present")
        if page.closed:
            take_along(page, build)


def show_actions(chosen: Chosen, build: Build) -> None:
    """What may be written; nothing for who only reads. A status has what is decided."""
    if role() not in WRITERS:
        return
    meeting, decided = chosen.meeting, decisions(books(), role())
    with st.container(horizontal=True, gap="small"):
        if meeting is not None and not meeting.closed:
            if st.button("Add a decision", key="act_decide", type="primary"):
                writing.add_decision(meeting.id, build)
            if st.button("Close the meeting", key="act_close"):
                writing.close_meeting(meeting.id, labelled(meeting), build)
        if decided and st.button("Change a status", key="act_status"):
            writing.change_status()
        if st.button("Annotate an indicator", key="act_annotate"):
            writing.annotate(build)
        if st.button("Open a meeting", key="act_open", type="secondary" if meeting else "primary"):
            writing.open_meeting(build)


def _one_of(
    name: str, label: str, found: Sequence[Meeting], nothing: str, always: bool = False
) -> Meeting | None:
    """One of the meetings; the first one unless the URL names another."""
    by_id = {meeting.id: meeting for meeting in found}
    if name == MEETING and writing.JUST_OPENED in st.session_state:
        st.session_state[name] = st.session_state.pop(writing.JUST_OPENED)
    options = [*by_id, *([0] if always or not by_id else [])]
    chosen = choose(name, label, options, lambda each: labelled(by_id[each]) if each else nothing)
    return by_id.get(chosen)


def _show_changes(page: MeetingPage, build: Build) -> None:
    st.html(html.section(page.changes_title, KEY))
    new = [change for change in page.changes if change.news != "still"]
    still = [change for change in page.changes if change.news == "still"]
    for change in new:
        _show_change(change, page, build)
    if still:
        with st.expander(page.still_title):
            for change in still:
                _show_change(change, page, build)
    with st.expander(page.rows_title):
        st.html(markup.note(rows_key(page.rows)))
        st.html(html.steady_rows(page.rows, page.then_text))
        if not page.closed:
            _explain_one(page, build)


def _show_change(change: Change, page: MeetingPage, build: Build) -> None:
    with st.container(gap=None):
        st.html(html.change(change))
        if not page.closed:  # the current build does not explain a figure that was frozen
            show_ways(change.card.measure.name, build, key=f"change_{change.card.measure.name}")


def _explain_one(page: MeetingPage, build: Build) -> None:
    titles = {row.card.measure.name: row.card.measure.title for row in page.rows}
    name = st.selectbox(
        "How is this computed", list(titles), index=None, format_func=lambda each: titles[each]
    )
    if name and st.button("Show how"):
        show_explanation(name, build)


def _show_decisions(page: MeetingPage) -> None:
    count = len(page.decisions)
    title = "Decisions and what came after" if count else "No decision has been written down yet"
    st.html(html.section(title, DECISIONS_KEY if count else "Each has an owner and a day"))
    _show_rows(page.decisions)
    if page.settled:
        with st.expander(f"Done or dropped before: {len(page.settled)}"):
            _show_rows(page.settled)


def _show_rows(found: Sequence[Decided]) -> None:
    st.html("".join(html.decision(each) for each in found) or "<p></p>")
