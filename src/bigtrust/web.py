"""The only module that knows Streamlit: the frame of a page, the viewer, what is kept in memory.

Whatever is kept is keyed on build id and role, and on nothing else that a viewer chooses: two
roles never share a figure, and a new build never shows an old one.
"""

import os
from pathlib import Path
from typing import Final

import streamlit as st

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.errors import StoreError
from bigtrust.figures import markup
from bigtrust.figures.run_chart import run_chart
from bigtrust.figures.template import CONFIG
from bigtrust.measures.targets import aimed
from bigtrust.settings import Settings, read_settings
from bigtrust.views.cards import Card, Failure
from bigtrust.views.explanation import Explanation, explanation
from bigtrust.views.groups import IN_A_ROW, Group
from bigtrust.views.overview import Overview, overview

HOW: Final = "How is this computed"

_KEPT: Final = 64  # answers in memory: a few builds times roles times indicators
_NARROWEST_CARD: Final = 165
_GAPS: Final = (14, 24)  # pixels between rows and columns of cards
_SPARK_WIDTHS: Final = {5: 240.0, 4: 305.0, 3: 414.0}


def frame(static: Path) -> None:
    """Title, icon, logo and stylesheet: the first thing that every run does."""
    st.set_page_config("Big Trust", static / "favicon.svg", layout="wide")
    st.logo(static / "logo.svg", size="large")
    st.html(static / "bigtrust.css")


def role() -> Role:
    """Whose eyes this run is for. Without sign-in the app is local, and an executive looks."""
    return Role.EXECUTIVE


def settings() -> Settings:
    """The company's settings, from the folder that BIGTRUST_HOME names, else the present one."""
    return _settings(Path(os.environ.get("BIGTRUST_HOME", ".")))


def build_or_stop() -> Build:
    """The current build; without one the page says what to run, and ends."""
    try:
        return current(settings())
    except StoreError as error:
        st.html(markup.empty(error.message, error.advice))
        st.stop()


def ask_overview(build: Build) -> Overview:
    """The Overview of `build` for the viewer, a skeleton in its place while it is formed."""
    with st.skeleton(height=640):
        return _overview(build.id, role(), build)


def show_group(group: Group, build: Build, key: str) -> None:
    """A row of cards under its finding, each with its "How is this computed"."""
    st.html(markup.group_heading(group, key))
    columns = min(IN_A_ROW, max(3, len(group.cards)))
    with st.grid(columns, min_column_width=_NARROWEST_CARD, gap=_GAPS) as grid:
        for each in group.cards:
            with grid.cell():
                if isinstance(each, Failure):
                    st.html(markup.failure(each))
                    continue
                show_card(each, _SPARK_WIDTHS[columns], build)


def show_card(card: Card, spark_width: float, build: Build) -> None:
    """A card, with the button that opens its explanation."""
    with st.container(gap="xxsmall"):
        st.html(markup.card(card, spark_width))
        if st.button(f":small[{HOW}]", key=f"how_{card.measure.name}", type="tertiary"):
            show_explanation(card.measure.name, build)


@st.dialog(HOW, width="medium", position="right")
def show_explanation(name: str, build: Build) -> None:
    """A drawer with all that one needs to check a figure."""
    told = _explanation(build.id, role(), name, build)
    st.html(markup.explanation(told))
    st.html(markup.chart_title(told.finding, told.key))
    dark = st.context.theme.type == "dark"
    chart = run_chart(told.series, dark)
    st.plotly_chart(chart, theme=None, config=CONFIG, alt=told.series.spoken(), key=f"run_{name}")
    st.html(markup.folded("The figures as a table", markup.table(told.points)))
    st.html(markup.table(told.sources))
    st.html(markup.subtitle("The query"))
    st.code(told.sql, language="sql", wrap_lines=True)


@st.cache_resource(show_spinner=False)
def _settings(home: Path) -> Settings:
    return read_settings(home)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _overview(build_id: str, viewer: Role, _build: Build) -> Overview:
    return overview(Scope(viewer, build_id), _build, settings().zone)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _explanation(build_id: str, viewer: Role, name: str, _build: Build) -> Explanation:
    measure = aimed(_build)[name]
    return explanation(measure, Scope(viewer, build_id), _build, settings().zone)
