"""The Wilson interval of a share, the exact Poisson interval of a rate."""

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.intervals import Interval, difference, poisson, wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Statistics in Medicine 17:857, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(
    numerator: int, denominator: int, low: float, high: float
) -> None:
    found = wilson(numerator, denominator)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_possible(counts: tuple[int, int]) -> None:
    numerator, denominator = counts
    found = wilson(numerator, denominator)
    assert found is not None
    assert 0 <= found.low <= numerator / denominator <= found.high <= 1


def test_more_confidence_is_a_wider_interval() -> None:
    usual, sure = wilson(5, 50), wilson(5, 50, confidence=0.99)
    assert usual is not None
    assert sure is not None
    assert sure.low < usual.low
    assert sure.high > usual.high


def test_without_data_there_is_no_interval() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2), (1, 0)])
def test_what_is_no_share_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(numerator, denominator)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [  # The published table: Garwood 1936; Ulm 1990, American Journal of Epidemiology 131:373
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (5, 1.6235, 11.6683),
        (10, 4.7954, 18.3904),
        (100, 81.3640, 121.6273),
    ],
)
def test_the_interval_of_a_count_is_the_published_one(events: int, low: float, high: float) -> None:
    found = poisson(events, 1.0)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-3)


@given(st.integers(1, 50), st.floats(0.1, 1e6))
def test_at_the_bounds_of_a_rate_its_count_is_a_matter_of_two_and_a_half_percent(
    events: int, exposure: float
) -> None:
    def at_most(count: int, mean: float) -> float:
        return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))

    found = poisson(events, exposure)
    assert found is not None
    assert at_most(events, found.high * exposure) == pytest.approx(0.025)
    assert 1 - at_most(events - 1, found.low * exposure) == pytest.approx(0.025)


def test_no_events_have_a_bound_above_and_no_exposure_has_no_rate() -> None:
    found = poisson(0, 1_000)
    assert found is not None
    assert found.low == 0 < found.high < 0.004
    assert poisson(3, 0) is None


@pytest.mark.parametrize(("events", "exposure"), [(-1, 2.0), (1, -2.0)])
def test_what_is_no_rate_is_refused(events: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="no rate"):
        poisson(events, exposure)


def test_the_difference_of_two_shares_is_newcombe_s():
    """Newcombe 1998, table II, method 10: 56/70 and 48/80."""
    now, before = wilson(56, 70), wilson(48, 80)
    assert now
    assert before
    apart = difference((56 / 70, now), (48 / 80, before))
    assert (apart.low, apart.high) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


def test_what_is_alike_does_not_differ():
    alike = (0.5, Interval(0.4, 0.6))
    apart = difference(alike, alike)
    assert apart.low == -apart.high
