"""The top of a page: where it cannot be formed it says so, and what stands below it stands."""

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

import streamlit as st

from bigtrust.builds import Build
from bigtrust.figures import markup
from bigtrust.views.phrases import Sentence, Span
from bigtrust.web.kept import ask
from bigtrust.web.parts import part

Said = TypeVar("Said")

_FAILED: Final[Sentence] = (Span("The summary of this page could not be formed."),)


def ask_head(view: Callable[..., Said], build: Build, *chosen: Hashable) -> Said | None:
    """What the view says; None where it fails, which is told."""
    return formed(view.__name__, lambda: ask(view, build, *chosen))


def formed(name: str, form: Callable[[], Said]) -> Said | None:
    """What `form` gives, a skeleton in its place meanwhile; None where it fails, which is told."""
    said: Said | None = None
    above = st.container()
    with part(name), st.skeleton(height=640):
        said = form()
    if said is None:
        with above:
            st.html(markup.headline(_FAILED))
    return said
