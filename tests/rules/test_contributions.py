"""What moved a rate: the parts add up, whatever appears, vanishes or stays."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.contributions import Contribution, Counts, what_moved

COUNTS = st.builds(Counts, st.integers(0, 10_000), st.integers(0, 100_000))
SEGMENTS = st.dictionaries(st.sampled_from("abcdef"), COUNTS)

Segments = Mapping[str, Counts]


def rate(segments: Segments) -> float:
    tops = sum(counts.numerator for counts in segments.values())
    return tops / sum(counts.denominator for counts in segments.values())


def moved(before: Segments, after: Segments) -> dict[str, Contribution]:
    parts = what_moved(before, after)
    assert parts is not None
    return parts


def has_rate(segments: Segments) -> bool:
    return any(counts.denominator for counts in segments.values())


@given(SEGMENTS.filter(has_rate), SEGMENTS.filter(has_rate))
def test_the_parts_add_up_to_the_change(before: Segments, after: Segments) -> None:
    parts = moved(before, after)
    assert parts.keys() == before.keys() | after.keys()
    scale = max(rate(before), rate(after), 1e-9)
    change = rate(after) - rate(before)
    assert sum(part.total for part in parts.values()) == pytest.approx(change, abs=1e-9 * scale)


@given(SEGMENTS.filter(has_rate), SEGMENTS.filter(has_rate))
def test_neither_period_is_the_base(before: Segments, after: Segments) -> None:
    there, back = moved(before, after), moved(after, before)
    scale = 1e-9 * max(rate(before), rate(after), 1e-9)
    for name, part in there.items():
        assert part.own == pytest.approx(-back[name].own, abs=scale)
        assert part.weight == pytest.approx(-back[name].weight, abs=scale)


@given(st.dictionaries(st.sampled_from("abcdef"), COUNTS).filter(has_rate), st.integers(2, 9))
def test_where_all_grow_alike_nothing_moved(before: Segments, times: int) -> None:
    after = {name: Counts(c.numerator * times, c.denominator * times) for name, c in before.items()}
    for part in moved(before, after).values():
        assert (part.own, part.weight) == pytest.approx((0, 0), abs=1e-9 * max(rate(before), 1))


def test_a_segment_that_changes_alone_is_all_of_the_change() -> None:
    before = {"email": Counts(10, 1000), "phone": Counts(50, 1000)}
    after = {"email": Counts(10, 1000), "phone": Counts(90, 1000)}
    parts = moved(before, after)
    assert parts["email"] == Contribution(0, 0)
    assert parts["phone"] == Contribution(pytest.approx(0.02), 0)


def test_a_shift_of_weight_alone_is_no_change_of_any_segment() -> None:
    """From half phone to three quarters: 0.03 becomes 0.04, and nobody's own rate moved."""
    before = {"email": Counts(10, 1000), "phone": Counts(50, 1000)}
    after = {"email": Counts(5, 500), "phone": Counts(75, 1500)}
    parts = moved(before, after)
    assert [part.own for part in parts.values()] == pytest.approx([0, 0])
    # Rates lie 0.025 below and 0.015 above the mean of 0.03 and 0.04; weights move by 0.25.
    assert parts["email"].weight == pytest.approx(0.025 * 0.25)
    assert parts["phone"].weight == pytest.approx(0.015 * 0.25)


def test_a_segment_that_appears_or_vanishes_is_weight_alone() -> None:
    before = {"old": Counts(10, 1000), "stays": Counts(20, 1000)}
    after = {"stays": Counts(20, 1000), "new": Counts(80, 1000)}
    parts = moved(before, after)
    assert (parts["old"].own, parts["new"].own) == pytest.approx((0, 0))
    assert parts["new"].weight > 0
    assert parts["old"].weight > 0  # it was better than the mean, and is missed


def test_events_without_a_denominator_of_their_own_are_a_change_of_their_own() -> None:
    """Complaints of nobody known, per customer."""
    before = {"": Counts(2, 0), "north": Counts(8, 1000)}
    after = {"": Counts(5, 0), "north": Counts(8, 1000)}
    assert moved(before, after)[""] == Contribution(pytest.approx(0.003), 0)


@pytest.mark.parametrize("empty", [{}, {"a": Counts(0, 0)}])
def test_without_a_rate_nothing_moved_it(empty: Segments) -> None:
    assert what_moved(empty, {"a": Counts(1, 2)}) is None
    assert what_moved({"a": Counts(1, 2)}, empty) is None
