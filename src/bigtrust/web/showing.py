"""Laying out what views say: headers, cards, panels, and what explains a figure."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final

import streamlit as st

from bigtrust.builds import Build
from bigtrust.figures import markup
from bigtrust.figures.drawing import figure_of
from bigtrust.figures.template import CONFIG
from bigtrust.measures.targets import aimed
from bigtrust.views.absent import Absent
from bigtrust.views.asked import of_the_headline
from bigtrust.views.cards import Card, Failure
from bigtrust.views.explanation import explanation
from bigtrust.views.gaps import Gap
from bigtrust.views.groups import IN_A_ROW, Group
from bigtrust.views.panel import Panel
from bigtrust.views.principle import principle
from bigtrust.views.ranking import ranking
from bigtrust.views.series import Series
from bigtrust.views.table import Listing
from bigtrust.web.books import annotated, noted, notes_of
from bigtrust.web.choosing import link, onward
from bigtrust.web.head import ask_head
from bigtrust.web.kept import ask
from bigtrust.web.parts import part

HOW: Final = "How is this computed"
DETAIL: Final = "analyst/indicator.py"
DATA: Final = "steward/data.py"
METHOD: Final = "everyone/method.py"

_NARROWEST_CARD: Final = 165
_SEGMENTS_WIDTH: Final = 560
_GAPS: Final = (14, 24)  # pixels between rows and columns of cards
_SPARK_WIDTHS: Final = {5: 240.0, 4: 305.0, 3: 414.0}


def show_group(group: Group, build: Build, key: str) -> None:
    """A row of cards under its finding, each with its "How is this computed"."""
    st.html(markup.group_heading(group, key))
    columns = min(IN_A_ROW, max(3, len(group.cards)))
    notes = notes_of(each.measure.name for each in group.cards)
    with st.grid(columns, min_column_width=_NARROWEST_CARD, gap=_GAPS) as grid:
        for each in group.cards:
            with grid.cell():
                if isinstance(each, Failure):
                    st.html(markup.failure(each))
                    continue
                show_card(noted(each, notes), _SPARK_WIDTHS[columns], build)


def show_card(card: Card, spark_width: float, build: Build) -> None:
    """A card, with the button that opens its explanation."""
    with st.container(gap="xxsmall"):
        st.html(markup.card(card, spark_width))
        show_ways(card.measure.name, build, key=card.measure.name)


def show_ways(
    measure: str,
    build: Build,
    key: str,
    detail: bool = True,
    only: tuple[tuple[str, str], ...] = (),
) -> None:
    """From a figure to how it is computed, and to its detail."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"ways_{key}"):
        if st.button(f":small[{HOW}]", key=f"how_{key}", type="tertiary"):
            show_explanation(measure, build, only)
        if detail:
            show_detail(measure, build)


def show_detail(measure: str, build: Build) -> None:
    """The link to the page of an indicator says its name."""
    title = aimed(build)[measure].title
    link(DETAIL, onward(title), {"indicator": title})


def show_principle(name: str, build: Build) -> None:
    """What a principle promises, its state in a sentence, and all its indicators."""
    show_promise(name, build)
    show_indicators(name, build)


def show_promise(name: str, build: Build) -> None:
    page = ask_head(principle, build, name)
    if page is not None:
        st.html(markup.meta(f"{name.capitalize()}: {page.promise}", page.freshness))
        st.html(markup.headline(page.lead))


def show_indicators(name: str, build: Build) -> None:
    with part(f"indicators of {name}"):
        page = ask(principle, build, name)
        for position, group in enumerate(page.groups):
            show_group(group, build, key=page.key if position == 0 else "")
        show_gaps(page.gaps_title, page.gaps)


def show_absent(shown: Absent) -> None:
    """What is missing, what it would tell, and the ways to where it can be had and read of."""
    st.html(markup.absent(shown))
    with st.container(horizontal=True, gap="small"):
        link(DATA, onward("Data"))
        link(METHOD, onward("Method"))


def rule() -> None:
    """A hairline between parts of a page."""
    st.html(markup.RULE)


def has(build: Build, *needs: str) -> bool:
    """Whether the data that a part of a page is about were loaded; the gaps say what is not."""
    return build.missing(needs) is None


def has_figure(build: Build, name: str) -> bool:
    return has(build, *aimed(build)[name].needs)


def show_gaps(title: str, missing: Sequence[Gap], opened: bool = False) -> None:
    """What each data set that is missing would add."""
    if missing:
        with st.expander(title, expanded=opened):
            st.html(markup.gaps(missing))


def show_panel(
    view: Callable[..., Panel],
    build: Build,
    *chosen: Hashable,
    key: str = "",
    detail: bool = True,
) -> None:
    """A panel, a skeleton in its place while it is formed; where it fails, the page lives on."""
    name = key or view.__name__
    with part(name), st.skeleton(height=300):
        lay_out(ask(view, build, *chosen), build, name, detail)


def show_listing(
    view: Callable[..., Listing], build: Build, *chosen: Hashable, folded: str = ""
) -> None:
    """A finding over the table that it is of, which may stand `folded` behind these words."""
    with part(view.__name__), st.skeleton(height=200):
        said = ask(view, build, *chosen)
        table = markup.table(said.table) if said.table.rows else ""
        below = markup.folded(folded, table) if folded and table else table
        note = markup.note(said.note) if said.note else ""
        st.html(markup.chart_title(said.title, said.key) + below + note)


def show_segments(build: Build, *splits: tuple[str, str]) -> None:
    """Indicators of the last 30 days, each by the values of a dimension, side by side."""
    with st.container(horizontal=True, gap="large"):
        for name, dimension in splits:
            if has_figure(build, name):
                key = f"{name}_{dimension}"
                with st.container(width=_SEGMENTS_WIDTH):
                    show_panel(ranking, build, of_the_headline(build, name, dimension), key=key)
                    show_ways(name, build, key)


def lay_out(
    panel: Panel,
    build: Build,
    name: str,
    detail: bool = True,
    on_select: Callable[[], None] | None = None,
) -> None:
    """A panel's words, chart and table; `on_select` hears which point of the chart was clicked."""
    with st.container(gap="xsmall"):
        st.html(markup.chart_title(panel.title, panel.key))
        if panel.drawing is not None:
            dark = st.context.theme.type == "dark"
            drawing, spoken = panel.drawing, panel.spoken
            if isinstance(drawing, Series) and panel.measure:
                drawing = annotated(drawing, panel.measure)
                spoken = drawing.spoken() if drawing.marks else spoken
            figure = figure_of(drawing, dark)
            st.plotly_chart(
                figure,
                theme=None,
                config=CONFIG,
                alt=spoken,
                key=f"chart_{name}",
                on_select=on_select or "ignore",
                selection_mode="points",
            )
        if panel.note:
            st.html(markup.note(panel.note))
        if panel.table is not None:
            st.html(markup.folded("As a table", markup.table(panel.table)))
        if panel.measure:
            show_ways(panel.measure, build, f"{name}_{panel.measure}", detail)


@st.dialog(HOW, width="medium", position="right")
def show_explanation(name: str, build: Build, only: tuple[tuple[str, str], ...] = ()) -> None:
    """A drawer with all that one needs to check a figure, and the way to its detail."""
    with part(f"explanation of {name}"):
        _explain(name, build, only)


def _explain(name: str, build: Build, only: tuple[tuple[str, str], ...]) -> None:
    told = ask(explanation, build, name, only)
    st.html(markup.explanation(told))
    show_detail(name, build)
    st.html(markup.chart_title(told.finding, told.key))
    dark = st.context.theme.type == "dark"
    series = annotated(told.series, name)
    chart = figure_of(series, dark)
    st.plotly_chart(chart, theme=None, config=CONFIG, alt=series.spoken(), key=f"run_{name}")
    st.html(markup.folded("The figures as a table", markup.table(told.points)))
    st.html(markup.table(told.sources))
    st.html(markup.subtitle("The query"))
    st.code(told.sql, language="sql", wrap_lines=True)
