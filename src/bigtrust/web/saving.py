"""Views of Explore that were saved under a name: opened again, and saved."""

from functools import partial

import streamlit as st

from bigtrust.books import save_view, saved_views
from bigtrust.views.asked import Asked
from bigtrust.views.saving import choices_of, written_down
from bigtrust.web.books import books, refusals_told
from bigtrust.web.viewer import role

_OPENED = "opened_view"


def offer_views(page: str, asked: Asked) -> None:
    """Everybody's views of the page; what is saved under a known name takes its place."""
    with st.popover("Saved views", key="views"), refusals_told():
        known = {view.name: view.query for view in saved_views(books()) if view.page == page}
        if known:
            st.selectbox(
                "Open a view",
                list(known),
                index=None,
                placeholder="Choose one",
                key=_OPENED,
                on_change=partial(_open, known),
            )
        name = st.text_input("Save what is shown as", max_chars=80, key="view_name")
        if st.button("Save", key="view_save"):
            save_view(books(), role(), name, page, written_down(asked))
            st.rerun()


def _open(known: dict[str, str]) -> None:
    name = st.session_state[_OPENED]
    if name in known:
        st.session_state.update(choices_of(known[name]))
