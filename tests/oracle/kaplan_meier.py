"""The Kaplan-Meier estimate by hand: how long things take, when some are still going on."""

from collections.abc import Sequence
from fractions import Fraction

Spell = tuple[int, bool]  # days, and whether it ended then (else it was last seen then)


def quantile(share: Fraction, spells: Sequence[Spell]) -> int | None:
    """The first day by which at least that share has ended; None where it is not reached."""
    lasting = Fraction(1)
    for day in sorted({days for days, ended in spells if ended}):
        at_risk = sum(days >= day for days, _ in spells)
        ended_then = spells.count((day, True))
        lasting *= 1 - Fraction(ended_then, at_risk)
        if 1 - lasting >= share:
            return day
    return None
