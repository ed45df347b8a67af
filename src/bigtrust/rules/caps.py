"""Contact caps: at most so many marketing contacts to one customer in a rolling window."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `limit` marketing contacts in any `days` days together, counted by the customer's
    own calendar day; on one channel or on all, in one jurisdiction (ISO 3166) or everywhere. A
    country's cap holds in its subdivisions, the Union's in its members: EU and FR bind FR-75.
    """

    limit: int
    days: int
    channel: str = "all"
    jurisdiction: str | None = None
    source: str = "the company's own setting"


HOUSE = "house: no law sets a number"
DEFAULT_CAPS = (
    Cap(8, 30, source=HOUSE),
    Cap(3, 7, source=HOUSE),
    Cap(4, 30, "phone", "FR", source="French Consumer Code, Art D.223-9"),
)
