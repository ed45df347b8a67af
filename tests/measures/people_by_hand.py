"""Who is behind cells, counted by hand over the rows of a company."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from bigtrust.builds import Build
from bigtrust.measures.behind import people_behind
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Count
from bigtrust.rules.period import Period, published_periods
from tests.companies import Row
from tests.oracle.known import Known

CONTACTS = CATALOGUE["contact_after_withdrawal"]
ON_TIME = CATALOGUE["answered_on_time"]
OUTSTANDING = CATALOGUE["outstanding_requests"]
COMPLAINTS = CATALOGUE["complaints_per_1000"]
# Of a count: the rows that it counts in a period, and the dimensions that they have.
Rows = Callable[[Known, Period], list[Row]]


def contacts(known: Known, period: Period) -> list[Row]:
    return [row for row in known.marketing if period.first <= row["day"] <= period.last]


def complaints(known: Known, period: Period) -> list[Row]:
    return [row for row in known.complaints if period.first <= row["received"] <= period.last]


def fell_due(known: Known, period: Period) -> list[Row]:
    return [
        row
        for row in known.requests
        if row["due"] and period.first <= row["due"] <= period.last and row["due"] <= known.as_of
        if not (row["closed"] and row.get("outcome") == "withdrawn")
    ]


def outstanding(known: Known, period: Period) -> list[Row]:
    return [
        row
        for row in known.requests
        if row["received"] <= period.last
        if row["closed"] is None or row["closed"] > period.last
    ]


COUNTED: list[tuple[Count, Rows, tuple[str, ...]]] = [
    (CONTACTS.denominator, contacts, ("region", "channel", "purpose", "sender_unit")),
    (COMPLAINTS.numerator, complaints, ("region", "channel", "topic")),
    (ON_TIME.denominator, fell_due, ("region", "right", "regime")),
    (OUTSTANDING.numerator, outstanding, ("region", "right", "regime")),
]


def by_hand(known: Known, rows: list[Row], dimensions: tuple[str, ...]) -> dict[Any, int]:
    people: dict[tuple[str, ...], set[Any]] = {}
    for number, row in enumerate(rows):
        person = row.get("customer_id")
        told = {"region": known.about(person).get("region")}
        group = tuple((told | row).get(name) or "" for name in dimensions)
        people.setdefault(group, set()).add(person or number)
    return {group: len(found) for group, found in people.items()}


def disagreements_of_people(build: Build, known: Known) -> Iterator[str]:
    periods = published_periods(build.as_of)[-20:]
    for count, rows, dimensions in COUNTED:
        if build.missing(count.needs):
            continue
        for number in range(4):
            for chosen in combinations(dimensions, number):
                found = people_behind(count, build, periods, chosen, {})
                told = {cell: people for cell, people in found.items() if people}
                expected = {
                    (position, group): people
                    for position, period in enumerate(periods)
                    for group, people in by_hand(known, rows(known, period), chosen).items()
                }
                if told != expected:
                    yield f"{count.rollup.name} {count.column} by {chosen}: {told}, {expected}"
