"""The only room that knows Streamlit: the frame of a page, the viewer, what is kept in memory."""

from bigtrust.web.choosing import choose, link, search
from bigtrust.web.frame import frame, navigation
from bigtrust.web.kept import ask
from bigtrust.web.parts import part
from bigtrust.web.showing import show_group, show_panel, show_ways
from bigtrust.web.uploading import show_upload
from bigtrust.web.viewer import build_or_none, build_or_stop, choose_role, role, settings

__all__ = [
    "ask",
    "build_or_none",
    "build_or_stop",
    "choose",
    "choose_role",
    "frame",
    "link",
    "navigation",
    "part",
    "role",
    "search",
    "settings",
    "show_group",
    "show_panel",
    "show_upload",
    "show_ways",
]
