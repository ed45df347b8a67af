"""Parts of a whole in words: "half of them", "a third of them", "12 % of them"."""

from typing import Final

from bigtrust.views import wording

# From where to where a share is called so.
_NAMED: Final = (
    (0.235, 0.265, "a quarter of them"),
    (0.315, 0.35, "a third of them"),
    (0.475, 0.525, "half of them"),
    (0.65, 0.685, "two thirds of them"),
    (0.735, 0.765, "three quarters of them"),
)


def portion(part: float, whole: float) -> str:
    """How much of the whole the part is; "all of them" only where it is all."""
    if part == whole:
        return "all of them" if whole != 1 else "it was"
    share = part / whole
    named = next((name for low, high, name in _NAMED if low <= share <= high), "")
    if named:
        return named
    decimals = max(1, min(99, round(100 * share)))
    return f"{wording.number(decimals)}{wording.NO_BREAK}% of them"
