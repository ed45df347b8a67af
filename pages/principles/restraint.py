"""Restraint: interactions are not misused."""

import streamlit as st

from bigtrust import web
from bigtrust.views import restraint

build = web.build_or_stop()
web.show_promise("restraint", build)
if web.has(build, "contacts"):
    spread, response, tried = st.columns(3, gap="large")
    with spread:
        web.show_panel(restraint.distribution, build)
    with response:
        if web.has_figure(build, "opt_outs_by_pressure"):
            web.show_panel(restraint.dose_and_response, build, "opt_outs_by_pressure")
    with tried, web.part("caps"), st.container(gap="xsmall"):
        above = st.container()
        left_out = (
            web.unknown("cap", "“Cap, contacts in 30 days”", map(str, restraint.CAPS)),
            web.unknown("channel", "“Channel of the cap”", restraint.CHANNELS),
        )
        with st.container(horizontal=True):
            first = web.ask(restraint.first_tried, build)
            cap = web.choose("cap", "Cap, contacts in 30 days", restraint.CAPS, default=first)
            channel = web.choose("channel", "Channel of the cap", restraint.CHANNELS)
        web.show_left_out(left_out)
        with above:
            web.show_panel(restraint.caps, build, channel, cap)
web.show_indicators("restraint", build)
