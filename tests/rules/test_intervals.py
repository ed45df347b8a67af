"""The Wilson interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.intervals import wilson


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
