"""The Overview: what matters, the index, what needs attention, the principles, broken promises."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views.kinds import kinds
from bigtrust.views.overview import overview

build = web.build_or_stop()
page = web.ask_head(overview, build)
if page is not None:
    st.html(markup.meta(page.freshness, page.extent))
    st.html(markup.headline(page.lead))
    with st.container(key="attention_and_trend"):
        attention, index = st.columns(2, gap="large")
    with attention, web.part("attention"):
        web.show_attention(page.attention, page.calm, build)
    with index, web.part("trust_index"):
        web.lay_out(page.index, build, "trust_index")
    if page.scores:
        with web.part("scores"):
            web.show_scores(page.scores_title, page.scores, build)
    for group in page.groups:
        web.show_group(group, build, key="")
with web.part("kinds"), st.skeleton(height=180):
    web.show_kinds(web.ask(kinds, build), page.people if page else (), build)
if page is not None:
    web.show_gaps(page.gaps_title, page.gaps, opened=not page.scores)
