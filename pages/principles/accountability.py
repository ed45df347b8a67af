"""Accountability: the company can be held to account."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views import accountability
from bigtrust.views.answer_times import answer_times
from bigtrust.views.falling_due import calendar, oldest_requests, sees_oldest
from bigtrust.views.indicator import Every, over_time

build = web.build_or_stop()
web.show_promise("accountability", build)
if web.has(build, "requests.closed_at|request_events"):
    left, right = st.columns(2, gap="large")
    with left:
        web.show_panel(accountability.due, build)
    with right:
        web.show_panel(over_time, build, "answered_on_time", Every.WEEK.value)
    left, right = st.columns(2, gap="large")
    with left:
        web.show_panel(calendar, build)
    with right:
        web.show_panel(answer_times, build)
    left, right = st.columns(2, gap="large")
    with left:
        web.show_panel(accountability.ages, build)
    with right:
        web.show_panel(accountability.forecast, build)
    with web.part("oldest_requests"), st.skeleton(height=200):
        if web.ask(sees_oldest, build):
            key = "Longest outstanding first, each with why it is due when it is"
            st.html(markup.titled_table(web.ask(oldest_requests, build), key))
web.show_indicators("accountability", build)
