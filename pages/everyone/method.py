"""Method: every indicator, rule and cap in words, with its source, and a search."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views import method

build = web.build_or_stop()
above = st.container()
words = web.search("search", "Search the method", "consent, 30 days, CAN-SPAM, Laney ...")
page = web.ask_head(method.method, build)
if page is not None:
    found = method.found(page.sections, words)
    with above:
        st.html(markup.meta(page.freshness, page.extent))
        st.html(markup.headline(method.lead(found, words)))
    st.html(markup.contents(found))
    for section in found:
        st.html(markup.section(section, opened=bool(words)))
