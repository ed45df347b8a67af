"""The dashboard: frame, navigation by role, run. `bigtrust serve` starts it."""

from pathlib import Path

import streamlit as st

from bigtrust import web

HERE = Path(__file__).parent

web.frame(HERE / "static")
overview = st.Page(
    HERE / "pages" / "executive" / "overview.py",
    title="Overview",
    url_path="overview",
    default=True,
)
st.navigation([overview], position="top").run()
