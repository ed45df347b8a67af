"""The four rules that tell a signal from noise, in order: the first that holds names the point.

Sources: NHS England, Making Data Count; nhs-r-community/NHSRplotthedots.
A point is flagged when a pattern is complete with it, as it was on its day; the whole pattern
that it belongs to, known only afterwards, is told beside it. On pure noise of 104 points the
first marks about 2 points in 100, the second 6: all seven points of every chance run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import factorial

import numpy as np
from numpy.typing import NDArray

from bigtrust.rules.discoveries import two_sided
from bigtrust.rules.spc_limits import LIMIT, NEAR, Flags, Limits, Numbers

RUN = 7
SIGMAS = 3  # standard deviations from the centre to a limit
_BEYOND_NEAR = two_sided(2) / 2  # one side, of a normal distribution
TWO_OF_THREE_BY_CHANCE = 2 * (3 * _BEYOND_NEAR**2 * (1 - _BEYOND_NEAR) + _BEYOND_NEAR**3)
SPECK = 1e-9  # of the largest value: what arithmetic alone may leave between equal numbers
Sides = NDArray[np.int64]  # a point each: 1 holds on the high side, -1 on the low side, 0 not


class Rule(StrEnum):
    """A pattern that chance seldom makes."""

    OUTSIDE = "outside a limit"
    TREND = "seven rising or falling"
    TWO_OF_THREE = "two of three near a limit"
    ONE_SIDE = "seven on one side of the centre"


ALL_RULES = frozenset(Rule)


class Direction(IntEnum):
    """Where a signal points: a trend where it goes, the others to the side they lie on."""

    HIGH = 1
    LOW = -1


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that holds, and its direction."""

    rule: Rule
    direction: Direction


def completed(
    values: Numbers, limits: Limits, rules: frozenset[Rule] = ALL_RULES
) -> list[Signal | None]:
    """For each point, the first of `rules` whose pattern is complete with it."""
    sides, near = _sides(values, limits), _near(values, limits)
    return _first(
        {
            Rule.OUTSIDE: _beyond(values, limits, limits.reach(LIMIT)),
            Rule.TREND: _trends(values),
            Rule.TWO_OF_THREE: np.where(near, _two_of_three(sides, near), 0),
            Rule.ONE_SIDE: _runs(sides, RUN),
        },
        rules,
    )


def belonging(
    values: Numbers, limits: Limits, rules: frozenset[Rule] = ALL_RULES
) -> list[Signal | None]:
    """For each point, the first of `rules` whose pattern it is a part of (NHSRplotthedots)."""
    sides, near = _sides(values, limits), _near(values, limits)
    return _first(
        {
            Rule.OUTSIDE: _beyond(values, limits, limits.reach(LIMIT)),
            Rule.TREND: _throughout(_trends(values), RUN),
            Rule.TWO_OF_THREE: np.where(near, _throughout(_two_of_three(sides, near), 3), 0),
            Rule.ONE_SIDE: _throughout(_runs(sides, RUN), RUN),
        },
        rules,
    )


def chance_of(values: Numbers, limits: Limits, rules: frozenset[Rule] = ALL_RULES) -> float:
    """How likely noise alone is to end a series at least as oddly as this one ends: a p-value.

    By the oddest of the patterns that are complete with the last point; without any, by its
    distance from the centre. A longer run or trend is less likely than one of seven; as many
    rules are looked for, so often is it likelier that one of them holds (Bonferroni).
    """
    reach = np.broadcast_to(limits.reach(LIMIT), values.shape)[-1]
    away = abs(float(values[-1] - limits.centre[-1]))
    chances = [two_sided(SIGMAS * away / reach) if reach else float(away == 0)]
    sides = _sides(values, limits)
    if Rule.TWO_OF_THREE in rules and _two_of_three(sides, _near(values, limits))[-1]:
        chances.append(TWO_OF_THREE_BY_CHANCE)
    length = _alike(sides)
    if Rule.ONE_SIDE in rules and length >= RUN:
        chances.append(2.0 ** (1 - length))
    length = _alike(np.sign(np.diff(values)).astype(np.int64)) + 1
    if Rule.TREND in rules and length >= RUN:
        chances.append(2.0 / factorial(length))
    return min(1.0, len(rules) * min(chances))


def _alike(signs: Sides) -> int:
    """How many of the last signs are the same, and not 0."""
    if not signs.size or not signs[-1]:
        return 0
    others = np.flatnonzero(signs != signs[-1])
    return int(signs.size - others[-1] - 1) if others.size else int(signs.size)


def _first(patterns: Mapping[Rule, Sides], rules: frozenset[Rule]) -> list[Signal | None]:
    length = len(patterns[Rule.OUTSIDE])
    found: list[Signal | None] = [None] * length
    for rule in reversed(Rule):
        if rule in rules:
            for position in np.flatnonzero(patterns[rule]):
                found[position] = Signal(rule, Direction(int(patterns[rule][position])))
    return found


def _beyond(values: Numbers, limits: Limits, reach: Numbers | float) -> Sides:
    """Which points lie further than that from the centre, and on which side."""
    distance = values - limits.centre
    speck = SPECK * np.abs(values).max(initial=0.0)
    beyond = np.abs(distance) > reach + speck
    return np.where(beyond, np.sign(distance), 0).astype(np.int64)


def _sides(values: Numbers, limits: Limits) -> Sides:
    """What lies within half a step of the centre may as well lie on the other side."""
    return _beyond(values, limits, limits.step / 2)


def _near(values: Numbers, limits: Limits) -> Flags:
    """Which points lie beyond a near limit, but inside the limit."""
    near: Flags = (_beyond(values, limits, limits.reach(NEAR)) != 0) & (
        _beyond(values, limits, limits.reach(LIMIT)) == 0
    )
    return near


def _runs(signs: Sides, length: int) -> Sides:
    """Where the last `length` signs are all alike, and which sign it is."""
    sums = _recent(signs, length)
    return np.where(np.abs(sums) == length, np.sign(sums), 0)


def _recent(signs: Sides, length: int) -> Sides:
    """The sum of the last `length` signs (of fewer at the start)."""
    running = np.cumsum(signs)
    sums: Sides = running.copy()
    sums[length:] -= running[:-length]
    return sums


def _trends(values: Numbers) -> Sides:
    """Where the last seven points each rise above, or fall below, the one before; no ties."""
    steps = np.sign(np.diff(values)).astype(np.int64)
    return np.concatenate([np.zeros(min(1, len(values)), dtype=np.int64), _runs(steps, RUN - 1)])


def _two_of_three(sides: Sides, near: Flags) -> Sides:
    """Where the last three points lie on one side of the centre and two of them near a limit."""
    return np.where(_recent(near.astype(np.int64), 3) >= 2, _runs(sides, 3), 0)


def _throughout(pattern: Sides, length: int) -> Sides:
    """A pattern of `length` points marked on all of its points, not on its last alone."""
    marked = pattern
    for back in range(1, length):
        later = np.zeros_like(pattern)
        later[:-back] = pattern[back:]
        marked = np.where(marked == 0, later, marked)
    return marked
