"""Broken promises: the ledger by promise, by who broke them, by week, and why."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views import breakers, broken_promises
from bigtrust.views.periods import told_period

build = web.build_or_stop()
above = st.container()
periods, promises = broken_promises.periods_of(build), broken_promises.promises_of(build)
period, promise = periods[0], broken_promises.ALL
any_judged = len(promises) > 1
if any_judged:
    left_out = (
        web.unknown("period", "“Period”", map(told_period, periods)),
        web.unknown("promise", "“Promise”", map(broken_promises.told_promise, promises)),
        web.unknown("by", "“Broken by”", map(breakers.told_dimension, breakers.DIMENSIONS)),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = web.choose("period", "Period", periods, told_period)
        promise = web.choose("promise", "Promise", promises, broken_promises.told_promise)
        by = web.choose("by", "Broken by", tuple(breakers.DIMENSIONS), breakers.told_dimension)
    web.show_left_out(left_out)

with above:
    page = web.ask_head(broken_promises.broken_promises, build, period, promise)
    if page is not None:
        st.html(markup.meta(page.freshness, page.extent))
        st.html(markup.headline(page.lead))
        if page.gaps:
            st.html(markup.gaps(page.gaps))
if not any_judged:
    st.stop()
worst, weeks = st.columns([2, 3], gap="large")
with worst:
    web.show_panel(breakers.ranking, build, period, promise, by, key="ranking")
with weeks, st.container(key="promises_over_time"):
    web.show_panel(broken_promises.by_week, build, key="by_week")
web.show_listing(breakers.why, build, period, promise)
sees_cases = False
with web.part("cases"):
    sees_cases = web.ask(breakers.sees_cases, build)
if sees_cases:
    with st.expander("Single cases"), web.part("cases"):
        values = web.ask(breakers.values_of, build, period, promise, by)
        one = web.choose("of", breakers.told_dimension(by), values, breakers.told_value)
        st.html(markup.table(web.ask(breakers.single_cases, build, period, promise, by, one)))
with web.part("usual_ranges"), st.skeleton(height=240):
    usual = web.ask(broken_promises.usual_ranges, build)
    web.show_group(usual, build, key=broken_promises.USUAL_KEY)
