"""The company's calendar: one row a day with its seasons, rhythm and clocks.

Volumes follow the seasons; rates only wobble from week to week, each week on its own. Where nothing
is planted, there is no season either: in August, when fewer broadcasts go out, those beyond a cap
are a larger share, and a chart rightly tells it.
"""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bigtrust.demo.truth import Period, PlantedEvent

Numbers = NDArray[np.float64]
During = Callable[[str], NDArray[np.bool_]]  # on which days a planted event is under way
YEARS_OF_HISTORY = 23
USUAL_APPETITE = 0.7  # share of broadcasts that go out
COMPLAINTS_BY_WEEKDAY = (1.3, 1.1, 1.05, 1.0, 0.95, 0.9, 0.7)
REQUESTS_BY_WEEKDAY = (1.25, 1.15, 1.1, 1.05, 1.0, 0.8, 0.65)
OPT_OUTS_BY_WEEKDAY = (1.0, 1.15, 1.05, 1.15, 1.0, 0.85, 0.8)


def days(period: Period, planted: tuple[PlantedEvent, ...], seed: int) -> pa.Table:
    """One row a day, from the company's founding to half a year after as-of.

    `appetite` is the share of broadcasts that go out (0-1); `opt_out_clock` counts days, faster
    where opt-outs are likelier; `complaints`, `requests` and `slips` are the shares of all
    such events from the warm-up to as-of that come before the day (null outside);
    `put_off` is the share of answers due by the week's end that wait for the next week.
    """
    calendar = _calendar(period)
    inside = np.array([period.warm_up <= day <= period.as_of for day in calendar])
    noise = np.random.default_rng(seed)
    during = _during(calendar, planted)
    appetite = _appetite(calendar) if planted else np.full(len(calendar), USUAL_APPETITE)
    opt_outs = _by_weekday(calendar, OPT_OUTS_BY_WEEKDAY) * (
        1 + inside * _wobble(calendar, noise, 0.07)
    )
    complaints = _by_weekday(calendar, COMPLAINTS_BY_WEEKDAY) * (1 + _wobble(calendar, noise, 0.12))
    requests = _by_weekday(calendar, REQUESTS_BY_WEEKDAY) * (1 + _wobble(calendar, noise, 0.08))
    return pa.table(
        {
            "day": pa.array(calendar, pa.date32()),
            "appetite": appetite,
            "opt_out_clock": _before(opt_outs * (1 + 1.5 * during("opt_out_wave"))),
            "complaints": _shares(complaints * _growth(calendar), inside),
            "requests": _shares(requests, inside),
            "slips": _shares(_contacts(appetite, during) * _growth(calendar), inside),
            "put_off": np.clip(0.45 + _wobble(calendar, noise, 0.35), 0, 0.95),
        }
    )


def _calendar(period: Period) -> list[date]:
    founded = date(period.warm_up.year - YEARS_OF_HISTORY, 1, 1)
    count = (period.as_of - founded).days + 184
    return [founded + timedelta(days=offset) for offset in range(count)]


def _weeks(calendar: list[date]) -> NDArray[np.int64]:
    """The number of the ISO week of each day, counted on across years."""
    return np.array([(day.toordinal() - 1) // 7 for day in calendar])


def _wobble(calendar: list[date], noise: np.random.Generator, size: float) -> Numbers:
    """A weekly wobble around 0; no week knows of the one before."""
    weeks = _weeks(calendar) - _weeks(calendar)[0]
    levels = np.clip(noise.normal(size=int(weeks[-1]) + 1), -2, 2)
    return np.asarray(size * levels[weeks], dtype=np.float64)


def _by_weekday(calendar: list[date], factors: tuple[float, ...]) -> Numbers:
    return np.array([factors[day.weekday()] for day in calendar])


def _appetite(calendar: list[date]) -> Numbers:
    """Broadcasts by season: most before Black Friday, many in January, few in August."""
    season = {1: 0.8, 7: 0.66, 8: 0.5, 9: 0.72, 11: 0.8, 12: 0.78}
    usual = np.array([season.get(day.month, USUAL_APPETITE) for day in calendar])
    black_friday = np.array([day.month == 11 and 18 <= day.day <= 30 for day in calendar])
    return np.where(black_friday, 1.0, usual)


def _contacts(appetite: Numbers, during: During) -> Numbers:
    """The pace of marketing contacts, which errors keep: they do not notice what was planted."""
    planted = 1 + 0.21 * during("new_sender_unit") - 0.10 * during("contact_cap")
    return np.asarray((0.65 + 0.6 * appetite) * planted, dtype=np.float64)


def _growth(calendar: list[date]) -> Numbers:
    """Four per cent more customers a year."""
    return np.asarray(np.exp(0.04 * np.arange(len(calendar)) / 365.25), dtype=np.float64)


def _during(calendar: list[date], planted: tuple[PlantedEvent, ...]) -> During:
    spans = {event.name: (event.first_day, event.last_day) for event in planted}
    never = (date.max, date.min)

    def during(name: str) -> NDArray[np.bool_]:
        first_day, last_day = spans.get(name, never)
        return np.array([first_day <= day <= last_day for day in calendar])

    return during


def _before(rates: Numbers) -> Numbers:
    """What has come before each day."""
    return np.asarray(np.cumsum(rates) - rates, dtype=np.float64)


def _shares(rates: Numbers, inside: NDArray[np.bool_]) -> pa.Array:
    shares = _before(rates * inside) / np.sum(rates * inside)
    return pa.array(shares, mask=~inside)
