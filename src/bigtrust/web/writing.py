"""The forms of a meeting. Rights are checked where the books are written."""

from datetime import timedelta

import streamlit as st

from bigtrust import books as room
from bigtrust.access.scope import Scope
from bigtrust.books import STATUSES, NewDecision
from bigtrust.builds import Build
from bigtrust.measures.targets import aimed
from bigtrust.views import wording
from bigtrust.views.segments import Segment, segments_of
from bigtrust.views.standing import standing
from bigtrust.web.books import books, refusals_told
from bigtrust.web.choosing import as_it_stands
from bigtrust.web.kept import ask
from bigtrust.web.viewer import role

ALL = "All"
NONE = "None"
JUST_OPENED = "just_opened"  # a meeting, until the page has chosen it


@st.dialog("Open a meeting")
def open_meeting(build: Build) -> None:
    title = st.text_input("Title", "Trust review", max_chars=120, key="new_title")
    held_on = st.date_input("Day", build.as_of, key="new_day", format=wording.typed_day())
    if st.button("Open", type="primary", key="new_open"):
        with refusals_told():
            st.session_state[JUST_OPENED] = room.open_meeting(books(), role(), title, held_on)
            st.rerun()


@st.dialog("Add a decision")
def add_decision(meeting_id: int, build: Build) -> None:
    what = st.text_input("What", max_chars=300, key="decision_what")
    owner = st.text_input("Owner", max_chars=80, key="decision_owner")
    due = st.date_input(
        "Due", build.as_of + timedelta(days=30), key="decision_due", format=wording.typed_day()
    )
    indicator = _indicator(build, "decision_indicator", optional=True)
    segment = _segment(indicator, build)
    if st.button("Write it down", type="primary", key="decision_write"):
        with refusals_told():
            dimension, value = segment or (None, None)
            new = NewDecision(what, owner, due, indicator, dimension, value)
            room.add_decision(books(), role(), meeting_id, new)
            st.rerun()


@st.dialog("Change a status")
def change_status() -> None:
    with refusals_told():
        known = {each.id: each for each in room.decisions(books(), role())}
        if not known:
            st.write("There is no decision yet.")
            return
        told = {name: f"{each.what} ({each.owner})" for name, each in known.items()}
        chosen = st.selectbox(
            "Decision", list(known), format_func=lambda each: told[each], key="status_of"
        )
        now = known[chosen].status_at(None)
        status = st.selectbox(
            "Status",
            STATUSES,
            index=STATUSES.index(now),
            format_func=wording.sentence,
            key=f"status_{chosen}",
        )
        if st.button("Write it down", type="primary", key="status_write"):
            room.change_status(books(), role(), chosen, status)
            st.rerun()


@st.dialog("Annotate an indicator")
def annotate(build: Build) -> None:
    st.caption("It will stand on every chart of the indicator, for everybody.")
    indicator = _indicator(build, "note_indicator")
    day = st.date_input("Day", build.as_of, key="note_day", format=wording.typed_day())
    text = st.text_input("What happened", max_chars=120, key="note_text")
    if st.button("Write it down", type="primary", key="note_write"):
        with refusals_told():
            room.annotate(books(), role(), indicator or "", day, text)
            st.rerun()


@st.dialog("Close the meeting")
def close_meeting(meeting_id: int, label: str, build: Build) -> None:
    st.write(
        "Figures, definitions and the build's hash stand from then on as they are now, and "
        "nothing can be added to it."
    )
    if st.button(f"Close {as_it_stands(label)}", type="primary", key="close_it"):
        with refusals_told():
            shown = ask(standing, build).figures.values()
            pairs = ((each.measure, each.headline) for each in shown)
            room.close_meeting(books(), Scope(role(), build.id), build, meeting_id, pairs)
            st.rerun()


def _indicator(build: Build, key: str, optional: bool = False) -> str | None:
    titles = {name: measure.title for name, measure in aimed(build).items()}
    names: list[str | None] = [*([None] if optional else []), *titles]
    chosen: str | None = st.selectbox(
        "Indicator", names, format_func=lambda name: titles[name] if name else NONE, key=key
    )
    return chosen


def _segment(indicator: str | None, build: Build) -> Segment | None:
    found: tuple[Segment, ...] = ask(segments_of, build, indicator) if indicator else ()
    chosen: Segment | None = st.selectbox(
        "Segment",
        [None, *found],
        format_func=lambda each: f"{each[0]}: {each[1]}" if each else ALL,
        key=f"decision_segment_{indicator}",
    )
    return chosen
