"""Contact caps: at most so many marketing contacts to one customer in a rolling window."""

from dataclasses import dataclass

from bigtrust.rules.jurisdictions import places


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `limit` marketing contacts in any `days` days together, counted by the customer's
    own calendar day; on one channel or on all, in one jurisdiction or everywhere.
    """

    limit: int
    days: int
    channel: str = "all"
    jurisdiction: str | None = None
    source: str = "the company's own setting"

    def applies_to(self, channel: str, jurisdiction: str | None) -> bool:
        """Whether a contact on `channel` to a customer of `jurisdiction` (ISO 3166) counts.

        A country's cap holds in its subdivisions, the Union's in its members: EU and FR bind FR-75.
        Where the jurisdiction is
        unknown (None), only the caps that hold everywhere apply.
        """
        here = self.jurisdiction is None or self.jurisdiction in set(places(jurisdiction))
        return here and self.channel in ("all", channel)


HOUSE = "house: no law sets a number"
DEFAULT_CAPS = (
    Cap(8, 30, source=HOUSE),
    Cap(3, 7, source=HOUSE),
    Cap(4, 30, "phone", "FR", source="French Consumer Code, Art D.223-9"),
)
