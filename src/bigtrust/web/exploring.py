"""Laying out Explore: what is chosen, the way into a segment and back, charts that one clicks."""

from collections.abc import Callable, Mapping
from html import unescape
from typing import Final

import streamlit as st

from bigtrust.builds import Build
from bigtrust.exports.csv_files import csv_bytes
from bigtrust.figures import markup
from bigtrust.measures.targets import aimed
from bigtrust.rollups.people import MOST_DIMENSIONS
from bigtrust.views.absent import Absent
from bigtrust.views.asked import (
    Against,
    Asked,
    Offered,
    Only,
    compared_with,
    offered,
    one_of_each,
    shown_periods,
    splittable,
    told_filter,
)
from bigtrust.views.explore import crumbs, nothing_to_explore, sheet
from bigtrust.views.indicator import titles
from bigtrust.views.multiples import Multiples, multiples
from bigtrust.views.panel import Panel
from bigtrust.views.periods import told_period
from bigtrust.views.side_by_side import words
from bigtrust.views.wording import medium_day
from bigtrust.web.books import notes_of
from bigtrust.web.choosing import (
    as_it_stands,
    choose,
    choose_several,
    link,
    show_left_out,
    unknown,
)
from bigtrust.web.head import ask_head
from bigtrust.web.kept import ask
from bigtrust.web.parts import part
from bigtrust.web.saving import offer_views
from bigtrust.web.showing import lay_out, show_ways

_BACK: Final = "back"  # in the URL of a step: to how many filters it leads back
PAGE: Final = "analyst/explore.py"
_DEFAULT: Final = "contact_without_permission"
_IN_A_ROW: Final = 6
_NARROWEST: Final = 130
_GAPS: Final = (10, 24)  # pixels between rows and columns

Ways = Mapping[str, tuple[Only, ...]]


def choose_asked(build: Build) -> Asked | Absent | None:
    """One row of choices, all of them in the URL; or what is missing to ask anything at all; or
    None where it cannot be told what may be asked, which is said.
    """
    named = titles(build, first=_DEFAULT)
    notices = [unknown("indicator", "The list of indicators", named.values())]
    with st.container(horizontal=True, key="explore_choices", gap="small"):
        name = choose("indicator", "Indicator", list(named), named.__getitem__)
        found = ask_head(offered, build, name)
        if found is None:
            return None
        if found.missing or not found.periods:
            return nothing_to_explore(aimed(build)[name], found)
        only = _choose_only(found, notices)
        by = _choose_by(found, only, build, notices)
        asked = _choose_periods(name, found, only, by, notices)
    show_left_out(notices)
    return asked


def _choose_only(found: Offered, notices: list[str]) -> tuple[Only, ...]:
    _go_back()
    notices.append(unknown("only", "“Only”", map(told_filter, found.filters)))
    return choose_several(
        "only", "Only", found.filters, told_filter, "Everybody", on_change=_keep_one_of_each
    )


def _go_back() -> None:
    """What a URL leaves out, choices keep: so a step of the way back is gone here."""
    step = st.query_params.get(_BACK, "")
    if not step:
        return
    del st.query_params[_BACK]
    chosen = st.session_state.get("only", [])
    if step.isdecimal() and int(step) < len(chosen):
        st.session_state["only"] = chosen[: int(step)]
        st.session_state["by"] = chosen[int(step)][0]


def _keep_one_of_each() -> None:
    """One value of a dimension, three dimensions: what was chosen last stays."""
    st.session_state["only"] = list(one_of_each(st.session_state["only"]))


def _choose_by(
    found: Offered, only: tuple[Only, ...], build: Build, notices: list[str]
) -> tuple[str, ...]:
    """One or two dimensions, as many as the filters leave room for."""
    left = splittable(found.dimensions, one_of_each(only), build)
    if not left:
        return ()
    notices.append(unknown("by", "“Split by”", map(words, left)))
    first = choose("by", "Split by", left, words)
    others = tuple(name for name in left if name != first)
    if not others or len(one_of_each(only)) + 2 > MOST_DIMENSIONS:
        return (first,)
    notices.append(unknown("and", "“And by”", map(words, others)))
    second = choose("and", "And by", ("", *others), lambda name: words(name) or "nothing else")
    return (first, second) if second else (first,)


def _choose_periods(
    name: str, found: Offered, only: tuple[Only, ...], by: tuple[str, ...], notices: list[str]
) -> Asked:
    notices.append(unknown("period", "“Period”", map(told_period, found.periods)))
    period = choose("period", "Period", found.periods, told_period)
    earlier = compared_with(found.periods, period)
    notices.append(unknown("against", "“Compared with”", earlier))
    against = choose("against", "Compared with", list(earlier), str) if earlier else None
    before = earlier[Against(against)] if against else None
    return Asked(name, period, before, str(against or ""), by, one_of_each(only))


def show_way(asked: Asked, ways: Ways, build: Build) -> None:
    """The steps that led here, the way deeper, saved views, and the file of what is shown."""
    *steps, here = crumbs(asked)
    with st.container(horizontal=True, vertical_alignment="center", key="explore_way", gap="small"):
        for step in steps:
            link(
                PAGE,
                f":small[{as_it_stands(step.label)}]",
                _address(asked, step.only, step.by, build),
            )
            st.html(markup.step(""), width="content")
        st.html(markup.step(here.label), width="content")
        if ways:
            _choose_deeper(ways, key=f"deeper_{_mark(asked)}")
        st.space("stretch")
        show_ways(asked.indicator, build, key="explore", only=asked.only)
        offer_views(PAGE, asked)
        _offer_file(asked, build)


def show_notes(asked: Asked, build: Build) -> None:
    """What people wrote of the indicator, of the days that the page's charts show."""
    first, last = shown_periods(build, asked)[0].first, asked.period.last
    notes = notes_of([asked.indicator]).get(asked.indicator, ())
    told = [f"{medium_day(each.day)}: {each.text}" for each in notes if first <= each.day <= last]
    if told:
        st.html(markup.note(f"Noted · {' · '.join(told)}"))


def show_clicked(
    view: Callable[..., Panel], build: Build, asked: Asked, ways: Ways, height: int = 300
) -> None:
    """A panel whose chart leads into the segment that is clicked; its twin is the way deeper."""
    key = f"{view.__name__}_{_mark(asked)}"

    def into() -> None:
        points = st.session_state[f"chart_{key}"].selection.points
        named = {unescape(str(point.get("y"))) for point in points}
        _go(next((ways[name] for name in named if name in ways), None))

    with part(view.__name__), st.skeleton(height=height):
        lay_out(ask(view, build, asked), build, key, on_select=into if ways else None)


def show_multiples(build: Build, asked: Asked) -> None:
    with part("multiples"), st.skeleton(height=120):
        notes = notes_of([asked.indicator]).get(asked.indicator, ())
        found: Multiples = ask(multiples, build, asked).noted(notes)
        st.html(markup.heading(found.title, found.key))
        if not found.items:
            return
        with st.grid(
            max(len(found.items), _IN_A_ROW), min_column_width=_NARROWEST, gap=_GAPS
        ) as grid:
            for item in found.items:
                with grid.cell():
                    st.html(markup.segment(item, found))


def _choose_deeper(ways: Ways, key: str) -> None:
    """By keyboard what a click on a segment does."""
    st.selectbox(
        "Go into a segment",
        list(ways),
        index=None,
        placeholder="Go into a segment",
        key=key,
        label_visibility="collapsed",
        width=220,
        on_change=lambda: _go(ways.get(st.session_state[key])),
    )


def _go(only: tuple[Only, ...] | None) -> None:
    """Into a segment; it is split by what is left."""
    if only:
        st.session_state["only"] = list(only)


def _offer_file(asked: Asked, build: Build) -> None:
    def file() -> bytes:
        told = ask(sheet, build, asked)
        return csv_bytes(told.header, told.rows)

    name = f"{asked.indicator}-{asked.period.last.isoformat()}.csv"
    st.download_button("Download CSV", file, name, "text/csv", on_click="ignore", key="csv")


def _address(
    asked: Asked, only: tuple[Only, ...], by: str, build: Build
) -> dict[str, str | list[str]]:
    return {
        "indicator": titles(build)[asked.indicator],
        "period": told_period(asked.period),
        "against": asked.against,
        "only": list(map(told_filter, only)),
        _BACK: str(len(only)),
        "by": words(by),
    }


def _mark(asked: Asked) -> str:
    """A key that is another one for another question: what was clicked in it is forgotten."""
    return f"{hash(asked) & 0xFFFFFFFF:x}"
