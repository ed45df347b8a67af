"""What is left of many findings once chance has had its share.

Where many series are searched at once, one in twenty looks odd by chance. The procedure of
Benjamini and Hochberg keeps the findings of which at most 5 % are false, on average.
Source: Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289-300.
"""

from collections.abc import Sequence
from math import erfc, sqrt

FALSE_DISCOVERIES = 0.05
_SPECK = 1e-12  # what arithmetic alone may leave


def two_sided(score: float) -> float:
    """The p-value of a distance from what is expected, in standard deviations, either way."""
    return erfc(abs(score) / sqrt(2))


def discoveries(p_values: Sequence[float], most_false: float = FALSE_DISCOVERIES) -> list[bool]:
    """Which of the findings stand, in their order; `p_values` are of all that was searched.

    It holds for findings that are independent of each other or move together. (scipy.stats does
    the same, and takes longer to be imported than a page to be formed.)
    """
    allowed = most_false / max(len(p_values), 1) * (1 + _SPECK)
    ranked = enumerate(sorted(p_values), start=1)
    bar = max((p for rank, p in ranked if p <= allowed * rank), default=-1.0)
    return [p <= bar for p in p_values]


def chance_explains(p_values: Sequence[float | None]) -> list[bool]:
    """Which of them are no finding, in their order. None was not searched: chance explains nothing
    of it.
    """
    searched = [p for p in p_values if p is not None]
    found = iter(discoveries(searched))
    return [p is not None and not next(found) for p in p_values]


def most_likely_kept(p_values: Sequence[float], most_false: float = FALSE_DISCOVERIES) -> float:
    """The p-value up to which the findings stand; without any, that which the first would need."""
    kept = sum(discoveries(p_values, most_false))
    return most_false * max(kept, 1) / max(len(p_values), 1)
