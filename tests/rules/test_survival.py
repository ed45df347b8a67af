"""Times to an event, open cases counted: held to a plain Kaplan-Meier in whole fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.survival import TimeTo, time_to

BARS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5), st.booleans()), max_size=30)
Bars = list[tuple[int, int, bool]]


def found(share: float, bars: Bars) -> TimeTo | None:
    times, counts, happened = zip(*bars, strict=True) if bars else ((), (), ())
    return time_to(share, times, counts, happened)


def plain_time_to(share: Fraction, bars: Bars) -> int | None:
    """Kaplan and Meier's product, one time after the other."""
    still = Fraction(1)
    for time in sorted({time for time, _, _ in bars}):
        at_risk = sum(count for other, count, _ in bars if other >= time)
        events = sum(count for other, count, happened in bars if happened and other == time)
        if at_risk and events:
            still *= 1 - Fraction(events, at_risk)
            if 1 - still >= share:
                return time
    return None


@given(BARS, st.integers(1, 20))
def test_the_time_is_that_of_the_plain_product(bars: Bars, twentieths: int) -> None:
    share = Fraction(twentieths, 20)
    seen = [time for time, count, _ in bars if count]
    expected = TimeTo(plain_time_to(share, bars), max(seen)) if seen else None
    assert found(float(share), bars) == expected


@given(BARS)
def test_a_case_still_open_never_makes_the_time_shorter(bars: Bars) -> None:
    before, after = found(0.5, bars), found(0.5, [*bars, (12, 3, False)])
    assert after is not None
    if before is not None and before.value is not None and after.value is not None:
        assert after.value >= before.value


def test_the_published_example_has_its_published_median() -> None:
    # Remission under 6-MP, weeks: Freireich 1963; Kleinbaum and Klein, Survival Analysis, ch. 2.
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    bars = [(week, 1, True) for week in relapsed] + [(week, 1, False) for week in censored]
    assert found(0.5, bars) == TimeTo(23, 35)
    assert found(0.9, bars) == TimeTo(None, 35)


def test_exactly_the_share_is_enough() -> None:
    assert found(0.1, [(4, 1, True), (9, 9, False)]) == TimeTo(4, 9)
    assert found(0.5, [(0, 1, True), (3, 1, True)]) == TimeTo(0, 3)


def test_the_same_times_count_as_often_as_they_were_seen() -> None:
    assert found(0.5, [(1, 1, True), (8, 9, True)]) == TimeTo(8, 8)


@pytest.mark.parametrize("bars", [[], [(3, 0, True)]])
def test_without_cases_nothing_is_told(bars: Bars) -> None:
    assert found(0.5, bars) is None
