"""The four rules, each at its edge."""

import numpy as np
import pytest

from bigtrust.rules.spc_limits import Limits
from bigtrust.rules.spc_rules import (
    ALL_RULES,
    Direction,
    Rule,
    Signal,
    belonging,
    chance_of,
    completed,
)


def signals(values: list[float]) -> tuple[list[Signal | None], list[Signal | None]]:
    """Completed and belonging, with centre 0 and limits at 2.66 and -2.66, near ones at 1.773."""
    numbers = np.array(values, dtype=float)
    limits = Limits(np.zeros(len(values)), np.ones(len(values)))
    return completed(numbers, limits), belonging(numbers, limits)


def marks(values: list[float]) -> tuple[str, str]:
    """A letter a point: . none, o outside, t trend, w two of three, s one side."""
    letters = dict(zip(Rule, "otws", strict=True))
    done, whole = signals(values)
    one, other = (
        "".join(letters[found.rule] if found else "." for found in points)
        for points in (done, whole)
    )
    return one, other


@pytest.mark.parametrize(
    ("values", "done", "whole"),
    [
        # Outside a limit, not on it.
        ([0, 2.66, 0, 2.67, 0, -2.67], "...o.o", "...o.o"),
        # Seven points that each rise (six steps); six points do not, nor seven with a tie.
        ([-1.5, -1, -0.5, 0.1, 0.5, 1, 1.5], "......t", "ttttttt"),
        ([-1.5, -1, -0.5, 0.1, 0.5, 1, 0.9], ".......", "......."),
        ([-1.5, -1, -0.5, 0.1, 0.1, 1, 1.5], ".......", "......."),
        ([1.5, 1, 0.5, -0.1, -0.5, -1, -1.5, -1.6], "......tt", "tttttttt"),
        # Two of three near a limit, all three on one side; the point itself is near.
        ([0.1, 1.8, 0.1, 1.8, -1], "...w.", ".w.w."),
        ([-0.1, 1.8, 1.8, 0.1], "....", ".ww."),
        ([0.1, 1.8, -0.1, 1.8, -1], ".....", "....."),
        ([0.1, 1.773, 0.1, 1.773, -1], ".....", "....."),
        ([-0.1, -1.8, -1.8, 1, -1], "..w..", ".ww.."),
        ([0.1, -1.8, -1.8, 1, -1], ".....", "....."),
        # A point outside the limit is not one of the two.
        ([0.1, 2.7, 1.8, -1], ".o..", ".o.."),
        # Seven on one side; the centre itself is no side.
        ([1, 0.5, 1, 0.5, 1, 0.5, 1, 0.5, -1], "......ss.", "ssssssss."),
        ([1, 0.5, 1, 0.5, 1, 0.5, -1], ".......", "......."),
        ([1, 0.5, 1, 0, 1, 0.5, 1, 0.5], "........", "........"),
        # The first rule in order names the point.
        ([-1, -0.5, -1, -0.5, -1, -0.5, -2.7], "......o", "sssssso"),
        ([], "", ""),
        ([1], ".", "."),
    ],
)
def test_each_rule_holds_at_its_edge_and_not_before(
    values: list[float], done: str, whole: str
) -> None:
    assert marks(values) == (done, whole)


def test_a_trend_points_where_it_goes_and_the_others_to_their_side() -> None:
    falling = signals([1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.9])[0][-1]
    below = signals([-1, -0.5] * 4)[0][-1]
    assert falling == Signal(Rule.TREND, Direction.LOW)
    assert below == Signal(Rule.ONE_SIDE, Direction.LOW)


def test_rules_may_be_left_out() -> None:
    values, limits = np.array([1.0, 0.5] * 4), Limits(np.zeros(8), np.ones(8))
    assert completed(values, limits, frozenset({Rule.OUTSIDE})) == [None] * 8
    assert belonging(values, limits, frozenset({Rule.OUTSIDE})) == [None] * 8


def test_what_arithmetic_leaves_between_equal_numbers_is_no_signal() -> None:
    values = np.full(20, 0.1)
    done = completed(values, Limits(np.full(20, np.nextafter(0.1, 0)), np.zeros(20)))
    assert done == [None] * 20


def test_half_a_step_is_no_side_and_what_rounding_adds_is_not_outside() -> None:
    """Limits at 2.66 + 0.289, and within 0.5 of the centre no side."""
    limits = Limits(np.zeros(9), np.ones(9), step=1.0)
    near = completed(np.array([0.5, 0.4, 0.3, 0.5, 0.1, 0.2, 0.5, 2.94, -2.94]), limits)
    assert near == [None] * 9
    far = completed(np.array([0.6, 0.7, 0.6, 0.7, 0.6, 0.7, 0.6, 2.95, -2.95]), limits)
    assert [found.rule if found else None for found in far[6:]] == [
        Rule.ONE_SIDE,
        Rule.OUTSIDE,
        Rule.OUTSIDE,
    ]


def chance(values: list[float], rules: frozenset[Rule] = ALL_RULES) -> float:
    limits = Limits(np.zeros(len(values)), np.ones(len(values)))
    return chance_of(np.array(values, dtype=float), limits, rules)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.5, -0.5, 0.5, -2.66], 4 * 0.0027),  # three standard deviations away
        ([-0.5, *[0.5] * 7], 4 * 2 / 2**7),
        ([-0.5, *[0.5] * 12], 4 * 2 / 2**12),
        ([-1.5, -1, -0.5, 0.1, 0.5, 1, 1.5], 4 * 2 / 5040),
        ([0.1, 1.8, 0.2, 1.9], 4 * 0.0031),
        ([0.5, -0.5, 0.0], 1.0),
    ],
)
def test_the_end_of_a_series_is_as_likely_as_its_oddest_pattern(
    values: list[float], expected: float
):
    assert chance(values) == pytest.approx(expected, rel=0.02)


def test_where_one_rule_is_looked_for_it_counts_once():
    assert chance([0.5, -2.66], frozenset({Rule.OUTSIDE})) == pytest.approx(0.0027, rel=0.01)
    assert chance([0.5] * 12, frozenset({Rule.OUTSIDE})) > 0.5


def test_noise_is_seldom_called_unlikely():
    """At most one series of pure noise in 100 ends with a p-value of 0.01."""
    noise = np.random.default_rng(38).normal(0, 2.66 / 3, (4000, 52))
    limits = Limits(np.zeros(52), np.ones(52))
    found = np.array([chance_of(row, limits) for row in noise])
    assert (found <= 0.01).mean() <= 0.01
    assert (found <= 0.1).mean() <= 0.1
