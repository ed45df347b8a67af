"""The trust index: worked by hand, its band, and what moved it."""

from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.index import PRINCIPLES, Index, Scores, contributions, score, trust_index

SCORE = st.one_of(st.sampled_from([0.0, 0.5, 1.0, 50.0, 100.0]), st.floats(0, 100))
FOUR = PRINCIPLES[:4]


def every(value: float) -> dict[str, dict[str, float]]:
    return {principle: {principle + "_1": value} for principle in PRINCIPLES}


def index(scores: Scores) -> Index:
    found = trust_index(scores)
    assert found is not None
    return found


@st.composite
def days(draw: st.DrawFn) -> tuple[Scores, Scores]:
    """Two days of one set of indicators."""
    sizes = {principle: draw(st.integers(1, 4)) for principle in PRINCIPLES}

    def day() -> Scores:
        return {
            principle: {f"{principle}_{number}": draw(SCORE) for number in range(size)}
            for principle, size in sizes.items()
        }

    return day(), day()


@pytest.mark.parametrize(
    ("value", "good", "bad", "points"),
    [
        (0.5, 0, 2, 75),  # opt-out rate, down
        (2, 0, 2, 0),
        (7, 0, 2, 0),  # worse than bad
        (97, 100, 85, 80),  # answered on time, up
        (100, 100, 85, 100),
        (5.5, 7, 4, 50),
        (8, 7, 4, 100),  # better than good
    ],
)
def test_goalposts_make_a_score(value: float, good: float, bad: float, points: float) -> None:
    assert score(value, good, bad) == pytest.approx(points)


def test_the_index_is_the_geometric_mean_of_arithmetic_means() -> None:
    scores = every(80.0) | {"restraint": {"a": 10.0, "b": 40.0, "c": 10.0}}
    assert index(scores).value == pytest.approx((80**5 * 20) ** (1 / 6))
    assert index(scores).principles["restraint"] == pytest.approx(20)


def test_one_failure_cannot_be_bought_off() -> None:
    failed = every(100.0) | {"discretion": {"a": 0.0}}
    assert index(failed).value == pytest.approx(100 ** (5 / 6))  # floor 1; the mean would be 83


@pytest.mark.parametrize("missing", PRINCIPLES)
def test_without_one_of_its_principles_there_is_no_index(missing: str) -> None:
    scores = {principle: own for principle, own in every(80.0).items() if principle != missing}
    assert trust_index(scores) is None
    assert trust_index(scores | {missing: {}}) is None


def test_a_declared_subset_leaves_the_others_out_even_where_they_have_data() -> None:
    scores = every(80.0) | {"coherence": {"a": 0.0}}
    of_four = trust_index(scores, FOUR)
    assert of_four is not None
    assert of_four.value == pytest.approx(80)
    assert set(of_four.principles) == set(FOUR)


def test_fewer_than_four_principles_are_no_index() -> None:
    with pytest.raises(ValueError, match="3 principles"):
        trust_index(every(80.0), PRINCIPLES[:3])


@given(days())
def test_the_band_lies_within_the_scores_and_is_the_same_each_time(two: tuple[Scores, Scores]):
    found = index(two[0])
    means = [max(mean, 1) for mean in found.principles.values()]
    assert found.low <= found.high
    assert found.low * (1 + 1e-9) >= 1
    assert min(means) * (1 - 1e-9) <= found.value <= max(means) * (1 + 1e-9)
    assert index(two[0]) == found


@given(days())
def test_the_index_lies_within_its_band(two: tuple[Scores, Scores]) -> None:
    found = index(two[0])
    assert found.low * (1 - 1e-9) <= found.value <= found.high * (1 + 1e-9)


def test_equal_scores_leave_no_doubt_and_unequal_ones_do() -> None:
    sure = index(every(60.0))
    assert (sure.low, sure.high) == pytest.approx((60, 60))
    unequal = index(every(60.0) | {"choice": {"a": 20.0}})
    assert unequal.high - unequal.low > 5


@given(days())
def test_contributions_add_up_to_the_change(two: tuple[Scores, Scores]) -> None:
    before, after = two
    parts = contributions(before, after)
    names = [name for own in before.values() for name in own]
    assert list(parts) == names
    assert sum(parts.values()) == pytest.approx(
        index(after).value - index(before).value, rel=1e-6, abs=1e-9
    )


@given(days())
def test_a_contribution_points_where_its_indicator_went(two: tuple[Scores, Scores]) -> None:
    before, after = two
    there, back = contributions(before, after), contributions(after, before)
    for principle in PRINCIPLES:
        for name, old in before[principle].items():
            assert there[name] * (after[principle][name] - old) >= 0
            assert there[name] == pytest.approx(-back[name], rel=1e-6, abs=1e-9)


def test_the_principle_that_moved_alone_contributed_all_of_it() -> None:
    before, after = every(50.0), every(50.0) | {"restraint": {"restraint_1": 90.0}}
    parts = contributions(before, after)
    change = prod([50.0] * 5 + [90.0]) ** (1 / 6) - 50
    assert parts.pop("restraint_1") == pytest.approx(change)
    assert set(parts.values()) == {0}


def test_changes_that_cancel_within_a_principle_are_both_told() -> None:
    before = every(50.0) | {"restraint": {"a": 40.0, "b": 60.0}}
    after = every(50.0) | {"restraint": {"a": 60.0, "b": 40.0}}
    parts = contributions(before, after)
    assert parts["a"] == pytest.approx(20 / 2 / 6)
    assert parts["b"] == pytest.approx(-20 / 2 / 6)


def test_another_set_of_indicators_is_another_series() -> None:
    with pytest.raises(ValueError, match="other indicators"):
        contributions(every(50.0), every(50.0) | {"choice": {"a": 50.0}})


def test_the_band_is_that_of_weights_varied_by_a_quarter_and_of_both_ways_to_aggregate() -> None:
    """Against a plain simulation with chance of its own."""
    scores = every(70.0) | {"choice": {"a": 30.0}, "restraint": {"b": 90.0, "c": 40.0}}
    chance = np.random.default_rng(1)
    drawn = []
    for _ in range(4_000):
        within = chance.uniform(0.75, 1.25, 2)
        means = [30.0, 70.0, float(np.average([90.0, 40.0], weights=within)), 70.0, 70.0, 70.0]
        weights = chance.uniform(0.75, 1.25, 6)
        drawn.append(np.average(means, weights=weights))
        drawn.append(np.exp(np.average(np.log(means), weights=weights)))
    low, high = np.quantile(drawn, [0.05, 0.95])
    found = index(scores)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.4)
