"""The company's books, opened once a process; annotations for its charts."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from bigtrust.books import Books, annotations, open_books
from bigtrust.errors import TrustError
from bigtrust.figures import markup
from bigtrust.settings import Settings
from bigtrust.views.series import Mark, Series
from bigtrust.web.viewer import settings

_log = logging.getLogger(__name__)


def books() -> Books:
    """TrustError where they cannot be opened."""
    told = settings()
    return _opened(told.books_url, told)


def annotated(series: Series, indicator: str) -> Series:
    """With what people wrote of the indicator; as it is, where the books cannot be read."""
    try:
        notes = annotations(books(), indicator)
    except TrustError:
        _log.exception("The annotations of %s could not be read", indicator)
        return series
    if not series.points:
        return series
    first, last = series.points[0].first, series.points[-1].last
    marks = tuple(Mark(note.day, note.text) for note in notes if first <= note.day <= last)
    return replace(series, marks=(*series.marks, *marks))


@contextmanager
def refusals_told() -> Iterator[None]:
    """What the books refuse is said in its place, and the page lives on."""
    try:
        yield
    except TrustError as error:
        st.html(markup.refusal(error.message, error.advice))


@st.cache_resource(show_spinner=False)
def _opened(url: str, _settings: Settings) -> Books:  # noqa: ARG001 (the key)
    return open_books(_settings)
