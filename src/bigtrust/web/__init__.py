"""The only room that knows Streamlit: the frame of a page, the viewer, what is kept in memory."""

from bigtrust.web.books import refusals_told
from bigtrust.web.choosing import choose, link, search, show_left_out, unknown
from bigtrust.web.exploring import choose_asked, show_clicked, show_multiples, show_notes, show_way
from bigtrust.web.frame import frame, navigation
from bigtrust.web.head import ask_head
from bigtrust.web.kept import ask
from bigtrust.web.meetings import (
    choose_meeting,
    show_actions,
    show_meeting,
    show_ways_out,
    told,
)
from bigtrust.web.overview import show_attention, show_kinds, show_scores
from bigtrust.web.parts import part
from bigtrust.web.presenting import presenting, show_presentation
from bigtrust.web.showing import (
    has,
    has_figure,
    lay_out,
    rule,
    show_absent,
    show_gaps,
    show_group,
    show_indicators,
    show_listing,
    show_panel,
    show_principle,
    show_promise,
    show_segments,
    show_ways,
)
from bigtrust.web.uploading import show_upload
from bigtrust.web.viewer import build_or_none, build_or_stop, choose_role, role, settings

__all__ = [
    "ask",
    "ask_head",
    "build_or_none",
    "build_or_stop",
    "choose",
    "choose_asked",
    "choose_meeting",
    "choose_role",
    "frame",
    "has",
    "has_figure",
    "lay_out",
    "link",
    "navigation",
    "part",
    "presenting",
    "refusals_told",
    "role",
    "rule",
    "search",
    "settings",
    "show_absent",
    "show_actions",
    "show_attention",
    "show_clicked",
    "show_gaps",
    "show_group",
    "show_indicators",
    "show_kinds",
    "show_left_out",
    "show_listing",
    "show_meeting",
    "show_multiples",
    "show_notes",
    "show_panel",
    "show_presentation",
    "show_principle",
    "show_promise",
    "show_scores",
    "show_segments",
    "show_upload",
    "show_way",
    "show_ways",
    "show_ways_out",
    "told",
    "unknown",
]
