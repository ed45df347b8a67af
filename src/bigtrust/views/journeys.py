"""The journeys that break trust: what befell people, in order, and what they did thereafter."""

from collections.abc import Sequence
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.journeys import Journey, journeys
from bigtrust.rollups.coherence import LET_DOWN_DAYS
from bigtrust.views import wording
from bigtrust.views.broken_promises import told_promise
from bigtrust.views.table import Listing, Table

_FEW: Final = "fewer than 5"
_MOST: Final = 15  # journeys in the table
_OUTCOMES: Final = (
    ("Opted out after", "opted_out", "consent_events"),
    ("Complained after", "complained", "complaints"),
    ("Left after", "departed", "customers.left_on"),
)


def broken_journeys(scope: Scope, build: Build) -> Listing:
    """The commonest first; what has too few people behind it is told together."""
    found = journeys(scope, build)
    shown = [each for each in found if each.people is not None]
    outcomes = [each for each in _OUTCOMES if build.missing((each[2],)) is None]
    columns = ("What happened, in order", "People", *(title for title, _, _ in outcomes))
    rows = tuple(
        (
            _told(each),
            _count(each.people),
            *(_count(getattr(each, name)) for _, name, _ in outcomes),
        )
        for each in shown[:_MOST]
    )
    return Listing(
        title=_title(shown, bool(found)),
        key=f"People let down in the {LET_DOWN_DAYS} days to {wording.medium_day(build.as_of)}, by"
        " the promises broken to them, the first three; what came after need not come of it",
        table=Table("Journeys that break trust", columns, rows, frozenset(columns[1:])),
        note=_left_out(len(shown) - len(rows), len(found) - len(shown)),
    )


def _title(shown: Sequence[Journey], anybody: bool) -> str:
    """ "Let down more than once: contact without permission, then excess contacts, 41 people"."""
    if not anybody:
        return f"Nobody was let down in the last {LET_DOWN_DAYS} days"
    several = [each for each in shown if len(each.steps) > 1]
    if several:
        first = several[0]
        return f"Let down more than once: {_path(first)}, {_people(first)}"
    if shown:
        return f"The commonest way to be let down: {_path(shown[0])}, {_people(shown[0])}"
    return "Few people were let down, and too few in any one way to be shown"


def _path(journey: Journey) -> str:
    return ", then ".join(wording.inside(told_promise(step)) for step in journey.steps)


def _told(journey: Journey) -> str:
    return wording.sentence(_path(journey))


def _people(journey: Journey) -> str:
    return wording.quantity(journey.people or 0, "people")


def _count(count: int | None) -> str:
    return _FEW if count is None else wording.number(count)


def _left_out(further: int, hidden: int) -> str:
    parts = [
        f"{wording.counted(further, 'journey')} less common" if further else "",
        f"{wording.counted(hidden, 'journey')} with too few people" if hidden else "",
    ]
    told = [part for part in parts if part]
    return f"Not shown: {wording.joined(told)}." if told else ""
