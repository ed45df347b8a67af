"""Confidence intervals: Wilson's of a share, the exact one of a rate."""

from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`: of a share as fractions of 1, of a rate in events per exposure."""

    low: float
    high: float


def wilson(numerator: int, denominator: int, confidence: float = 0.95) -> Interval | None:
    """The Wilson score interval of numerator / denominator, within 0 and 1; None without data.

    It holds if the contacts (people, requests...) were independent of each other.
    Raises ValueError where the numerator is not a part of the denominator: a rate is no share.
    Source: Wilson 1927, JASA 22:209-212.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    if denominator == 0:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = numerator / denominator
    shrink = 1 + z * z / denominator
    centre = (share + z * z / (2 * denominator)) / shrink
    spread = z / shrink * sqrt(share * (1 - share) / denominator + (z / (2 * denominator)) ** 2)
    # At 0 and at all of them the bound is exact; arithmetic would leave a speck beside it.
    return Interval(
        0.0 if numerator == 0 else max(0.0, centre - spread),
        1.0 if numerator == denominator else min(1.0, centre + spread),
    )


def poisson(events: int, exposure: float, confidence: float = 0.95) -> Interval | None:
    """The exact interval of a rate, events per unit of exposure; None without exposure.

    It holds if the events were independent of each other. Multiply by 1,000 for a rate per 1,000.
    The quantiles of chi-squared over 2 that Garwood gives are those of a gamma distribution.
    Source: Garwood 1936, Biometrika 28:437-442.
    """
    if events < 0 or exposure < 0:
        raise ValueError(f"{events} in {exposure} is no rate")
    if exposure == 0:
        return None
    from scipy.special import gammaincinv  # noqa: PLC0415 (it would slow the start of every command)

    tail = (1 - confidence) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    high = float(gammaincinv(events + 1, 1 - tail))
    return Interval(low / exposure, high / exposure)


def difference(now: tuple[float, Interval], before: tuple[float, Interval]) -> Interval:
    """The interval of a change between two shares (or rates) with their intervals.

    Source: Newcombe 1998, Statistics in Medicine 17:873-890, method 10.
    """
    (value, within), (value_before, within_before) = now, before
    down = hypot(value - within.low, within_before.high - value_before)
    up = hypot(within.high - value, value_before - within_before.low)
    return Interval(value - value_before - down, value - value_before + up)
