"""Transparency: what is held, measured and done is explained."""

import streamlit as st

from bigtrust import web
from bigtrust.views.splits import segments

build = web.build_or_stop()
web.show_principle("transparency", build)
web.rule()
with st.container(horizontal=True, gap="large"):
    for name, dimension in (
        ("notice_within_reach", "touchpoint"),
        ("choice_within_reach", "touchpoint"),
        ("data_explained", "data_category"),
    ):
        if web.has_figure(build, name):
            with st.container(width=560):
                web.show_panel(segments, build, name, dimension, key=f"{name}_{dimension}")
