"""The only room that knows Streamlit: the frame of a page, the viewer, what is kept in memory."""

from bigtrust.web.choosing import choose, link
from bigtrust.web.frame import frame, navigation
from bigtrust.web.kept import ask
from bigtrust.web.overview import show_attention, show_kinds, show_scores
from bigtrust.web.showing import (
    has,
    has_figure,
    rule,
    show_gaps,
    show_group,
    show_panel,
    show_principle,
    show_ways,
)
from bigtrust.web.viewer import build_or_stop, choose_role, role, settings

__all__ = [
    "ask",
    "build_or_stop",
    "choose",
    "choose_role",
    "frame",
    "has",
    "has_figure",
    "link",
    "navigation",
    "role",
    "rule",
    "settings",
    "show_attention",
    "show_gaps",
    "show_group",
    "show_kinds",
    "show_panel",
    "show_principle",
    "show_scores",
    "show_ways",
]
