"""The Overview: what matters, the index, what needs attention, the principles, broken promises."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views.kinds import kinds
from bigtrust.views.overview import overview

build = web.build_or_stop()
with st.skeleton(height=640):
    page = web.ask(overview, build)

st.html(markup.meta(page.freshness, page.extent))
st.html(markup.headline(page.lead))
with st.container(key="attention_and_trend"):
    attention, index = st.columns(2, gap="large")
with attention:
    web.show_attention(page.attention, page.calm, build)
with index:
    web.lay_out(page.index, build, "trust_index")
if page.scores:
    web.show_scores(page.scores_title, page.scores, build)
for group in page.groups:
    web.show_group(group, build, key="")
with web.part("kinds"):
    web.show_kinds(web.ask(kinds, build), page.people, build)
web.show_gaps(page.gaps_title, page.gaps, opened=not page.scores)
