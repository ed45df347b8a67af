"""Who looks, at which company, at which build."""

import os
from pathlib import Path
from typing import Final

import streamlit as st

from bigtrust.access.scope import Role
from bigtrust.builds import Build, current
from bigtrust.errors import StoreError
from bigtrust.figures import markup
from bigtrust.settings import Settings, read_settings
from bigtrust.views.navigation import ROLE_TITLES

_VIEW_AS: Final = "view_as"


def choose_role() -> None:
    """The switch of local mode: without sign-in, whoever sits here may look as anyone."""
    with st.container(key="viewer", width="content"):
        st.selectbox(
            "View as",
            list(Role),
            format_func=lambda role: ROLE_TITLES[role],
            key=_VIEW_AS,
            persist_state="session",
            label_visibility="collapsed",
            width=150,
        )


def role() -> Role:
    """Whose eyes this run is for: an executive's, until the switch says otherwise."""
    return Role(st.session_state.get(_VIEW_AS, Role.EXECUTIVE))


def settings() -> Settings:
    """The company's settings, from the folder that BIGTRUST_HOME names, else the present one."""
    return _settings(Path(os.environ.get("BIGTRUST_HOME", ".")))


def build_or_stop() -> Build:
    """The current build; without one the page says what to run, and ends."""
    try:
        return current(settings())
    except StoreError as error:
        within = error.message.replace(f"{settings().home}{os.sep}", "")  # of no use to a viewer
        st.html(markup.empty(within, error.advice))
        st.stop()


def build_or_none() -> Build | None:
    """The current build; None where there is none, for a page that can do without."""
    try:
        return current(settings())
    except StoreError:
        return None


@st.cache_resource(show_spinner=False)
def _settings(home: Path) -> Settings:
    return read_settings(home)
