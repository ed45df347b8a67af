"""How odd a count is: the exact tails, summed by hand and by scipy."""

from math import comb, exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from bigtrust.rules.intervals import poisson
from bigtrust.rules.tails import p_value_of_events, p_value_of_share

SHARES = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SHARES, st.floats(0.001, 0.999))
def test_of_a_share_it_is_twice_the_smaller_binomial_tail(counts: tuple[int, int], expected: float):
    count, size = counts

    def chance(number: int) -> float:
        return comb(size, number) * expected**number * (1 - expected) ** (size - number)

    tails = sum(map(chance, range(count + 1))), sum(map(chance, range(count, size + 1)))
    assert p_value_of_share(count, size, expected) == pytest.approx(min(1, 2 * min(tails)))


@given(st.integers(0, 40), st.floats(0.01, 60))
def test_of_events_it_is_twice_the_smaller_poisson_tail(events: int, expected: float):
    chances = [exp(-expected) * expected**k / factorial(k) for k in range(events + 1)]
    tails = sum(chances), 1 - sum(chances[:-1])
    assert p_value_of_events(events, expected) == pytest.approx(min(1, 2 * min(tails)), abs=1e-9)


@given(SHARES, st.floats(0.001, 0.999))
def test_one_tail_is_the_textbook_s_binomial_test(counts: tuple[int, int], expected: float):
    sides = (binomtest(*counts, expected, alternative=side).pvalue for side in ("less", "greater"))
    assert p_value_of_share(*counts, expected) == pytest.approx(min(1, 2 * min(sides)))


@pytest.mark.parametrize(("away", "odd"), [(0, 1), (30_000, 0.3173), (-60_000, 0.0455)])
def test_among_ten_billion_it_is_that_of_a_normal_distribution(away: int, odd: float):
    """30,000 cases are a standard deviation: the root of 10 billion x 10 % x 90 %."""
    found = p_value_of_share(1_000_000_000 + away, 10_000_000_000, 0.1)
    assert found == pytest.approx(odd, abs=1e-4)


@given(st.integers(0, 50), st.floats(0.1, 100))
def test_what_the_exact_interval_leaves_out_is_one_in_twenty(events: int, expected: float):
    within = poisson(events, 1.0)
    assert within is not None
    outside = not within.low <= expected <= within.high
    assert outside == (p_value_of_events(events, expected) < 0.05)


@pytest.mark.parametrize(("share", "odd"), [((0, 9, 0), 1), ((9, 9, 1), 1), ((1, 9, 0), 0)])
def test_at_the_ends_of_what_is_possible_it_is_certain(share: tuple[int, int, float], odd: float):
    assert p_value_of_share(*share) == odd


def test_nothing_where_nothing_is_expected_is_not_odd():
    assert p_value_of_events(0, 0.0) == 1.0
    assert p_value_of_events(1, 0.0) == 0.0
