"""Protected figures: what a viewer who is not the privacy officer may see of a cell.

Measured on random tables against an integer-programming attack (security.md): hiding the counts
of fewer than 5 people, none among them, and rounding the others to 5 leaves no cell that can be
solved. Protect before plotting: whatever is drawn, sorted or exported is protected already.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor
from statistics import fmean

from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure, Quantile, Survival, TopShare
from bigtrust.measures.uncertainty import interval

OPEN_OPERATIONAL = 5  # customers behind a cell that describes what the company does
OPEN_PERSONAL = 30  # customers behind a cell that describes people
OPEN_SPREAD = 10  # cases of a median or percentile
FEW = 5  # counts of fewer people are not shown, none among them
ROUNDING = 5
CHARTED = 50  # a protected series that counts fewer on average has no control chart


class Protection(StrEnum):
    """How a figure differs from the exact one."""

    EXACT = ""
    CLOSED = "too few customers are behind it"
    FEW = "fewer than 5 people"
    NEARLY_ALL = "all but fewer than 5 people"
    WITHHELD = "hidden, or others could be worked out from it"
    ROUNDED = "rounded to 5"
    UNREACHED = "not reached yet, and the longest time seen may be one person's"


@dataclass(frozen=True, slots=True)
class Behind:
    """Distinct people: those the cell is of, and those that its numerator counts."""

    cell: int
    numerator: int


def protected(figure: Figure, measure: Measure, behind: Behind, personal: bool) -> Figure:
    """The figure as it may be seen; `personal`: a dimension of its cell describes people."""
    if figure.missing is not None and figure.numerator is None:
        return figure
    if behind.cell < _opens_at(measure, personal):
        return hidden(figure, Protection.CLOSED)
    if not personal:
        return figure
    if isinstance(measure.spread, Quantile | Survival):
        shown = _without_longest(_rounded(figure))
        return replace(shown, numerator=None) if behind.numerator < FEW else shown
    if behind.numerator < FEW:
        return _bounded(figure, measure, Protection.FEW)
    if measure.is_share and behind.cell - behind.numerator < FEW:
        return _bounded(figure, measure, Protection.NEARLY_ALL)
    return _formed(_rounded(figure), measure)


def _opens_at(measure: Measure, personal: bool) -> int:
    """How many people are behind an open cell; of a percentile so many that it is no maximum: of
    19 cases the 95th is the last.
    """
    opens = OPEN_PERSONAL if personal else OPEN_OPERATIONAL
    if measure.spread is None:
        return opens
    share = 0.0 if isinstance(measure.spread, TopShare) else measure.spread.share
    return max(opens, OPEN_SPREAD, round(1 / (1 - share)))


def too_coarse_to_chart(found: Sequence[Figure]) -> bool:
    """In small counts, rounding to 5 would pass for a signal."""
    if not any(figure.protection for figure in found):
        return False
    return fmean(figure.numerator or 0.0 for figure in found) < CHARTED


def hidden(figure: Figure, why: Protection) -> Figure:
    """Nothing of it, but why."""
    return replace(
        figure,
        numerator=None,
        denominator=None,
        value=None,
        low=None,
        high=None,
        beyond=None,
        protection=why,
    )


def _bounded(figure: Figure, measure: Measure, why: Protection) -> Figure:
    """No count and no value, only on which side of a bound the rate lies: "below 0.4 %". Few people
    may have many of what is counted: then there is no bound, as none would be true.
    """
    bottom = to_five(figure.denominator)
    shown = replace(hidden(figure, why), denominator=bottom)
    counted = figure.numerator or 0.0
    few = counted if why is Protection.FEW else (figure.denominator or 0.0) - counted
    if not bottom or few >= FEW:
        return shown
    # So few may be up to half a rounding fewer: 4 of 8 are not below 5 of 10.
    least = bottom if bottom > 2 * ROUNDING else bottom - ROUNDING / 2
    bound = measure.scale * FEW / least
    if why is Protection.FEW:
        return replace(shown, high=bound)
    return replace(shown, low=max(measure.scale - bound, 0.0))


def _rounded(figure: Figure) -> Figure:
    return replace(
        figure,
        numerator=to_five(figure.numerator),
        denominator=to_five(figure.denominator),
        protection=Protection.ROUNDED,
    )


def _without_longest(figure: Figure) -> Figure:
    """What a time that was not reached is beyond is the longest of all cases: a maximum."""
    if figure.beyond is None:
        return figure
    return replace(figure, beyond=None, protection=Protection.UNREACHED)


def to_five(count: float | None) -> float | None:
    return None if count is None else float(ROUNDING * floor(count / ROUNDING + 0.5))


def _formed(figure: Figure, measure: Measure) -> Figure:
    """The value anew, from the rounded counts alone."""
    top, bottom = figure.numerator, figure.denominator
    if top is None or not bottom:
        return replace(figure, value=top if measure.denominator is None else None)
    value = measure.scale * top / bottom
    within = interval(measure, top, bottom)
    if within is None:
        return replace(figure, value=value, low=None, high=None)
    return replace(figure, value=value, low=within.low, high=within.high)
