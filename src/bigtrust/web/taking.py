"""Taking a closed meeting along: files that are made only when they are asked for."""

import re

import streamlit as st

from bigtrust.builds import Build
from bigtrust.exports.meeting_pdf import meeting_pdf
from bigtrust.exports.meeting_slides import meeting_slides
from bigtrust.views.meeting import MeetingPage

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def take_along(page: MeetingPage, build: Build) -> None:
    """The page as its viewer sees it, as PDF and as slides."""
    company = str(build.manifest["settings"]["company"]["name"])
    name = re.sub(r"\W+", "-", page.label.lower()).strip("-")
    st.download_button(
        "PDF",
        lambda: meeting_pdf(page, company),
        f"{name}.pdf",
        "application/pdf",
        key="take_pdf",
        help="Take it along: to read and to print",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )
    st.download_button(
        "Slides",
        lambda: meeting_slides(page, company),
        f"{name}.pptx",
        _SLIDES,
        key="take_slides",
        help="Take it along: slides with charts that can be edited",
        icon=":material/co_present:",
        on_click="ignore",
    )
