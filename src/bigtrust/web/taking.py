"""Taking a closed meeting along: files that are made only when they are asked for.

So are the libraries that make them: a server that nobody asks does without 20 MiB.
"""
# ruff: noqa: PLC0415

import re

import streamlit as st

from bigtrust.builds import Build
from bigtrust.views.meeting import MeetingPage

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def take_along(page: MeetingPage, build: Build) -> None:
    """The page as its viewer sees it, as PDF and as slides."""
    company = str(build.manifest["settings"]["company"]["name"])
    name = re.sub(r"\W+", "-", page.label.lower()).strip("-")
    st.download_button(
        "PDF",
        lambda: _pdf(page, company),
        f"{name}.pdf",
        "application/pdf",
        key="take_pdf",
        help="Take it along: to read and to print",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )
    st.download_button(
        "Slides",
        lambda: _slides(page, company),
        f"{name}.pptx",
        _SLIDES,
        key="take_slides",
        help="Take it along: slides with charts that can be edited",
        icon=":material/co_present:",
        on_click="ignore",
    )


def _pdf(page: MeetingPage, company: str) -> bytes:
    from bigtrust.exports.meeting_pdf import meeting_pdf

    return meeting_pdf(page, company)


def _slides(page: MeetingPage, company: str) -> bytes:
    from bigtrust.exports.meeting_slides import meeting_slides

    return meeting_slides(page, company)
