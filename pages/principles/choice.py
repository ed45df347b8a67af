"""Choice: the customer chooses, and the choice is obeyed."""

import streamlit as st

from bigtrust import web
from bigtrust.views.splits import segments

build = web.build_or_stop()
web.show_principle("choice", build)
web.rule()
with st.container(horizontal=True, gap="large"):
    for name, dimension in (
        ("opt_out_rate", "channel"),
        ("contact_after_withdrawal", "sender_unit"),
        ("contact_without_permission", "channel"),
        ("consent_on_old_notice", "purpose"),
    ):
        if web.has_figure(build, name):
            with st.container(width=560):
                web.show_panel(segments, build, name, dimension, key=f"{name}_{dimension}")
