"""False discoveries: the published example, and the plain step-up procedure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from bigtrust.rules.discoveries import (
    chance_explains,
    discoveries,
    most_likely_kept,
    two_sided,
)

# Benjamini and Hochberg 1995, section 3: fifteen hypotheses, of which four stand at 5 %.
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
PUBLISHED += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]


def test_the_published_example_leaves_four() -> None:
    assert discoveries(PUBLISHED) == [True] * 4 + [False] * 11


def test_findings_keep_their_order() -> None:
    assert discoveries(PUBLISHED[::-1]) == [False] * 11 + [True] * 4


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 1000)))
def test_it_is_the_step_up_procedure(p_values: list[float]) -> None:
    ranked = sorted(p_values)
    number = len(p_values)
    passed = [p for rank, p in enumerate(ranked, 1) if p * number <= 0.05 * rank * (1 + 1e-12)]
    bar = max(passed, default=-1.0)
    assert discoveries(p_values) == [p <= bar for p in p_values]


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=30))
def test_scipy_finds_the_same(p_values: list[float]) -> None:
    adjusted = false_discovery_control(p_values)
    clear = [abs(each - 0.05) > 1e-9 for each in adjusted]
    found = zip(discoveries(p_values), adjusted, clear, strict=True)
    assert all(kept == (each <= 0.05) for kept, each, told in found if told)


def test_one_finding_alone_is_taken_at_its_word() -> None:
    assert discoveries([0.04]) == [True]
    assert discoveries([0.06]) == [False]
    assert discoveries([]) == []


@pytest.mark.parametrize(("score", "p_value"), [(0, 1), (1.959964, 0.05), (-3.290527, 0.001)])
def test_a_distance_has_its_p_value(score: float, p_value: float) -> None:
    assert two_sided(score) == pytest.approx(p_value, rel=1e-5)


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=30))
def test_what_is_kept_is_what_is_likely_up_to_one_p_value(p_values: list[float]):
    most = most_likely_kept(p_values)
    assert discoveries(p_values) == [p <= most * (1 + 1e-12) for p in p_values]


def test_what_was_not_searched_is_neither_a_finding_nor_counted_as_a_look() -> None:
    assert chance_explains([None, 0.04, None]) == [False, False, False]
    assert chance_explains([0.9, 0.04, None]) == [True, True, False]
    assert chance_explains([]) == []
