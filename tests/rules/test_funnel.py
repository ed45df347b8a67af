"""Funnels: limits that follow size, widened where units differ by more than chance."""

from math import comb
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.discoveries import discoveries
from bigtrust.rules.funnel import Funnel, funnel, within_looks

COUNTS = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def of(numerators: list[int], denominators: list[int]) -> Funnel:
    found = funnel(numerators, denominators)
    assert found is not None
    return found


def drawn(chance: np.random.Generator, differing: float) -> tuple[list[int], list[int]]:
    """Sixty units around 10 %, whose own shares differ by so much (a standard deviation)."""
    sizes = chance.integers(2_000, 20_000, 60)
    shares = (0.1 + chance.normal(0, differing, 60)).clip(0.001, 0.999)
    return chance.binomial(sizes, shares).tolist(), sizes.tolist()


def standard_deviations(p_value: float) -> float:
    return -NormalDist().inv_cdf(p_value / 2)


@given(st.lists(COUNTS, min_size=1, max_size=12))
def test_a_unit_is_outside_exactly_where_its_share_is_beyond_its_limits(
    counts: list[tuple[int, int]],
) -> None:
    found = of([count for count, _ in counts], [size for _, size in counts])
    for unit, (_, size) in zip(found.units, counts, strict=True):
        assert 0 <= unit.low <= found.centre <= unit.high <= 1
        speck = 1e-9 * (1 + 1 / size)
        if unit.outside:
            assert not unit.low + speck < unit.share < unit.high - speck
            assert unit.p_value < 0.0021
        else:
            assert unit.low - speck <= unit.share <= unit.high + speck


def test_larger_units_have_nearer_limits() -> None:
    found = of([10, 100, 1_000], [100, 1_000, 10_000])
    widths = [unit.high - unit.low for unit in found.units]
    assert widths == sorted(widths, reverse=True)
    assert widths[2] == pytest.approx(2 * 3.09 * np.sqrt(0.09 / 10_000), rel=0.03)


def test_pure_chance_is_no_overdispersion_and_seldom_outside() -> None:
    chance = np.random.default_rng(7)
    found = [of(*drawn(chance, 0.0)) for _ in range(50)]
    assert np.mean([one.overdispersion for one in found]) < 1.05
    assert np.mean([unit.outside for one in found for unit in one.units]) < 0.004


def test_units_that_differ_anyway_widen_the_funnel_and_the_odd_one_still_stands_out() -> None:
    numerators, denominators = drawn(np.random.default_rng(8), 0.02)
    calm = of(numerators, denominators)
    assert calm.overdispersion > 10
    assert sum(unit.outside for unit in calm.units) <= 2
    odd = of([*numerators, 3_000], [*denominators, 10_000])
    assert odd.units[-1].outside
    stands = discoveries([unit.p_value for unit in odd.units])
    assert stands[-1]
    assert sum(stands) <= 3


@pytest.mark.parametrize(("size", "count"), [(30, 4), (30, 2), (100, 7), (100, 0), (1000, 25)])
def test_a_small_unit_is_as_odd_as_its_exact_tail(size: int, count: int) -> None:
    """Beside twenty units so large that the centre is 2 %."""
    found = of([count, *[200_000] * 20], [size, *[10_000_000] * 20]).units[0]

    def tail(counts: range) -> float:
        return sum(comb(size, k) * 0.02**k * 0.98 ** (size - k) for k in counts)

    exact = tail(range(count, size + 1)) if count > 0.02 * size else tail(range(count + 1))
    assert standard_deviations(found.p_value) == pytest.approx(
        standard_deviations(2 * exact), abs=0.2
    )


def test_the_sizes_of_a_large_company_do_no_harm() -> None:
    found = of([10**8, 3 * 10**8, 2 * 10**8], [10**9] * 3)
    assert not any(unit.outside for unit in found.units)
    assert found.overdispersion > 10**6


@pytest.mark.parametrize(("count", "centre"), [(0, 0.0), (50, 1.0)])
def test_where_all_units_have_none_or_all_nothing_is_outside(count: int, centre: float) -> None:
    found = of([count] * 4, [50] * 4)
    assert found.centre == centre
    assert [(unit.p_value, unit.outside) for unit in found.units] == [(1, False)] * 4


def test_without_units_there_is_no_funnel() -> None:
    assert funnel([], []) is None


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 200)), min_size=3, max_size=12).filter(
        lambda units: sum(n for n, _ in units) > 0
    )
)
def test_what_lies_outside_the_limits_of_so_many_looks_is_a_discovery(
    units: list[tuple[int, int]],
):
    counts, sizes = zip(*((min(n, size), size) for n, size in units), strict=True)
    told = funnel(counts, sizes)
    assert told
    lows, highs = within_looks(told, sizes)
    found = discoveries([unit.p_value for unit in told.units])
    for unit, low, high, is_found in zip(told.units, lows, highs, found, strict=True):
        if is_found:
            assert unit.share <= low + 1e-6 or unit.share >= high - 1e-6
        else:
            assert low - 1e-6 <= unit.share <= high + 1e-6
