"""Explore: an indicator by segments, over time, ranked, against chance, and what moved it."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views import breaches, chance, change, grid
from bigtrust.views.absent import Absent
from bigtrust.views.course import course
from bigtrust.views.explore import explore
from bigtrust.views.ranking import ranking

build = web.build_or_stop()
above = st.container()
asked = web.choose_asked(build)
if isinstance(asked, Absent):
    with above:
        st.html(markup.headline(asked.lead))
    web.show_absent(asked)
if asked is None or isinstance(asked, Absent):
    st.stop()

with above:
    page = web.ask_head(explore, build, asked)
    if page is not None:
        st.html(markup.meta(page.freshness, page.extent))
        st.html(markup.headline(page.lead))
ways = page.ways if page else {}
with web.part("way"):
    web.show_way(asked, ways, build)
    web.show_notes(asked, build)
if asked.by:
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(key="explore_over_time"):
        web.show_clicked(grid.over_time, build, asked, ways)
    with right:
        web.show_clicked(ranking, build, asked, ways)
    if page is not None and page.has_parts:
        left, right = st.columns([3, 2], gap="large")
        with left:
            web.show_panel(change.contributions, build, asked)
        with right:
            if page.is_share:
                web.show_panel(chance.chance, build, asked)
    web.show_multiples(build, asked)
web.show_panel(course, build, asked)
if page is not None and page.has_breaches:
    web.show_panel(breaches.breaches, build, asked)
