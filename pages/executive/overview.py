"""The Overview: what matters, what needs attention, the indicators, and what is missing."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views.overview import overview

build = web.build_or_stop()
with st.skeleton(height=640):
    page = web.ask(overview, build)

st.html(markup.meta(page.freshness, page.extent))
st.html(markup.headline(page.lead))
st.html(markup.attention(page.attention, page.calm))
for position, group in enumerate(page.groups):
    web.show_group(group, build, key=page.key if position == 0 else "")
web.show_gaps(page.gaps_title, page.gaps)
