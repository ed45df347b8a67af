"""The only room that knows Streamlit: the frame of a page, the viewer, what is kept in memory."""

from bigtrust.web.choosing import choose, link
from bigtrust.web.exploring import choose_asked, show_clicked, show_multiples, show_way
from bigtrust.web.frame import frame, navigation
from bigtrust.web.kept import ask
from bigtrust.web.overview import show_attention, show_kinds, show_scores
from bigtrust.web.showing import show_gaps, show_group, show_panel, show_principle, show_ways
from bigtrust.web.viewer import build_or_stop, choose_role, role, settings

__all__ = [
    "ask",
    "build_or_stop",
    "choose",
    "choose_asked",
    "choose_role",
    "frame",
    "link",
    "navigation",
    "role",
    "settings",
    "show_attention",
    "show_clicked",
    "show_gaps",
    "show_group",
    "show_kinds",
    "show_multiples",
    "show_panel",
    "show_principle",
    "show_scores",
    "show_way",
    "show_ways",
]
