"""The trust index: how well the six principles are kept together, from 0 to 100.

Goalposts turn an indicator into a score; a principle is the arithmetic mean of its scores, the
index the geometric mean of its principles, so that one failure cannot be bought off.
Source: OECD and JRC, Handbook on Constructing Composite Indicators, 2008 (normalisation,
aggregation, uncertainty by varied weights). Goalposts, floor and the share by which weights vary
are house.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

Scores = Mapping[str, Mapping[str, float]]  # principle -> indicator -> score

PRINCIPLES = ("choice", "discretion", "restraint", "transparency", "accountability", "coherence")
FEWEST_PRINCIPLES = 4
FLOOR = 1.0  # a principle at 0 would make the index 0, whatever the others do
VARIED = 0.25  # by how much a weight may be other than we think
DRAWS = 1_000
SEED = 2008


@dataclass(frozen=True, slots=True)
class Index:
    """The index, its 5-95 % band, and the mean score of each principle; all from 0 to 100."""

    value: float
    low: float
    high: float
    principles: Mapping[str, float]


def score(value: float, good: float, bad: float) -> float:
    """100 at `good` or better, 0 at `bad` or worse, in proportion between; in any unit."""
    return min(100.0, max(0.0, 100 * (value - bad) / (good - bad)))


def trust_index(scores: Scores, principles: Collection[str] = PRINCIPLES) -> Index | None:
    """The index of `principles` (all six, or the fixed four or more that settings declare).

    None where one of them has no score: an index of other principles would be another index.
    """
    if len(principles) < FEWEST_PRINCIPLES:
        raise ValueError(f"an index of {len(principles)} principles; {FEWEST_PRINCIPLES} at least")
    if not all(scores.get(principle) for principle in principles):
        return None
    means = {principle: _mean(scores[principle]) for principle in principles}
    low, high = _band([list(scores[principle].values()) for principle in principles])
    return Index(_geometric(list(means.values())), low, high, means)


def contributions(
    before: Scores, after: Scores, principles: Collection[str] = PRINCIPLES
) -> dict[str, float]:
    """What each indicator contributed to the change of the index; they add up to the change.

    The logarithmic mean splits the change of a geometric mean among its principles without a
    rest; within a principle each indicator moved the mean by its own change. A change below the
    floor of a principle contributes nothing.
    Raises ValueError where the indicators differ: then a new series starts, and nothing changed.
    Source: Ang 2005, The LMDI approach to decomposition analysis, Energy Policy 33:867-871.
    """
    if any(before[principle].keys() != after[principle].keys() for principle in principles):
        raise ValueError("the index of other indicators is another index")
    whole = _logarithmic_mean(*(_index(scores, principles) for scores in (before, after)))
    return {
        indicator: whole / len(principles) * part
        for principle in principles
        for indicator, part in _relative_changes(before[principle], after[principle]).items()
    }


def _relative_changes(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """What each indicator added to the logarithm of its principle's mean."""
    old, new = _mean(before), _mean(after)
    floored_old, floored_new = max(old, FLOOR), max(new, FLOOR)
    above = (floored_new - floored_old) / (new - old) if new != old else float(old >= FLOOR)
    pace = above / _logarithmic_mean(floored_old, floored_new) / len(before)
    return {name: pace * (after[name] - before[name]) for name in before}


def _logarithmic_mean(one: float, other: float) -> float:
    """The difference over the difference of the logarithms; for equal numbers, the number."""
    return one if one == other else (other - one) / log1p((other - one) / one)


def _index(scores: Scores, principles: Collection[str]) -> float:
    return _geometric([_mean(scores[principle]) for principle in principles])


def _mean(scores: Mapping[str, float]) -> float:
    return sum(scores.values()) / len(scores)


def _geometric(means: list[float]) -> float:
    return exp(sum(log(max(mean, FLOOR)) for mean in means) / len(means))


def _band(scores: list[list[float]]) -> tuple[float, float]:
    """From where to where the index lies in 90 of 100 other ways to weigh and to aggregate.

    The draws are the same each time: what moves the band is the scores.
    """
    chance = np.random.default_rng(SEED)
    weights = _weights(chance, len(scores))
    means = np.column_stack([_weights(chance, len(own)) @ np.array(own) for own in scores])
    means = means.clip(FLOOR)
    arithmetic = (weights * means).sum(axis=1)
    geometric = np.exp((weights * np.log(means)).sum(axis=1))
    low, high = np.quantile(np.concatenate([arithmetic, geometric]), [0.05, 0.95])
    return float(low), float(high)


def _weights(chance: np.random.Generator, number: int) -> NDArray[np.float64]:
    """A row a draw: weights that vary around equal ones, and add up to 1."""
    weights = chance.uniform(1 - VARIED, 1 + VARIED, (DRAWS, number))
    adding_up: NDArray[np.float64] = weights / weights.sum(axis=1, keepdims=True)
    return adding_up
