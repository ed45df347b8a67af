"""Limits: the published fixture, Laney's widening, and what few events do by chance."""

from dataclasses import replace

import numpy as np
import pytest

from bigtrust.rules.spc_limits import (
    Limits,
    few_events,
    laney,
    mean_moving_range,
    poisson_limit,
    xmr,
)

# The fixture of NHSRplotthedots: 1, 2, 1, 2, with one 10.
FIXTURE = np.array([1, 2, 1, 2, 10, *[1, 2] * 6, 1], dtype=float)
EVERY = np.ones(18, dtype=bool)


@pytest.mark.parametrize(("screen", "high", "low"), [(True, 4.6, -0.72), (False, 6.95, -3.06)])
def test_the_published_fixture_has_its_published_limits(
    screen: bool, high: float, low: float
) -> None:
    limits = xmr(FIXTURE, EVERY, screen)
    assert limits.centre[0] == pytest.approx(1.94, abs=0.005)
    assert limits.high[0] == pytest.approx(high, abs=0.005)
    assert limits.low[0] == pytest.approx(low, abs=0.005)


def test_outlying_moving_ranges_are_screened_out_once_and_not_again() -> None:
    # Ranges 1 (twelve times), 4 and 40: 40 goes, and 4, over 3.267 x the new mean, stays.
    values = np.cumsum([0, *[1, -1] * 6, 4, 40], dtype=float)
    assert mean_moving_range(values) == pytest.approx(16 / 13)


def test_no_neighbours_no_spread() -> None:
    assert mean_moving_range(np.array([3.0])) == 0
    assert mean_moving_range(np.array([3.0, 3.0, 3.0])) == 0


def test_limits_are_learned_from_the_marked_points_alone() -> None:
    learned = np.arange(18) >= 5
    limits = xmr(FIXTURE, learned)
    assert limits.centre == pytest.approx(np.full(18, 19 / 13))
    assert limits.spread == pytest.approx(np.ones(18))


def test_laneys_limits_follow_the_denominators() -> None:
    rng = np.random.default_rng(1)
    bottoms = np.tile([400.0, 1600.0], 50)
    limits = laney(rng.binomial(bottoms.astype(int), 0.1), bottoms, np.ones(100, bool), True)
    assert limits.spread[0] == pytest.approx(2 * limits.spread[1])
    # Where chance alone moves a share, Laney's limits are those of a plain p-chart.
    plain = 3 * np.sqrt(0.1 * 0.9 / 400)
    assert limits.high[0] - limits.centre[0] == pytest.approx(plain, rel=0.15)


def test_laneys_limits_widen_where_a_series_varies_more_than_chance() -> None:
    rng = np.random.default_rng(2)
    bottoms = rng.integers(200_000, 400_000, size=100).astype(float)
    shares = rng.normal(0.1, 0.005, size=100)
    limits = laney(np.round(bottoms * shares), bottoms, np.ones(100, bool), True)
    assert np.mean((limits.high - limits.centre) / 3) == pytest.approx(0.005, rel=0.15)


def test_a_rate_varies_as_its_mean_and_not_as_a_share() -> None:
    tops, bottoms = np.array([50.0, 60.0, 40.0]), np.array([100.0, 110.0, 90.0])
    share, rate = (laney(tops, bottoms, np.ones(3, bool), is_share) for is_share in (True, False))
    assert rate.centre == pytest.approx(share.centre)
    assert rate.spread == pytest.approx(share.spread)  # the scores shrink as chance grows
    assert laney(np.array([3.0, 5.0]), np.array([2.0, 2.0]), np.ones(2, bool), False).spread[0] > 0


@pytest.mark.parametrize(
    ("mean", "limit"),
    [(0.0, 0), (0.001, 0), (0.05, 1), (0.3, 3), (1.0, 5), (4.0, 11), (100.0, 131), (400.0, 460)],
)
def test_a_poisson_limit_is_the_smallest_count_that_chance_seldom_exceeds(
    mean: float, limit: float
) -> None:
    assert poisson_limit(mean) == limit


def test_few_events_have_limits_that_allow_for_chance() -> None:
    tops = np.array([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0], dtype=float)
    bottoms = np.full(12, 1000.0)
    limits = few_events(tops, bottoms, np.ones(12, bool), True)
    assert limits.high * 1000 == pytest.approx(np.full(12, 3.0))


def test_screening_leaves_the_spread_of_a_series_of_few_whole_numbers() -> None:
    assert mean_moving_range(np.array([8.0, 8, 8, 8, 9, 8, 8, 8, 8, 8])) == pytest.approx(2 / 9)


def test_limits_lie_further_out_by_what_rounding_adds() -> None:
    limits = replace(xmr(FIXTURE, EVERY), step=1.0)
    added = float(np.std(np.linspace(-0.5, 0.5, 100_001)))
    assert limits.high[0] == pytest.approx(4.6 + added, abs=0.005)
    assert limits.low[0] == pytest.approx(-0.72 - added, abs=0.005)


def test_the_limits_of_some_points_keep_their_steps() -> None:
    limits = Limits(np.arange(4.0), np.ones(4), step=np.array([0.1, 0.2, 0.3, 0.4]))
    some = limits.of(np.array([False, True, False, True]))
    assert some.centre.tolist() == [1, 3]
    assert some.reach(0) == pytest.approx(np.array([0.2, 0.4]) / np.sqrt(12))
