"""`calculate`, the ledger and the index agree with the independent oracle, on every engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.index import index_days
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import dimensions_of
from bigtrust.promises.promises import PROMISES
from bigtrust.rules.period import Period
from tests.companies import Company
from tests.contacts_told import CHANNELS
from tests.measures.people_by_hand import disagreements_of_people
from tests.oracle import DIMENSIONS, Oracle
from tests.stores import PSEUDONYMS, built, officer, settings_of
from tests.strategies import companies, company_settings, periods

PARTS = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(("north", "south")),
        "channel": st.sampled_from(CHANNELS),
        "purpose": st.sampled_from(("direct_marketing", "newsletter")),
    },
)


def disagreements(build: Build, oracle: Oracle, period: Period) -> Iterator[str]:
    for name, measure in CATALOGUE.items():
        expected = oracle.figure(name, period.first, period.last)
        (found,) = calculate(measure, [period], (), officer(build), build)
        told = in_the_oracles_words(measure, found)
        if told != pytest.approx(expected[:3]):
            yield f"{name} {period}: {told}, the oracle {expected}"


def disagreements_in_part(
    build: Build, oracle: Oracle, period: Period, part: dict[str, str]
) -> Iterator[str]:
    """Of every measure that is counted by the dimensions of the part."""
    for name, measure in CATALOGUE.items():
        if not set(part) <= set(dimensions_of(measure, build)) or not applies(name, part):
            continue
        expected = oracle.figure(name, period.first, period.last, **part)
        found = calculate(measure, [period], (), officer(build), build, part)
        told = [in_the_oracles_words(measure, each) for each in found]
        if told != [pytest.approx(expected[:3])]:
            yield f"{name} {period} {part}: {told}, the oracle {expected}"


def applies(name: str, part: dict[str, str]) -> bool:
    return all(name in figures for name_of, figures in DIMENSIONS.items() if name_of in part)


def disagreements_of_ledger(build: Build, oracle: Oracle) -> Iterator[str]:
    expected = sorted(
        (breach.promise, breach.subject, breach.customer_id and PSEUDONYMS.of(breach.customer_id),
         day_number(breach.day))
        for breach in oracle.ledger()
    )  # fmt: skip
    found = sorted(ledger_of(build))
    if found != expected:
        yield f"ledger: {found}, the oracle {expected}"


def ledger_of(build: Build) -> Iterator[tuple[Any, ...]]:
    """Promise, subject, whose (a pseudonym), day of every breach; each has its sentence."""
    ledger, persons = build.shelf.ledger, build.shelf.persons
    statement = select(ledger, persons.c.pseudonym).outerjoin_from(
        ledger, persons, persons.c.customer_key == ledger.c.customer_key
    )
    with transaction(build.engine) as connection:
        for row in connection.execute(statement):
            assert PROMISES[row.promise].because(row)
            yield row.promise, row.subject, row.pseudonym, row.day


def disagreements_of_index(build: Build, oracle: Oracle) -> Iterator[str]:
    (day,) = index_days([build.as_of], officer(build), build)
    expected = oracle.index(build.as_of)
    scores = {
        principle: sum(own.values()) / len(own) for principle, own in day.scores.items() if own
    }
    value = day.index and day.index.value
    if scores != pytest.approx(expected.principles) or value != pytest.approx(expected.value):
        yield f"index: {value} {day.scores}, the oracle {expected}"


def in_the_oracles_words(measure: Measure, found: Figure) -> tuple[float | None, ...]:
    """The oracle tells shares, and differences of shares, as fractions."""
    value = found.value
    if value is not None and measure.unit in ("%", "percentage points"):
        value /= 100.0
    return found.numerator, found.denominator, value


def agree(
    store_url: str, home: Path, company: Company, data: st.DataObject, in_part: bool = False
) -> None:
    assume(company)
    wanted = settings_of(home, store_url, data.draw(company_settings(home)))
    period = Period(*data.draw(periods()))
    part = data.draw(PARTS) if in_part else {}
    build = built(company, wanted)
    oracle = Oracle(company, wanted)
    found = [
        *disagreements(build, oracle, period),
        *(disagreements_in_part(build, oracle, period, part) if part else ()),
        *(disagreements_of_people(build, oracle.known) if in_part else ()),
        *disagreements_of_ledger(build, oracle),
        *disagreements_of_index(build, oracle),
    ]
    assert not found, "\n".join(found)


@given(companies(), st.data())
@settings(max_examples=2)
def test_every_figure_is_the_oracles(
    store_url: str, tmp_path: Path, company: Company, data: st.DataObject
) -> None:
    agree(store_url, tmp_path, company, data)


@pytest.mark.long
@pytest.mark.parametrize("quarter", range(4))
@given(companies(), st.data())
@settings(max_examples=25)
def test_every_figure_is_the_oracles_in_many_companies(
    store_url: str,
    tmp_path: Path,
    quarter: int,  # noqa: ARG001 (of 100 companies, so that workers share them)
    company: Company,
    data: st.DataObject,
) -> None:
    agree(store_url, tmp_path, company, data, in_part=True)
