"""The forecast of what will be overdue: certain cases, sanity, and how often it holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.forecast import BANDS, Backlog, Forecast, closing_rates, overdue_after

NOBODY = Backlog((), ())
NEVER, AT_ONCE = (0.0,) * BANDS, (1.0,) * BANDS
REQUESTS = st.lists(st.tuples(st.integers(0, 400), st.integers(-100, 100)), max_size=50)
DAYS = st.lists(st.lists(st.integers(0, 60), max_size=5), max_size=20)
RATES = st.lists(st.floats(0, 1), min_size=BANDS, max_size=BANDS)


def backlog(requests: list[tuple[int, int]]) -> Backlog:
    return Backlog([age for age, _ in requests], [left for _, left in requests])


def exactly(count: int) -> Forecast:
    return Forecast(count, count, count)


@given(REQUESTS)
def test_where_nothing_comes_and_nothing_is_answered_the_calendar_tells(
    requests: list[tuple[int, int]],
) -> None:
    overdue = sum(left < 30 for _, left in requests)  # the due day itself is in time
    assert overdue_after(backlog(requests), [], NEVER, seed=1) == exactly(overdue)
    assert overdue_after(backlog(requests), [()] * 90, NEVER, seed=1) == exactly(overdue)


@given(REQUESTS, DAYS)
def test_where_all_is_answered_at_once_nothing_is_overdue(
    requests: list[tuple[int, int]], arrivals: list[list[int]]
) -> None:
    assert overdue_after(backlog(requests), arrivals, AT_ONCE, seed=1) == exactly(0)


@pytest.mark.parametrize(("left", "overdue"), [(0, 29), (20, 9), (28, 1), (29, 0), (30, 0)])
def test_what_arrives_is_overdue_after_its_due_day(left: int, overdue: int) -> None:
    """One a day, and none answered: those overdue came at least `left` + 1 days before the end."""
    assert overdue_after(NOBODY, [[left]] * 90, NEVER, seed=1) == exactly(overdue)


def test_a_request_that_arrives_may_be_answered_on_its_day() -> None:
    first_week = (1.0, *[0.0] * (BANDS - 1))
    assert overdue_after(NOBODY, [[0]] * 90, first_week, seed=1) == exactly(0)


def test_an_old_request_keeps_the_rate_of_its_age() -> None:
    """From eight weeks on nothing is answered; what is younger is, before it gets there."""
    rates = (*[1.0] * (BANDS - 1), 0.0)
    old, young = Backlog((55, 56, 300), (0, 0, -200)), Backlog((54, 20, 0), (0, 0, 0))
    assert overdue_after(old, [], rates, seed=1) == exactly(3)  # 55 is 56 days old tomorrow
    assert overdue_after(young, [], rates, seed=1) == exactly(0)


@given(REQUESTS, DAYS, RATES, st.integers(0, 2**32))
def test_a_forecast_is_possible_in_order_and_the_same_for_a_seed(
    requests: list[tuple[int, int]], arrivals: list[list[int]], rates: list[float], seed: int
) -> None:
    found = overdue_after(backlog(requests), arrivals, rates, seed)
    most = sum(left < 30 for _, left in requests) + 30 * max(map(len, arrivals), default=0)
    assert 0 <= found.low <= found.median <= found.high <= most
    assert overdue_after(backlog(requests), arrivals, rates, seed) == found


def test_busy_days_stay_busy() -> None:
    """Ninety a fortnight on one day of the fourteen vary more than as many spread evenly."""
    bursts: list[list[int]] = [[0] * 84, *[[]] * 13] * 6
    even = [[0] * 6] * 84
    wide, narrow = (overdue_after(NOBODY, days, NEVER, seed=1) for days in (bursts, even))
    assert narrow == exactly(29 * 6)
    assert wide.high - wide.low > 100
    assert wide.median == pytest.approx(29 * 6, abs=84)


def test_closing_rates_are_closed_of_those_at_risk_by_week_of_age() -> None:
    ages, at_risk, closed = [0, 6, 7, 60, 300], [10, 30, 20, 4, 4], [1, 3, 10, 0, 2]
    rates = closing_rates(ages, at_risk, closed)
    assert rates[0] == pytest.approx(0.1)
    assert rates[1] == pytest.approx(0.5)
    assert rates[2:8] == pytest.approx([0.5] * 6)  # nobody was so old: as the week before
    assert rates[8] == pytest.approx(0.25)


def test_without_a_past_nothing_is_answered() -> None:
    assert closing_rates([], [], []) == NEVER


class Office:
    """Requests of a month's limit that come and are answered by chance, day after day."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.rate_by_age = np.repeat([0.01, 0.02, 0.04, 0.05, 0.06, 0.03, 0.03, 0.02, 0.02], 7)
        self.ages = np.array([], dtype=np.int64)
        self.arrivals: list[list[int]] = []
        self.at_risk, self.closed = np.zeros(1_000), np.zeros(1_000)

    def work(self, days: int) -> None:
        for _ in range(days):
            new = int(self.chance.poisson(self.chance.choice([2, 6, 12])))
            self.arrivals.append([30] * new)
            self.ages = np.append(self.ages + 1, np.zeros(new, dtype=np.int64))
            answered = self.chance.random(self.ages.size) < self.rate_by_age[self.ages.clip(max=62)]
            self.at_risk += np.bincount(self.ages, minlength=1_000)
            self.closed += np.bincount(self.ages[answered], minlength=1_000)
            self.ages = self.ages[~answered]

    def forecast(self) -> Forecast:
        rates = closing_rates(
            range(1_000), self.at_risk.astype(int).tolist(), self.closed.astype(int).tolist()
        )
        ages = self.ages.tolist()
        outstanding = Backlog(ages, [30 - age for age in ages])
        return overdue_after(outstanding, self.arrivals[-90:], rates, seed=1)

    @property
    def overdue(self) -> int:
        return int((self.ages > 30).sum())


@pytest.mark.long
def test_of_forecasts_looked_back_on_about_eighty_in_a_hundred_held() -> None:
    held, above = 0, 0
    for seed in range(150):
        office = Office(seed)
        office.work(150)
        forecast = office.forecast()
        office.work(30)
        held += forecast.low <= office.overdue <= forecast.high
        above += office.overdue > forecast.median
    assert 0.72 <= held / 150 <= 0.90
    assert 0.35 <= above / 150 <= 0.62
