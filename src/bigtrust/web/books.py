"""The company's books, opened once a process; annotations for its charts."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from bigtrust.books import READERS, Books, Decision, annotations, decisions, open_books
from bigtrust.errors import TrustError
from bigtrust.figures import markup
from bigtrust.settings import Settings
from bigtrust.views.cards import Card
from bigtrust.views.series import Mark, Series
from bigtrust.web.viewer import role, settings

_log = logging.getLogger(__name__)


def books() -> Books:
    """TrustError where they cannot be opened."""
    told = settings()
    return _opened(told.books_url, told)


Notes = Mapping[str, tuple[Mark, ...]]  # indicator -> what people wrote of it


def notes_of(indicators: Iterable[str]) -> Notes:
    """Nothing where the books cannot be read: the charts stand without."""
    found: dict[str, tuple[Mark, ...]] = {}
    try:
        for note in annotations(books(), *indicators):
            found[note.indicator] = (*found.get(note.indicator, ()), Mark(note.day, note.text))
    except TrustError:
        _log.exception("The annotations could not be read")
    return found


def decided_on(indicators: Collection[str]) -> Sequence[Decision]:
    """What was decided on them: nothing for who reads no decisions, or where nobody can."""
    if role() not in READERS:
        return ()
    try:
        return [each for each in decisions(books(), role()) if each.indicator in indicators]
    except TrustError:
        _log.exception("The decisions could not be read")
        return ()


def annotated(series: Series, indicator: str) -> Series:
    """With what people wrote of the indicator."""
    return _marked(series, notes_of([indicator]).get(indicator, ()))


def noted(card: Card, notes: Notes) -> Card:
    """The card, its line with what people wrote of its indicator."""
    return replace(card, series=_marked(card.series, notes.get(card.measure.name, ())))


def _marked(series: Series, notes: Sequence[Mark]) -> Series:
    if not series.points:
        return series
    first, last = series.points[0].first, series.points[-1].last
    marks = tuple(note for note in notes if first <= note.day <= last)
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
