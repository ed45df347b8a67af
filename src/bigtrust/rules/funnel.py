"""Units side by side: which shares lie further from the whole's than chance and custom explain.

A small unit strays further than a large one, so limits form a funnel. And units differ by more
than chance in ways that nobody can help: the funnel is widened until it holds the bulk of them.
Source: Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in
Medicine 24:1185-1202 (winsorised scores, multiplicative overdispersion).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, rel_entr

from bigtrust.rules.discoveries import most_likely_kept, two_sided

Numbers = NDArray[np.float64]

WINSORISED = 0.10  # of the scores, at each end, drawn in before their spread is taken
LIMIT = 3.09  # 99.8 % of what common causes do lies within
HALVINGS = 50


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's share, its limits (fractions of 1), and how odd a share so far out would be."""

    share: float
    low: float
    high: float
    p_value: float
    outside: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """The share of the whole, how often its chance variance the units vary, and the units.

    `overdispersion` is 1 where chance alone explains the bulk.
    """

    centre: float
    overdispersion: float
    units: tuple[Unit, ...]


def funnel(numerators: Sequence[int], denominators: Sequence[int]) -> Funnel | None:
    """The funnel of shares, a unit a position; None without units. Denominators are above 0."""
    counts, sizes = (np.array(given, dtype=np.float64) for given in (numerators, denominators))
    if not sizes.size:
        return None
    centre = float(counts.sum() / sizes.sum())
    overdispersion = _overdispersion(counts, sizes, centre)
    reach = LIMIT * np.sqrt(overdispersion)
    scores = _scores(counts, sizes, centre) / np.sqrt(overdispersion)
    low, high = (_limits(sizes, centre, side * reach) for side in (-1, 1))
    rows = zip(counts / sizes, low, high, scores, strict=True)
    units = (
        Unit(float(share), float(least), float(most), two_sided(score), bool(abs(score) > LIMIT))
        for share, least, most, score in rows
    )
    return Funnel(centre, overdispersion, tuple(units))


def within_looks(found: Funnel, sizes: Sequence[float]) -> tuple[list[float], list[float]]:
    """The lowest and highest shares, for units of these sizes, that are no discovery among the
    units of the funnel: the more units are looked at, the wider (rules/discoveries.py).
    """
    most = most_likely_kept([unit.p_value for unit in found.units])
    reach = float(-ndtri(most / 2)) * np.sqrt(found.overdispersion)
    along = np.array(sizes, dtype=np.float64)
    low, high = (_limits(along, found.centre, side * reach) for side in (-1, 1))
    return low.tolist(), high.tolist()


def _overdispersion(counts: Numbers, sizes: Numbers, centre: float) -> float:
    """The mean square of the winsorised scores: 1 by chance alone, and never taken for less."""
    variance = centre * (1 - centre)
    if variance == 0:
        return 1.0
    scores = (counts / sizes - centre) / np.sqrt(variance / sizes)
    drawn_in = scores.clip(*np.quantile(scores, [WINSORISED, 1 - WINSORISED]))
    return max(1.0, float(np.mean(drawn_in**2)))


def _scores(counts: Numbers, sizes: Numbers, centre: float) -> Numbers:
    """How far out each count is, in standard deviations of chance.

    The root of the deviance, half an event nearer to the centre (counts come in steps), is close
    to the exact binomial tail for units of any size, where the plain score finds far too many
    small units odd. Source: Zubkov and Serov 2013, Theory of Probability and Its Applications
    57:539-544.
    """
    away = counts - sizes * centre
    nearer = np.sign(away) * np.maximum(np.abs(away) - 0.5, 0)
    shares = centre + nearer / sizes
    deviance = rel_entr(shares, centre) + rel_entr(1 - shares, 1 - centre)
    scores: Numbers = np.sign(away) * np.sqrt(2 * sizes * np.maximum(deviance, 0))
    return scores


def _limits(sizes: Numbers, centre: float, reach: float) -> Numbers:
    """The share of each unit whose score is `reach`, or the end of what is possible."""
    inner, outer = np.full(sizes.shape, centre), np.full(sizes.shape, float(reach > 0))
    for _ in range(HALVINGS):
        middle = (inner + outer) / 2
        within = np.abs(_scores(middle * sizes, sizes, centre)) <= abs(reach)
        inner, outer = np.where(within, middle, inner), np.where(within, outer, middle)
    return outer
