"""What a figure should be."""

from collections.abc import Sequence
from typing import NamedTuple


class Expected(NamedTuple):
    """A figure. `value` is None where there is nothing to divide by, or no data.

    Where data is `missing` (data sets, or columns as data_set.column) that is all there is to say;
    but a rate per customer still tells its numerator where only the customers are missing.
    """

    numerator: float | None
    denominator: float | None
    value: float | None
    missing: tuple[str, ...] = ()


def no_data(missing: tuple[str, ...]) -> Expected:
    return Expected(None, None, None, missing)


def count(number: int) -> Expected:
    return Expected(number, None, number)


def rate(numerator: float, denominator: float, unit: float = 1) -> Expected:
    value = numerator / denominator * unit if denominator else None
    return Expected(numerator, denominator, value)


def nearest_rank(percent: int, ascending: Sequence[int]) -> Expected:
    """(sum, number, the least of the numbers that `percent` of them do not exceed)."""
    if not ascending:
        return Expected(0, 0, None)
    rank = -(-percent * len(ascending) // 100)
    return Expected(sum(ascending), len(ascending), ascending[rank - 1])
