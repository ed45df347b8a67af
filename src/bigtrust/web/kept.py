"""What views said, kept in memory.

The key is build id, role, and what was chosen: two roles never share a figure, and a new build
never shows an old one.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import streamlit as st

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.views.failures import failures_met
from bigtrust.web.viewer import role

Said = TypeVar("Said")
View = Callable[..., Said]

_KEPT: Final = 256  # answers: a few builds times roles times what is chosen


def ask(view: View[Said], build: Build, *chosen: Hashable) -> Said:
    """What `view` (of scope, build and what was chosen) says to the viewer."""
    name = f"{view.__module__}.{view.__qualname__}"
    try:
        return _said(build.id, role(), (name, *chosen), view, build)  # type: ignore[no-any-return]
    except _Passing as passing:
        return passing.said  # type: ignore[no-any-return]


class _Passing(Exception):  # noqa: N818 (no error: a way past the cache)
    """An answer of which a part failed, so that whoever asks next asks anew."""

    def __init__(self, said: Any) -> None:
        super().__init__()
        self.said = said


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _said(
    build_id: str,
    viewer: Role,
    question: tuple[Hashable, ...],
    _view: View[Any],
    _build: Build,
) -> Any:
    _, *chosen = question
    with failures_met() as met:
        said = _view(Scope(viewer, build_id), _build, *chosen)
    if met:
        raise _Passing(said)
    return said
