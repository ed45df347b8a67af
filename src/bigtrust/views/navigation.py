"""The pages, and who finds which of them in the menu. The menu is no lock: rights are checked where
data is read (security.md).
"""

from dataclasses import dataclass
from typing import Final

from bigtrust.access.scope import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its script in `pages/`, its address, its title, its section of the menu."""

    script: str
    address: str
    title: str
    section: str = ""
    roles: frozenset[Role] = frozenset(Role)
    in_menu: bool = True


ROLE_TITLES: Final = {
    Role.EXECUTIVE: "Executive",
    Role.CIO: "CIO",
    Role.ANALYST: "Analyst",
    Role.STEWARD: "Data steward",
    Role.OFFICER: "Privacy officer",
}

_PRINCIPLES = "Principles"
_ANALYSTS = frozenset({Role.ANALYST, Role.OFFICER, Role.CIO})

_AT_MEETINGS = frozenset({Role.EXECUTIVE, Role.CIO, Role.OFFICER})
_OF_DATA = frozenset({Role.STEWARD, Role.OFFICER})

PLACES: Final = (
    Place("executive/overview.py", "overview", "Overview"),
    Place("principles/choice.py", "choice", "Choice", _PRINCIPLES),
    Place("principles/discretion.py", "discretion", "Discretion", _PRINCIPLES),
    Place("principles/restraint.py", "restraint", "Restraint", _PRINCIPLES),
    Place("principles/transparency.py", "transparency", "Transparency", _PRINCIPLES),
    Place("principles/accountability.py", "accountability", "Accountability", _PRINCIPLES),
    Place("principles/coherence.py", "coherence", "Coherence", _PRINCIPLES),
    Place("analyst/explore.py", "explore", "Explore", roles=_ANALYSTS),
    Place("analyst/indicator.py", "indicator", "Indicator", in_menu=False),
    Place("analyst/broken_promises.py", "broken_promises", "Broken promises"),
    Place("cio/meeting.py", "meeting", "Meeting", roles=_AT_MEETINGS),
    Place("steward/data.py", "data", "Data", roles=_OF_DATA),
    Place("everyone/method.py", "method", "Method"),
)


def places_of(role: Role) -> tuple[Place, ...]:
    return tuple(place for place in PLACES if role in place.roles)
