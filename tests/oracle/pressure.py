"""Opt-outs, complaints and departures by how often the person had been contacted (20)."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tests.oracle.days import DAY, days_between
from tests.oracle.expected import Expected, rate
from tests.oracle.known import Asked, Known
from tests.oracle.permission import pairs
from tests.oracle.standing import opt_outs_of

BANDS = {"0": (0, 0), "1-2": (1, 2), "3-4": (3, 4), "5-8": (5, 8), "9-12": (9, 12)}
CustomerDay = tuple[str, date]


@lru_cache(maxsize=50_000)
def band(known: Known, person: str, day: date) -> str:
    """The band of the contacts of the 30 days that end with a day."""
    number = sum(
        row["customer_id"] == person and day - 30 * DAY < row["day"] <= day for row in known.counted
    )
    return next((name for name, (least, most) in BANDS.items() if least <= number <= most), "13+")


def opt_outs_by_pressure(known: Known, first: date, last: date, asked: Asked) -> Expected:
    opt_outs = (
        (person, opt_out["day"])
        for person in known.people
        for pair in pairs(known)
        for opt_out in opt_outs_of(known, person, pair)
    )
    return _per_1000_days(known, first, last, asked, opt_outs)


def complaints_by_pressure(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Complaints of known customers, on the customer's own day."""
    complaints = (
        (row["customer_id"], known.own_day(row["customer_id"], row["received_at"]))
        for row in known.complaints
        if row.get("customer_id")
    )
    return _per_1000_days(known, first, last, asked, complaints)


def departures_by_pressure(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Departures, on the last day as a customer."""
    left = ((person, known.about(person).get("left_on")) for person in known.people)
    departures = ((person, day - DAY) for person, day in left if day and known.heard_of(day))
    return _per_1000_days(known, first, last, asked, departures)


def _per_1000_days(
    known: Known, first: date, last: date, asked: Asked, events: Iterator[CustomerDay]
) -> Expected:
    """Events on days at risk / days at risk, in the band asked for."""
    days = {
        (person, day)
        for person in filter(asked.person, known.people)
        for day in days_between(first, last)
        if known.is_active(person, day) and asked.pressure in (None, band(known, person, day))
    }
    return rate(sum(event in days for event in events), len(days), unit=1000)
