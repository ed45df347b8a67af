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

PLACES: Final = (
    Place("executive/overview.py", "overview", "Overview"),
    Place("analyst/broken_promises.py", "broken-promises", "Broken promises"),
    Place("steward/data.py", "data", "Data", roles=frozenset({Role.STEWARD, Role.OFFICER})),
    Place("everyone/method.py", "method", "Method"),
)


def places_of(role: Role) -> tuple[Place, ...]:
    return tuple(place for place in PLACES if role in place.roles)
