"""Data: what is here, how fresh, what stays out and why, what is missing; and uploads."""

import streamlit as st

from bigtrust import web
from bigtrust.figures import markup
from bigtrust.views import data_sets, settings_shown

build = web.build_or_none()
if build is None:
    st.html(markup.empty("No data has been loaded yet.", "Upload a first file below."))
else:
    page = web.ask_head(data_sets.data_sets, build)
    if page is not None:
        st.html(markup.meta(page.freshness, page.extent))
        st.html(markup.headline(page.lead))
        st.html(markup.table(page.held))
        if page.quarantine:
            key = "Counted; the rows themselves: bigtrust quarantine"
            st.html(markup.chart_title(page.quarantine_title, key))
            st.html(markup.table(page.quarantine))
        for about in page.abouts:
            st.html(markup.note(about))
        if page.left_out:
            st.html(markup.chart_title(page.left_out_title, "What the data cannot tell, and why"))
            st.html(markup.table(page.left_out))
        if page.missing:
            st.html(
                markup.chart_title(
                    page.missing_title,
                    "Data stewards and privacy officers may upload them below",
                )
            )
            st.html(markup.table(page.missing))
web.show_upload()
with st.expander("Settings, and where each comes from"), web.part("settings"):
    st.html(markup.table(settings_shown.settings_table(web.settings())))
