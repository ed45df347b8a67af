"""A series read: its points with their limits and flags, its variation and assurance icons.

Sources: NHS England, Making Data Count (icons); nhs-r-community/NHSRplotthedots; Wheeler,
Understanding Variation (useful limits from as few as five or six values).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np

from bigtrust.rules.spc_limits import Flags, Limits, Numbers
from bigtrust.rules.spc_rules import (
    ALL_RULES,
    Direction,
    Rule,
    Signal,
    belonging,
    chance_of,
    completed,
)

FEWEST_POINTS = 12  # limits of fewer are trial limits
FEWEST_LEARNED = 5  # of fewer no point could lie outside, however far off: they would say nothing


class ChartKind(StrEnum):
    """How the limits were found."""

    XMR = "XmR"
    P_PRIME = "Laney's p'"
    U_PRIME = "Laney's u'"
    FEW_EVENTS = "few events"
    DAYS_BETWEEN = "days between events"
    CHANGES = "XmR of the changes"


class Variation(StrEnum):
    """What the latest point says: the variation icon."""

    IMPROVING_HIGH = "improving_high"
    IMPROVING_LOW = "improving_low"
    CONCERNING_HIGH = "concerning_high"
    CONCERNING_LOW = "concerning_low"
    STEADY = "steady"


class Assurance(StrEnum):
    """Whether the target will be met if nothing changes: the assurance icon."""

    PASSES = "passes consistently"
    FAILS = "fails consistently"
    HIT_OR_MISS = "hit or miss"
    NO_TARGET = "no target"


@dataclass(frozen=True, slots=True)
class Aim:
    """Which way is better, the target if there is one, and what values are possible at all."""

    better: Literal["up", "down"]
    target: float | None = None
    lowest: float | None = 0.0
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A period, or an event. What is missing is None: a value, limits that cannot be learned.

    `flag` is the rule whose pattern was complete with this point, and `direction` where it points;
    `part_of` the rule whose pattern the point belongs to, as known today.
    """

    value: float | None
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    flag: Rule | None = None
    direction: Direction | None = None
    part_of: Rule | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A series read. `variation` and `assurance` are of its latest point that has data.

    `variation` is None where it has no limits: fewer than five points to learn them from, or, of
    changes, a gap before it.
    `trial` says that the limits were learned from fewer than 12 points. `p_value` says how likely
    noise alone is to end it so oddly; None without limits.
    """

    kind: ChartKind
    points: tuple[Point, ...]
    variation: Variation | None
    assurance: Assurance
    trial: bool
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values by period (not-a-number where missing), and which of them the limits are learned from.

    Points before the first of `learned` belong to the time before a declared change: they are
    shown against the limits, and never flagged.
    """

    values: Numbers
    learned: Flags

    @property
    def present(self) -> Flags:
        return ~np.isnan(self.values)

    @property
    def has_limits(self) -> bool:
        return int(self.learned.sum()) >= FEWEST_LEARNED


def read(
    kind: ChartKind,
    series: Series,
    limits: Limits,
    aim: Aim,
    rules: frozenset[Rule] = ALL_RULES,
) -> Chart:
    """The chart of a series whose limits (one for each value present) are known."""
    judged = np.flatnonzero(series.present) >= np.flatnonzero(series.learned)[0]
    values = series.values[series.present]
    own = limits.of(judged)
    unflagged: list[Signal | None] = [None] * int((~judged).sum())
    drawn = _drawn(
        values,
        limits,
        aim,
        unflagged + completed(values[judged], own, rules),
        unflagged + belonging(values[judged], own, rules),
    )
    latest = drawn[-1]
    points = iter(drawn)
    return Chart(
        kind,
        tuple(next(points) if present else Point(None) for present in series.present),
        _variation(latest, aim),
        assurance(latest, aim),
        trial=int(series.learned.sum()) < FEWEST_POINTS,
        p_value=chance_of(values[judged], own, rules),
    )


def without_limits(kind: ChartKind, series: Series) -> Chart:
    """The chart of a series too short to have limits."""
    points = tuple(
        Point(float(value) if present else None)
        for value, present in zip(series.values, series.present, strict=True)
    )
    return Chart(kind, points, None, Assurance.NO_TARGET, trial=True)


def _drawn(
    values: Numbers,
    limits: Limits,
    aim: Aim,
    flags: Iterable[Signal | None],
    patterns: Iterable[Signal | None],
) -> list[Point]:
    low, high = (np.clip(bound, aim.lowest, aim.highest) for bound in (limits.low, limits.high))
    return [
        Point(
            float(value),
            float(centre),
            float(bottom),
            float(top),
            flag.rule if flag else None,
            flag.direction if flag else None,
            pattern.rule if pattern else None,
        )
        for value, centre, bottom, top, flag, pattern in zip(
            values, limits.centre, low, high, flags, patterns, strict=True
        )
    ]


def _variation(latest: Point, aim: Aim) -> Variation:
    if latest.direction is None:
        return Variation.STEADY
    rising = latest.direction is Direction.HIGH
    judged = "improving" if rising is (aim.better == "up") else "concerning"
    return Variation(f"{judged}_{'high' if rising else 'low'}")


def assurance(latest: Point, aim: Aim) -> Assurance:
    """Whether the target will be met, by the limits of the latest point.

    A target on the very limit is met; a target beyond both limits tells for certain."""
    if aim.target is None or latest.low is None or latest.high is None:
        return Assurance.NO_TARGET
    worst, best = (latest.low, latest.high) if aim.better == "up" else (-latest.high, -latest.low)
    target = aim.target if aim.better == "up" else -aim.target
    if target <= worst:
        return Assurance.PASSES
    return Assurance.FAILS if target > best else Assurance.HIT_OR_MISS
