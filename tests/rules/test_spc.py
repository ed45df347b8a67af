"""Charts: which one suits a series, its icons, its missing points, its false alarms."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

import numpy as np
import pytest

from bigtrust.rules.spc import chart_changes, chart_events, chart_ratios, chart_values
from bigtrust.rules.spc_chart import Aim, Assurance, Chart, ChartKind, Variation
from bigtrust.rules.spc_limits import xmr
from bigtrust.rules.spc_rules import Direction, Rule

FIXTURE: list[float | None] = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]
DOWN, UP = Aim("down"), Aim("up")
FIRST = date(2024, 1, 1)


def around(level: float, n: int = 20) -> list[float | None]:
    """A steady series that swings by one around `level`."""
    return [level + (1 if number % 2 else -1) for number in range(n)]


def test_the_published_fixture_flags_its_odd_point_and_ends_steady() -> None:
    chart = chart_values(FIXTURE, Aim("down", lowest=None))
    point = chart.points[4]
    assert point.high == pytest.approx(4.6, abs=0.005)
    assert point.centre == pytest.approx(1.94, abs=0.005)
    assert point.low == pytest.approx(-0.72, abs=0.005)
    assert (point.flag, point.direction) == (Rule.OUTSIDE, Direction.HIGH)
    assert [p.flag for p in chart.points if p is not point] == [None] * 17
    assert (chart.kind, chart.variation, chart.trial) == (ChartKind.XMR, Variation.STEADY, False)


def test_limits_are_clipped_to_what_is_possible() -> None:
    chart = chart_values(FIXTURE, Aim("down", lowest=0, highest=4))
    assert (chart.points[0].low, chart.points[0].high) == (0, 4)


@pytest.mark.parametrize(
    ("aim", "last", "variation"),
    [
        (UP, 50, Variation.IMPROVING_HIGH),
        (UP, 1, Variation.CONCERNING_LOW),
        (DOWN, 50, Variation.CONCERNING_HIGH),
        (DOWN, 1, Variation.IMPROVING_LOW),
        (DOWN, 20, Variation.STEADY),
    ],
)
def test_the_latest_point_gives_the_variation(aim: Aim, last: float, variation: Variation) -> None:
    assert chart_values([*around(20), last], aim).variation is variation


@pytest.mark.parametrize(
    ("better", "target", "assurance"),
    [
        ("up", 30, Assurance.FAILS),
        ("up", 20, Assurance.HIT_OR_MISS),
        ("up", 10, Assurance.PASSES),
        ("down", 30, Assurance.PASSES),
        ("down", 20, Assurance.HIT_OR_MISS),
        ("down", 10, Assurance.FAILS),
        ("down", None, Assurance.NO_TARGET),
    ],
)
def test_a_target_beyond_the_limits_passes_or_fails_for_certain(
    better: str, target: float | None, assurance: Assurance
) -> None:
    aim = Aim("up" if better == "up" else "down", target)
    assert chart_values(around(20), aim).assurance is assurance


def test_a_series_that_never_leaves_its_target_passes() -> None:
    chart = chart_values([0.0] * 20, Aim("down", 0))
    assert (chart.assurance, chart.variation) == (Assurance.PASSES, Variation.STEADY)


@pytest.mark.parametrize(("n", "trial"), [(11, True), (12, False)])
def test_fewer_than_twelve_points_give_trial_limits(n: int, trial: bool) -> None:
    assert chart_values(around(20, n), DOWN).trial is trial


def test_missing_points_are_skipped_and_stay_in_their_place() -> None:
    with_holes = [*around(20, 10), None, *around(20, 10), 50, None]
    chart = chart_values(with_holes, UP)
    plain = chart_values([value for value in with_holes if value is not None], UP)
    assert [point.value is None for point in chart.points] == [v is None for v in with_holes]
    assert [point for point in chart.points if point.value is not None] == list(plain.points)
    assert chart.points[10].high is None
    assert chart.variation is Variation.IMPROVING_HIGH


@pytest.mark.parametrize(
    "values", [[], [None, None], [3.0], [None, 3.0], [1.0, 1.0, 1.0, None, 1e9]]
)
def test_a_series_too_short_for_limits_says_nothing(values: list[float | None]) -> None:
    chart = chart_values(values, Aim("down", 1))
    assert [point.value for point in chart.points] == values
    assert (chart.variation, chart.assurance, chart.trial) == (None, Assurance.NO_TARGET, True)


def test_from_five_points_on_one_far_off_lies_outside_and_from_fewer_none_would() -> None:
    """So fewer have no limits: within such as they would give, "steady" would say nothing."""
    chart = chart_values([1.0, 1.0, 1.0, 2.0, 1e9], DOWN)
    assert (chart.variation, chart.trial) == (Variation.CONCERNING_HIGH, True)
    of_four = xmr(np.array([1.0, 1.0, 2.0, 1e9]), np.full(4, True))
    assert of_four.high[0] > 1e9


def test_a_declared_change_rebases_the_limits_and_the_time_before_is_not_flagged() -> None:
    changed = [*around(20), *around(40)]
    whole, rebased = chart_values(changed, UP), chart_values(changed, UP, slice(20, None))
    assert any(point.flag for point in whole.points)
    assert not any(point.flag or point.part_of for point in rebased.points)
    assert rebased.points[-1].centre == 40


def test_limits_of_a_baseline_judge_what_comes_after_it() -> None:
    chart = chart_values([*around(20), *around(40)], UP, slice(0, 20))
    assert chart.points[-1].centre == 20
    assert all(point.flag is Rule.OUTSIDE for point in chart.points[20:])


@pytest.mark.parametrize(
    ("numerators", "denominators", "is_share", "kind"),
    [
        ([50, 60] * 10, [1000, 1100] * 10, True, ChartKind.XMR),
        ([50, 90] * 10, [1000, 1700] * 10, True, ChartKind.P_PRIME),
        ([50, 90] * 10, [1000, 1700] * 10, False, ChartKind.U_PRIME),
        ([4, 5] * 10, [1000, 1700] * 10, False, ChartKind.FEW_EVENTS),
        ([4, 5] * 10, [1000, 1000] * 10, True, ChartKind.FEW_EVENTS),
        ([996, 997] * 10, [1000, 1000] * 10, True, ChartKind.FEW_EVENTS),
        ([996, 997] * 10, [1000, 1000] * 10, False, ChartKind.XMR),
        ([], [], True, ChartKind.XMR),
    ],
)
def test_the_chart_suits_the_series(
    numerators: list[float | None],
    denominators: list[float | None],
    is_share: bool,
    kind: ChartKind,
) -> None:
    assert chart_ratios(numerators, denominators, DOWN, is_share=is_share).kind is kind


def test_a_period_without_a_denominator_is_missing_and_not_nought() -> None:
    chart = chart_ratios([50, 0, None, 60] * 5, [1000, 0, 1000, 1100] * 5, DOWN, is_share=True)
    assert [point.value is None for point in chart.points] == [False, True, True, False] * 5


def test_a_share_never_has_limits_above_one() -> None:
    chart = chart_ratios([90, 10] * 10, [100, 100] * 10, UP, is_share=True)
    assert (chart.points[0].low, chart.points[0].high) == (0, 1)


def test_rare_failures_of_a_share_near_one_are_read_as_rare() -> None:
    numerators = [100.0] * 30
    numerators[10] = numerators[20] = 99.0
    quiet = chart_ratios(numerators, [100.0] * 30, UP, is_share=True)
    assert not any(point.flag for point in quiet.points)
    alarm = chart_ratios([*numerators, 90.0], [100.0] * 31, UP, is_share=True)
    assert alarm.variation is Variation.CONCERNING_LOW


def test_a_burst_among_few_events_is_a_signal_and_a_single_event_is_none() -> None:
    events = [0.0] * 40
    events[10] = 1.0
    quiet = chart_ratios(events, [1000.0] * 40, DOWN, is_share=True)
    assert not any(point.flag for point in quiet.points)
    burst = chart_ratios([*events, 30.0, 25.0], [1000.0] * 42, DOWN, is_share=True)
    assert burst.variation is Variation.CONCERNING_HIGH


def days_after(*gaps: int) -> list[date]:
    """Days of events with such gaps between them."""
    return [FIRST + timedelta(days=int(total)) for total in np.cumsum([0, *gaps])]


def test_the_days_between_rare_events_are_drawn_in_days() -> None:
    chart = chart_events(days_after(10, 20, 10, 20, 10), DOWN)
    assert chart.kind is ChartKind.DAYS_BETWEEN
    assert [point.value for point in chart.points] == pytest.approx([10, 20, 10, 20, 10])
    low, centre, high = chart.points[0].low, chart.points[0].centre, chart.points[0].high
    assert low is not None
    assert centre is not None
    assert high is not None
    assert 0 <= low < 10 < centre < 20 < high


def test_events_that_come_closer_are_concerning_where_fewer_are_better() -> None:
    closer = days_after(*[30, 40] * 6, *[1] * 8)
    assert chart_events(closer, DOWN).variation is Variation.CONCERNING_LOW
    assert chart_events(closer, UP).variation is Variation.IMPROVING_LOW


def test_a_silence_longer_than_chance_is_a_point_of_its_own() -> None:
    days = days_after(*[5, 7, 6] * 5)
    soon, late = (chart_events(days, DOWN, days[-1] + timedelta(days=n)) for n in (8, 60))
    assert len(soon.points) == 15
    assert len(late.points) == 16
    assert late.points[-1].value == pytest.approx(60)
    assert late.variation is Variation.IMPROVING_HIGH


def test_a_silence_that_has_just_begun_is_not_too_short() -> None:
    days = days_after(*[7, 8] * 10)
    chart = chart_events(days, DOWN, days[-1])
    assert len(chart.points) == 20
    assert chart.variation is Variation.STEADY


@pytest.mark.parametrize("days", [[], days_after(), days_after(3)])
def test_one_or_two_events_have_no_limits(days: list[date]) -> None:
    chart = chart_events(days, DOWN, FIRST + timedelta(days=100))
    assert chart.variation is None


Maker = Callable[[np.random.Generator, int], Chart]


def normal(rng: np.random.Generator, n: int) -> Chart:
    return chart_values(list(rng.normal(10, 1, n)), Aim("down", lowest=None))


def binomial(rng: np.random.Generator, n: int) -> Chart:
    bottoms = rng.integers(500, 1500, n)
    return chart_ratios(list(rng.binomial(bottoms, 0.05)), list(bottoms), DOWN, is_share=True)


def rare(rng: np.random.Generator, n: int) -> Chart:
    return chart_ratios(list(rng.poisson(0.3, n)), [1000.0] * n, DOWN, is_share=False)


def coarse(rng: np.random.Generator, n: int) -> Chart:
    """Whole numbers of something that moves by less than one."""
    level = 8 + rng.random()
    return chart_values(list(np.round(rng.normal(level, 0.3, n))), DOWN, step=1)


def few(rng: np.random.Generator, n: int) -> Chart:
    return chart_ratios(list(rng.poisson(6, n)), [15_000.0] * n, DOWN, is_share=False)


def silences(rng: np.random.Generator, n: int) -> Chart:
    return chart_events(days_after(*rng.exponential(10, n)), DOWN)


@pytest.mark.parametrize(
    ("make", "n", "flagged", "coloured"),
    [
        # Percent of points, at most. Fewer points hold fewer runs: the centre lies among them.
        (normal, 104, 2.3, 8.0),
        (normal, 24, 1.6, 5.0),
        (binomial, 104, 2.3, 8.0),
        (binomial, 24, 1.9, 5.5),
        (rare, 104, 0.3, 0.3),
        (coarse, 24, 2.4, 2.6),
        (coarse, 104, 3.3, 3.7),  # three in ten, were steps not told
        (few, 104, 1.3, 4.0),
        (silences, 104, 2.3, 8.0),
    ],
)
def test_pure_noise_is_seldom_flagged(
    make: Maker,
    n: int,
    flagged: float,
    coloured: float,
    record_property: Callable[[str, object], None],
) -> None:
    rng = np.random.default_rng(20261101)
    points = [point for _ in range(200) for point in make(rng, n).points]
    raised = 100 * sum(point.flag is not None for point in points) / len(points)
    marked = 100 * sum(point.part_of is not None for point in points) / len(points)
    record_property("percent flagged", round(raised, 2))
    record_property("percent in a pattern", round(marked, 2))
    assert raised <= flagged
    assert raised <= marked <= coloured


def test_a_jump_of_two_whole_numbers_is_a_signal_and_one_to_the_next_is_none() -> None:
    calm: list[float | None] = [8, 9] * 10
    assert chart_values([*calm, 9], DOWN, step=1).variation is Variation.STEADY
    steady: list[float | None] = [8] * 19
    assert chart_values([*steady, 9, 8], DOWN, step=1).variation is Variation.STEADY
    jumped = chart_values([*steady, 8, 10], DOWN, step=1)
    assert jumped.variation is Variation.CONCERNING_HIGH


def test_a_shift_of_two_standard_deviations_is_flagged_within_seven_points() -> None:
    rng = np.random.default_rng(5)
    found = 0
    for _ in range(100):
        values = [*rng.normal(10, 1, 52), *rng.normal(12, 1, 7)]
        chart = chart_values(values, DOWN, slice(0, 52))
        found += any(point.flag for point in chart.points[52:])
    assert found >= 95


class TestChangesOfWhatCarriesOver:
    """A level that stands on the one before: only an unusual step is a signal."""

    DRIFT: ClassVar = [100.0 + 2 * week + (-1) ** week for week in range(40)]

    def test_a_steady_drift_is_no_signal(self):
        chart = chart_changes(self.DRIFT, Aim("up"))
        assert [point.value for point in chart.points] == self.DRIFT
        assert all(point.flag is None for point in chart.points)
        assert chart.variation is Variation.STEADY
        assert any(point.flag for point in chart_values(self.DRIFT, Aim("up")).points)

    def test_a_step_is_one_signal_and_moves_no_limit_of_the_others(self):
        stepped = [value - 60 * (week >= 20) for week, value in enumerate(self.DRIFT)]
        chart = chart_changes(stepped, Aim("up"))
        assert [at for at, point in enumerate(chart.points) if point.flag] == [20]
        assert chart.points[20].direction is Direction.LOW

    def test_the_way_back_from_what_is_left_out_widens_no_limit(self):
        """In weeks 20 to 24, and 28 to 32, an incident took 9; it came back at once."""
        out = [week in (*range(20, 25), *range(28, 33)) for week in range(40)]
        told = [value - 9 * away for value, away in zip(self.DRIFT, out, strict=True)]
        learned = ~np.array(out)
        one, other = (chart_changes(values, Aim("up"), learned) for values in (told, self.DRIFT))
        assert one.points[5].high == pytest.approx(other.points[5].high)

    def test_limits_lie_around_the_value_before(self):
        chart = chart_changes(self.DRIFT, Aim("up"))
        assert chart.points[0].low is None
        for before, point in zip(self.DRIFT, chart.points[1:], strict=False):
            assert point.low is not None
            assert point.high is not None
            assert point.low < before + 2 < point.high

    def test_no_limit_lies_beyond_what_is_possible(self):
        shares = [99.0, 99.5, 99.0, 100.0, 99.2, 99.9] * 5
        highs = [point.high for point in chart_changes(shares, Aim("up", highest=100.0)).points]
        assert max(high for high in highs if high is not None) == 100.0

    def test_the_target_is_held_against_the_level(self):
        chart = chart_changes(self.DRIFT, Aim("up", target=100.0))
        assert chart.assurance is Assurance.PASSES

    def test_a_gap_has_no_change_and_its_neighbours_have_their_values(self):
        chart = chart_changes([*self.DRIFT[:10], None, *self.DRIFT[11:]], Aim("up"))
        assert chart.points[10].value is None
        assert chart.points[11].value == self.DRIFT[11]
        assert chart.points[11].low is None

    def test_a_value_after_a_gap_is_not_judged_by_a_change_before_it(self):
        stepped = [*self.DRIFT, self.DRIFT[-1] - 60]
        assert chart_changes(stepped, Aim("up")).variation is Variation.CONCERNING_LOW
        chart = chart_changes([*stepped, None, stepped[-1]], Aim("up"))
        assert (chart.variation, chart.p_value) == (None, None)
