"""How many requests will be overdue, if they go on arriving and being answered as lately.

By simulation: arrivals are drawn from the days of the recent past, a whole day at a time, so that
busy days stay busy; what is outstanding is answered by the rate that its age saw.
Source: house (decisions.md, forecast); the bootstrap of whole days: Efron 1979, Annals of
Statistics 7:1-26.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HORIZON = 30  # days
RUNS = 2_000
BAND_DAYS = 7
BANDS = 9  # a week of age each; the last from eight weeks on
PERCENTILES = (0.5, 0.1, 0.9)

Whole = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many will be overdue: `median` of all runs; 80 in 100 lie from `low` to `high`."""

    median: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """The requests outstanding at a day's close that can fall due, one a position.

    `ages`: days since receipt, 0 on its day. `days_left`: days to the due day, below 0 where it
    has passed. What has no due day (its clock stands still) cannot become overdue: leave it out.
    """

    ages: Sequence[int]
    days_left: Sequence[int]


def closing_rates(
    ages: Sequence[int], at_risk: Sequence[int], closed: Sequence[int]
) -> tuple[float, ...]:
    """The share closed a day of those of an age, by bands of a week, the last from week eight on.

    A position an age (days since receipt, on any day of the past): how many requests of that age
    were not closed before that day, and how many of them were closed on it. A band that nobody
    was in has the rate of the band before it; the first, 0.
    """
    bands = _bands(np.asarray(ages, dtype=np.int64))
    exposed, ended = (
        np.bincount(bands, np.asarray(counts, dtype=np.float64), BANDS)
        for counts in (at_risk, closed)
    )
    rates: list[float] = []
    for band in range(BANDS):
        before = rates[-1] if rates else 0.0
        rates.append(float(ended[band] / exposed[band]) if exposed[band] else before)
    return tuple(rates)


def overdue_after(
    backlog: Backlog,
    arrivals: Sequence[Sequence[int]],
    rates: Sequence[float],
    seed: int,
    horizon: int = HORIZON,
) -> Forecast:
    """What will be overdue at the close of the day `horizon` days on.

    `arrivals`: for each day of the past (90 of them, say; the days on which nothing came too), the
    days that each request which came on it had to its due day. `rates`: as of `closing_rates`.
    Overdue is what is open on a day after its due day. The same seed gives the same figures.
    """
    chance = np.random.default_rng(seed)
    stay_open = _stay_open(np.asarray(rates, dtype=np.float64), horizon)
    overdue = _from_backlog(chance, backlog, stay_open, horizon)
    if arrivals:
        overdue = overdue + _from_arrivals(chance, arrivals, stay_open[0], horizon)
    found = np.quantile(overdue, PERCENTILES, method="inverted_cdf")
    median, low, high = (int(count) for count in found)
    return Forecast(median, low, high)


def _bands(ages: Whole) -> Whole:
    bands: Whole = np.minimum(ages // BAND_DAYS, BANDS - 1)
    return bands


def _stay_open(rates: Shares, horizon: int) -> Shares:
    """The chance that a request faces each of `days` days and stays open: [first age, days].

    Of the ages up to that from which on all are alike.
    """
    ages = np.arange((BANDS - 1) * BAND_DAYS + 1)[:, np.newaxis] + np.arange(horizon)
    open_after = np.cumprod(1 - rates[_bands(ages)], axis=1)
    return np.hstack([np.ones((len(ages), 1)), open_after])


def _from_backlog(
    chance: np.random.Generator, backlog: Backlog, stay_open: Shares, horizon: int
) -> Whole:
    """Those that fall due before the end, and are not answered by then; a run a position."""
    due = np.asarray(backlog.days_left, dtype=np.int64) < horizon
    # Tomorrow each of them is a day older.
    ages = np.minimum(np.asarray(backlog.ages, dtype=np.int64)[due] + 1, len(stay_open) - 1)
    alike = np.bincount(ages, minlength=len(stay_open))
    left: Whole = chance.binomial(alike, stay_open[:, horizon], (RUNS, len(stay_open))).sum(axis=1)
    return left


def _from_arrivals(
    chance: np.random.Generator,
    arrivals: Sequence[Sequence[int]],
    stay_open: Shares,
    horizon: int,
) -> Whole:
    """Of those that arrive on the first day to come, on the second..., and likewise."""
    ends = np.arange(horizon)[::-1]  # days from the arrival to the end
    falling_due = np.array([[sum(left < end for left in day) for day in arrivals] for end in ends])
    drawn = chance.integers(len(arrivals), size=(RUNS, horizon))
    due = falling_due[np.arange(horizon), drawn]
    left: Whole = chance.binomial(due, stay_open[ends + 1]).sum(axis=1)
    return left
