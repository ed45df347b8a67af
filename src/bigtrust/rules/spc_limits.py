"""Where a series is expected to lie: its centre, and how far common causes move it.

The spread of a series is its mean moving range: the mean distance between neighbours. Limits lie
2.66 spreads from the centre (3 standard deviations, a spread being 1.128 of them), near limits
two thirds of that (1.773). Moving ranges over 3.267 times their mean are screened out, once, so
that one odd point does not widen the limits that should show it.

What comes in steps (a number of events, a whole number of contacts) is known to half a step: 8
stands for all from 7.5 to 8.5. So what is within half a step of the centre lies on neither side
of it, and limits lie further out by what rounding adds, a standard deviation of 1 / sqrt(12) of a
step. Without this, rounding alone makes signals of one point in five (Wheeler: inadequate
measurement units).
Sources: NHS England, Making Data Count; nhs-r-community/NHSRplotthedots; Wheeler, Understanding
Variation; Laney 2002, Improved control charts for attributes, Quality Engineering 14:531-537.
Steps: Wheeler and Lyday, Evaluating the Measurement Process; Sheppard 1898, Proceedings of the
London Mathematical Society 29:353-380 (what rounding adds); house, for the rules.
"""

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

LIMIT = 2.66
NEAR = 2 * LIMIT / 3
SCREEN = 3.267
ROUNDING = 1 / sqrt(12)  # the standard deviation of what rounding to a step of 1 adds
BEYOND = 0.00135  # what a normal distribution has beyond 3 standard deviations on one side
LARGE = 100.0  # a Poisson mean from which on the normal distribution will do


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre, spread and step for each point, in units of the values; a step of 0 is none."""

    centre: Numbers
    spread: Numbers
    step: Numbers | float = 0.0

    @property
    def high(self) -> Numbers:
        return self.centre + self.reach(LIMIT)

    @property
    def low(self) -> Numbers:
        return self.centre - self.reach(LIMIT)

    def reach(self, spreads: float) -> Numbers:
        """How far from the centre so many spreads are."""
        return spreads * self.spread + ROUNDING * self.step

    def of(self, points: Flags) -> "Limits":
        """The limits of these points alone."""
        step = np.broadcast_to(self.step, self.centre.shape)
        return Limits(self.centre[points], self.spread[points], step[points])


def mean_moving_range(values: Numbers, screen: bool = True) -> float:
    """The mean distance between neighbours, outlying distances screened out once; 0 without any.

    In a series of few whole numbers most neighbours are equal, and screening would leave nothing
    but these: then nothing is screened.
    """
    ranges = np.abs(np.diff(values))
    near = ranges[ranges <= SCREEN * ranges.mean()] if screen and ranges.size else ranges
    kept = near if near.any() else ranges
    return float(kept.mean()) if kept.size else 0.0


def xmr(values: Numbers, learned: Flags, screen: bool = True) -> Limits:
    """Limits of individual values, the same for every point; `learned` marks those learned from."""
    spread = mean_moving_range(values[learned], screen)
    return Limits(np.full(values.shape, values[learned].mean()), np.full(values.shape, spread))


def laney(numerators: Numbers, denominators: Numbers, learned: Flags, is_share: bool) -> Limits:
    """Laney's p' (of shares) or u' (of rates, whose numerator is no part of the denominator).

    What chance alone would do at each denominator (all above 0), times how much more or less the
    series does.
    """
    centre = numerators[learned].sum() / denominators[learned].sum()
    variance = centre * max(1 - centre, 0) if is_share else centre
    chance = np.sqrt(variance / denominators)
    scores = (numerators / denominators - centre) / np.where(chance > 0, chance, 1.0)
    return Limits(np.full(chance.shape, centre), chance * mean_moving_range(scores[learned]))


def few_events(
    numerators: Numbers, denominators: Numbers, learned: Flags, is_share: bool
) -> Limits:
    """Laney's limits, but never nearer than so few events would stray by chance (Poisson).

    Three standard deviations of a count of 0.3 a week are passed in one week of 27.
    """
    limits = laney(numerators, denominators, learned, is_share)
    expected = limits.centre * denominators
    strays = np.array([poisson_limit(float(mean)) for mean in expected]) - expected
    return Limits(limits.centre, np.maximum(limits.spread, strays / denominators / LIMIT))


def poisson_limit(mean: float) -> float:
    """The smallest count that a Poisson variable of `mean` exceeds with at most 0.135 %."""
    if mean > LARGE:
        return mean + 3 * sqrt(mean)
    count, term = 0, exp(-mean)
    below = term
    while 1 - below > BEYOND:
        count += 1
        term *= mean / count
        below += term
    return float(count)
