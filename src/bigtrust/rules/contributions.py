"""What moved a rate: the contribution of each segment value to its change between two periods.

A rate moves because segments change, and because their weights (shares of the denominator) do:
more calls, whose opt-out rate is high, raise the rate of all contacts though no channel changed.
Source: Bennet 1920, Journal of the Royal Statistical Society 83:455-462 (each change weighed by
the mean of both periods, so that neither period is the base and nothing is left over).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Counts:
    """A segment value in a period. A ratio's numerator may be no part of its denominator."""

    numerator: float
    denominator: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a segment value added to the change of the rate of all, in units of that rate."""

    own: float  # by its own change
    weight: float  # by becoming a larger or smaller part of the whole, next to the mean rate

    @property
    def total(self) -> float:
        return self.own + self.weight


Name = TypeVar("Name", bound=Hashable)
NOTHING = Counts(0, 0)


def what_moved(
    before: Mapping[Name, Counts], after: Mapping[Name, Counts]
) -> dict[Name, Contribution] | None:
    """The contribution of each segment value of either period; together the change of the rate.

    A segment that appears or vanishes has no change of its own: all of it is weight. None where a
    period has no denominator, and so no rate.
    """
    old, new = _added_up(before), _added_up(after)
    if not old.denominator or not new.denominator:
        return None
    middle = (old.numerator / old.denominator + new.numerator / new.denominator) / 2
    return {
        name: _contribution(
            _per(before.get(name, NOTHING), old), _per(after.get(name, NOTHING), new), middle
        )
        for name in {**before, **after}
    }


def _added_up(segments: Mapping[Name, Counts]) -> Counts:
    return Counts(
        sum(counts.numerator for counts in segments.values()),
        sum(counts.denominator for counts in segments.values()),
    )


def _per(counts: Counts, whole: Counts) -> Counts:
    """A segment's part of the rate, and its weight."""
    return Counts(counts.numerator / whole.denominator, counts.denominator / whole.denominator)


def _contribution(old: Counts, new: Counts, middle: float) -> Contribution:
    """Weights of all segments change by nothing in sum, so that `middle` may be taken off."""
    rates = [part.numerator / part.denominator for part in (old, new) if part.denominator]
    rate = sum(rates) / len(rates) if rates else 0.0
    heavier = new.denominator - old.denominator
    return Contribution(
        own=new.numerator - old.numerator - rate * heavier,
        weight=(rate - middle) * heavier,
    )
