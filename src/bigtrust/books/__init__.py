"""What people write: meetings, decisions, annotations, frozen figures, saved views."""

from bigtrust.books.freezing import Asked, Recalled, computed_now
from bigtrust.books.opening import READERS, WRITERS, Books, open_books
from bigtrust.books.reading import (
    annotations,
    decisions,
    frozen_figures,
    meetings,
    saved_views,
)
from bigtrust.books.tables import Annotation, Decision, Meeting, SavedView
from bigtrust.books.writing import (
    OPEN_STATUSES,
    STATUSES,
    NewDecision,
    add_decision,
    annotate,
    change_status,
    close_meeting,
    open_meeting,
    remove_view,
    save_view,
)

__all__ = [
    "OPEN_STATUSES",
    "READERS",
    "STATUSES",
    "WRITERS",
    "Annotation",
    "Asked",
    "Books",
    "Decision",
    "Meeting",
    "NewDecision",
    "Recalled",
    "SavedView",
    "add_decision",
    "annotate",
    "annotations",
    "change_status",
    "close_meeting",
    "computed_now",
    "decisions",
    "frozen_figures",
    "meetings",
    "open_books",
    "open_meeting",
    "remove_view",
    "save_view",
    "saved_views",
]
