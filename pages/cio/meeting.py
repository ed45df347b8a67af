"""The meeting: what changed since the last one, what was decided, and what came of it."""

import streamlit as st

from bigtrust import web

build = web.build_or_stop()
with web.refusals_told():
    chosen = web.choose_meeting()
    with st.skeleton(height=640):
        page = web.told(chosen, build)
    if web.presenting():
        web.show_presentation(page)
    else:
        web.show_ways_out(chosen, page, build)
        web.show_meeting(page, build)
        web.show_actions(chosen, build)
