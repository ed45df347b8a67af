"""The frame of every page: title, logo, stylesheet, and the pages that the viewer's role finds."""

from itertools import groupby
from pathlib import Path
from typing import Literal

import streamlit as st

from bigtrust.views import wording
from bigtrust.views.navigation import PLACES, Place, places_of
from bigtrust.web.viewer import role, settings

_RESERVED = "home"  # by Streamlit, for the page at the root, at which nothing answers


def frame(static: Path) -> None:
    """The first thing that every run does."""
    wording.write_as(settings().company.locale)
    st.set_page_config("Big Trust", static / "favicon.svg", layout="wide")
    st.logo(static / "logo.svg", size="large")
    st.html(static / "bigtrust.css")


def navigation(pages: Path) -> st.Page:
    """The page that was asked for, with the menu of the viewer's role.

    Pages of other roles are hidden, and answer at their address: what they show is protected by
    role, and a link from a colleague should not end in nothing.
    """
    found = places_of(role())
    shown = [place for place in PLACES if place in found and place.in_menu]
    hidden = [place for place in PLACES if place not in shown]
    sections: dict[str, list[st.Page]] = {}
    for section, places in groupby(shown, key=lambda place: place.section):
        sections.setdefault(section, []).extend(_page(pages, place) for place in places)
    sections.setdefault("", []).extend(_page(pages, place, "hidden") for place in hidden)
    sections[""].append(_by_its_name(pages, PLACES[0]))
    return st.navigation(sections, position="top")


def _by_its_name(pages: Path, first: Place) -> st.Page:
    """The first page stands at the root and, for Streamlit, nowhere else: its address, which people
    would type, leads there.
    """

    def onward() -> None:
        st.switch_page(_page(pages, first))

    return st.Page(onward, title=first.title, url_path=first.address, visibility="hidden")


def _page(
    pages: Path, place: Place, visibility: Literal["visible", "hidden"] = "visible"
) -> st.Page:
    first = place is PLACES[0]
    return st.Page(
        pages / place.script,
        title=place.title,
        url_path=_RESERVED if first else place.address,
        default=first,
        visibility=visibility,
    )
