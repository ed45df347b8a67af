"""Discretion: nothing is shared in secret."""

import streamlit as st

from bigtrust import web
from bigtrust.views.splits import segments

build = web.build_or_stop()
web.show_principle("discretion", build)
web.rule()
with st.container(horizontal=True, gap="large"):
    for name, dimension in (
        ("undisclosed_sharing", "recipient"),
        ("sharing_after_objection", "recipient"),
    ):
        if web.has_figure(build, name):
            with st.container(width=560):
                web.show_panel(segments, build, name, dimension, key=f"{name}_{dimension}")
