"""What a figure does (variation) and whether it keeps its target (assurance), as signs.

A sign is a shape, a letter, a word and a tone, so that nothing hangs on colour alone. The scheme
is NHS England's "Making data count".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bigtrust.rules.spc_chart import Assurance, Chart, Point, Variation
from bigtrust.rules.spc_rules import Direction

Tone = Literal["concerning", "improving", "steady"]
Shape = Literal["circle", "diamond", "ring", "dotted ring", "square", "octagon", "dashed square"]


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon and its word."""

    shape: Shape
    letter: str
    word: str
    tone: Tone


WORSE_HIGH: Final = Sign("diamond", "H", "Getting worse", "concerning")
WORSE_LOW: Final = Sign("diamond", "L", "Getting worse", "concerning")
BETTER_HIGH: Final = Sign("circle", "H", "Improving", "improving")
BETTER_LOW: Final = Sign("circle", "L", "Improving", "improving")
STEADY: Final = Sign("ring", "~", "Steady", "steady")
MEETS: Final = Sign("square", "P", "Meets target", "improving")
MISSES: Final = Sign("octagon", "F", "Misses target", "concerning")
HIT_AND_MISS: Final = Sign("dashed square", "?", "Hit and miss", "steady")
DATA_PROBLEM: Final = Sign("dotted ring", "!", "Data problem", "steady")

_VARIATIONS: Final[Mapping[Variation, Sign]] = {
    Variation.IMPROVING_HIGH: BETTER_HIGH,
    Variation.IMPROVING_LOW: BETTER_LOW,
    Variation.CONCERNING_HIGH: WORSE_HIGH,
    Variation.CONCERNING_LOW: WORSE_LOW,
    Variation.STEADY: STEADY,
}
VARIATIONS: Final = tuple(_VARIATIONS.values())
_ASSURANCES: Final[Mapping[Assurance, Sign]] = {
    Assurance.PASSES: MEETS,
    Assurance.FAILS: MISSES,
    Assurance.HIT_OR_MISS: HIT_AND_MISS,
}


def signs_of(chart: Chart) -> tuple[Sign, ...]:
    """What the latest point does, and whether the target will be met: none, one or two signs."""
    variation = _VARIATIONS.get(chart.variation) if chart.variation else None
    return tuple(sign for sign in (variation, _ASSURANCES.get(chart.assurance)) if sign)


def tone_of(point: Point, better: str) -> Tone:
    """Whether a flagged point is good news or bad; a point without a flag is steady."""
    if point.direction is None:
        return "steady"
    return _tone(point.direction is Direction.HIGH, better)


def pattern_of(point: Point, better: str) -> Tone:
    """The same for a point that is part of a pattern, by the side of the centre it lies on."""
    if point.part_of is None or point.value is None or point.centre is None:
        return "steady"
    return _tone(point.value > point.centre, better)


def _tone(high: bool, better: str) -> Tone:
    return "improving" if high is (better == "up") else "concerning"
