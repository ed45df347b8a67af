"""What views said, kept in memory.

The key is build id, role, and what was chosen: two roles never share a figure, and a new build
never shows an old one.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import streamlit as st

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.web.viewer import role

Said = TypeVar("Said")
View = Callable[..., Said]

_KEPT: Final = 256  # answers: a few builds times roles times what is chosen


def ask(view: View[Said], build: Build, *chosen: Hashable) -> Said:
    """What `view` (of scope, build and what was chosen) says to the viewer."""
    name = f"{view.__module__}.{view.__qualname__}"
    return _said(build.id, role(), (name, *chosen), view, build)  # type: ignore[no-any-return]


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _said(
    build_id: str,
    viewer: Role,
    question: tuple[Hashable, ...],
    _view: View[Any],
    _build: Build,
) -> Any:
    _, *chosen = question
    return _view(Scope(viewer, build_id), _build, *chosen)
