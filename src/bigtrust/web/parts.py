"""A part of a page that may fail without taking the others with it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import streamlit as st

from bigtrust.errors import TrustError
from bigtrust.figures import markup

_log = logging.getLogger(__name__)


@contextmanager
def part(name: str) -> Iterator[None]:
    """What fails within says so in its place: a TrustError in its words, others by a reference."""
    try:
        yield
    except TrustError as error:
        st.html(markup.refusal(error.message, error.advice))
    except Exception:
        reference = uuid4().hex[:8]
        _log.exception("The part %s failed, reference %s", name, reference)
        st.html(markup.broken_panel(reference))
