"""A part of a page that may fail without taking the others with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from bigtrust.errors import TrustError
from bigtrust.figures import markup
from bigtrust.views.failures import logged


@contextmanager
def part(name: str) -> Iterator[None]:
    """What fails within says so in its place: a TrustError in its words, others by a reference."""
    try:
        yield
    except TrustError as error:
        st.html(markup.refusal(error.message, error.advice))
    except Exception:
        st.html(markup.broken_panel(logged(f"The part {name}")))
