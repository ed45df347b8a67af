"""What is looked at together has to be odder than what is looked at alone.

Of many, some are out of their usual range by chance (rules/discoveries.py; decisions.md, 72).
"""

from collections.abc import Sequence
from typing import Protocol, Self, TypeVar

from bigtrust.rules.discoveries import chance_explains


class Seen(Protocol):
    """Something whose latest point is called worse or better, or not."""

    @property
    def p_value(self) -> float | None:
        """Of what its latest point does, were there nothing but noise; None: it is not judged."""

    @property
    def calmed(self) -> Self:
        """The same, its latest point taken for noise."""


_Seen = TypeVar("_Seen", bound=Seen)


def seen_together(seen: Sequence[_Seen]) -> list[_Seen]:
    """All of them, those calmed whose latest point chance explains among so many."""
    by_chance = chance_explains([each.p_value for each in seen])
    return [each.calmed if calms else each for each, calms in zip(seen, by_chance, strict=True)]
