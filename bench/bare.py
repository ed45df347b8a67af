"""A bare Streamlit page to measure against: as many charts as `?charts=` says, and one choice.

What an analyst's own script would be if its figures cost nothing: no data, no words, no tables.
"""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

POINTS = {"week": 104, "month": 24}

every = st.selectbox("By", list(POINTS))
for number in range(int(st.query_params.get("charts", "1"))):
    values = np.random.default_rng(number).normal(size=POINTS[every])
    st.plotly_chart(go.Figure(go.Scatter(y=values)), key=f"chart_{number}")
