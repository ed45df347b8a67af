"""Laying out the parts of the Overview."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from bigtrust.builds import Build
from bigtrust.figures import markup
from bigtrust.measures.measure import Measure
from bigtrust.views.attention import Attention, owned
from bigtrust.views.kinds import Kind, title_of
from bigtrust.views.phrases import Sentence
from bigtrust.views.scores import Score
from bigtrust.web.books import decided_on, noted, notes_of
from bigtrust.web.choosing import link, onward
from bigtrust.web.showing import DATA, show_detail, show_explanation

_NARROWEST_SCORE: Final = 122
_NARROWEST_KIND: Final = 100
_IN_A_ROW: Final = 6  # kinds at least, so that two are no larger than the rest of the page
_GAPS: Final = (10, 22)  # pixels between rows and columns


def show_attention(items: Sequence[Attention], calm: str, build: Build) -> None:
    """At most four sentences, each with who sees to it and the way to its detail; `calm` where
    there is none.
    """
    key = "New causes first, then missed targets, then data gaps"
    st.html(markup.heading("Needs attention", key, ruled=False))
    if not items:
        st.html(markup.text(calm))
    decided = decided_on({item.indicator for item in items})
    for item in owned(items, decided, build.as_of):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(markup.attention(item))
            if item.indicator:
                show_detail(item.indicator, build)
            else:
                link(DATA, onward("Data"))


def show_scores(title: str, scores: Sequence[Score], build: Build) -> None:
    """The six principles, each with the way to its page, and to how its driver is computed."""
    key = (
        "Score 0–100. Line: the indicator that drives it, two years; grey: usual range;"
        " dotted: target. Press a title to see how it is computed"
    )
    st.html(markup.heading(title, key))
    notes = notes_of(each.driver.measure.name for each in scores if each.driver is not None)
    with (
        st.container(key="scores"),
        st.grid(len(scores), min_column_width=_NARROWEST_SCORE, gap=_GAPS) as grid,
    ):
        for score in scores:
            with grid.cell(), st.container(gap=None):
                link(f"principles/{score.principle}.py", f"**{score.principle.capitalize()}**")
                driver = score.driver and noted(score.driver, notes)
                st.html(markup.score(replace(score, driver=driver)))
                if driver is not None:
                    show_how(driver.measure, build, f"score_{score.principle}")
                    st.html(markup.driver(driver))


def show_kinds(kinds: Sequence[Kind], people: Sentence, build: Build) -> None:
    """Broken promises as small multiples, each on its own scale."""
    if not kinds:
        return
    key = "30 days, last 12 windows, own scales; grey: usual range"
    notes = notes_of(kind.measure.name for kind in kinds)
    st.html(markup.heading(title_of(kinds), key, aside=people))
    with (
        st.container(key="kinds"),
        st.grid(max(len(kinds), _IN_A_ROW), min_column_width=_NARROWEST_KIND, gap=_GAPS) as grid,
    ):
        for kind in kinds:
            with grid.cell(), st.container(gap=None):
                show_how(kind.measure, build, f"kind_{kind.measure.name}")
                st.html(markup.kind(kind.noted(notes.get(kind.measure.name, ()))))


def show_how(measure: Measure, build: Build, key: str) -> None:
    """The title of an indicator; pressed, it says how its figure is computed."""
    if st.button(f":small[{measure.title}]", key=key, type="tertiary"):
        show_explanation(measure.name, build)
