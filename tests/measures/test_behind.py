"""The distinct people behind cells, against a count of the company's rows by hand."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bigtrust.builds import Build
from bigtrust.measures.behind import people_behind
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Count
from bigtrust.rules.period import Period, published_periods
from tests.companies import Company, Row
from tests.oracle.known import Known
from tests.stores import built, settings_of
from tests.strategies import AS_OF, companies

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
        if row["due"] and period.first <= row["due"] <= period.last and row["due"] <= AS_OF
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


def disagreements(build: Build, known: Known) -> Iterator[str]:
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


def agree(store_url: str, tmp_path: Path, company: Company) -> None:
    wanted = settings_of(tmp_path, store_url).model_copy(update={"as_of": AS_OF})
    build = built(company, wanted)
    found = list(disagreements(build, Known(company, wanted)))
    assert not found, "\n".join(found[:5])


@pytest.mark.parametrize("engine", ["duckdb"])  # the long test asks both
@given(companies())
@settings(max_examples=1)
def test_people_are_those_that_one_counts_by_hand(
    store_url: str, tmp_path: Path, company: Company
) -> None:
    agree(store_url, tmp_path, company)


@pytest.mark.long
@given(companies())
@settings(max_examples=40)
def test_people_are_those_that_one_counts_by_hand_in_many_companies(
    store_url: str, tmp_path: Path, company: Company
) -> None:
    agree(store_url, tmp_path, company)


def test_a_filter_has_the_people_of_its_cell(build: Build) -> None:
    may = [Period(date(2024, 5, 1), date(2024, 5, 31))]
    for count, _, dimensions in COUNTED:
        for name in dimensions:
            split = people_behind(count, build, may, (name,), {})
            for (_, (value,)), people in split.items():
                (kept,) = people_behind(count, build, may, (), {name: value}).values()
                assert kept == people
