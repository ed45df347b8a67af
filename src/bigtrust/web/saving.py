"""Views of Explore that were saved under a name: opened again, saved, and removed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from bigtrust.books import remove_view, save_view, saved_views
from bigtrust.figures import markup
from bigtrust.views.asked import Asked
from bigtrust.views.saving import choices_of, written_down
from bigtrust.web.books import books, refusals_told
from bigtrust.web.choosing import as_it_stands
from bigtrust.web.viewer import role

_OPENED = "opened_view"
_REMOVED = "removed_view"


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
        if known:
            _offer_removal(list(known))


def _offer_removal(names: Sequence[str]) -> None:
    """Chosen first, then pressed by its name: nobody removes a view by a slip."""
    if st.session_state.get(_REMOVED) not in names:
        st.session_state.pop(_REMOVED, None)
    name = st.selectbox("Remove a view", names, index=None, placeholder="Choose one", key=_REMOVED)
    if name is None:
        return
    st.html(markup.note("Nobody will find it here any more."))
    if st.button(f"Remove {as_it_stands(name)}", key="view_remove"):
        remove_view(books(), role(), name)
        for key in (_OPENED, _REMOVED):
            st.session_state.pop(key, None)
        st.rerun()


def _open(known: dict[str, str]) -> None:
    name = st.session_state[_OPENED]
    if name in known:
        st.session_state.update(choices_of(known[name]))
