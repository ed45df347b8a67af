"""One indicator: chart by week or month, segments, what moved it."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views import change
from bigtrust.views.asked import of_the_headline
from bigtrust.views.indicator import Every, indicator, over_time, titles
from bigtrust.views.ranking import ranking
from bigtrust.views.rare_events import days_between
from bigtrust.views.side_by_side import words

build = web.build_or_stop()
above = st.container()
named = titles(build)
left_out = [
    web.unknown("indicator", "The list of indicators", named.values()),
    web.unknown("every", "“By”", Every),
]
with st.container(horizontal=True):
    name = web.choose("indicator", "Indicator", list(named), named.__getitem__)
    every = web.choose("every", "By", list(Every))
    with above:
        page = web.ask_head(indicator, build, name)
    dimensions = page.dimensions if page else ()
    left_out.append(web.unknown("split", "“Split by”", map(words, dimensions)))
    dimension = web.choose("split", "Split by", dimensions or ("",), words)
web.show_left_out(left_out)

if page is not None:
    with above:
        st.html(markup.meta(page.freshness, page.question))
        st.html(markup.headline(page.lead))
if page is not None and page.absent is not None:
    web.show_absent(page.absent)
else:
    web.show_panel(over_time, build, name, every.value, detail=False)
    if page is not None and page.is_rare:
        web.show_panel(days_between, build, name, detail=False)
    if page is not None and dimension:
        asked = of_the_headline(build, name, dimension)
        ranked, moved = st.columns(2, gap="large")
        with ranked:
            web.show_panel(ranking, build, asked)
        with moved:
            if page.has_parts:
                web.show_panel(change.contributions, build, asked)
