"""Accountability: the company can be held to account."""

import streamlit as st

from bigtrust import web
from bigtrust.views import accountability
from bigtrust.views.indicator import Every, over_time

build = web.build_or_stop()
web.show_principle("accountability", build)
if web.has(build, "requests.closed_at"):
    web.rule()
    falling_due, ages = st.columns(2, gap="large")
    with falling_due:
        web.show_panel(accountability.due, build)
    with ages:
        web.show_panel(accountability.ages, build)
    web.rule()
    on_time, forecast = st.columns([2, 1], gap="large")
    with on_time:
        web.show_panel(over_time, build, "answered_on_time", Every.WEEK.value)
    with forecast:
        web.show_panel(accountability.forecast, build)
