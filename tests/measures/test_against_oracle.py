"""`calculate` agrees with the independent oracle, row by row, on every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.rules.period import Period
from tests.companies import Company
from tests.oracle import Oracle
from tests.stores import built, officer, settings_of
from tests.strategies import companies, company_settings, periods


def disagreements(build: Build, oracle: Oracle, period: Period) -> Iterator[str]:
    for name, measure in CATALOGUE.items():
        expected = oracle.figure(name, period.first, period.last)
        (found,) = calculate(measure, [period], (), officer(build), build)
        told = in_the_oracles_words(measure, found)
        if told != pytest.approx(expected[:3]):
            yield f"{name} {period}: {told}, the oracle {expected}"


def in_the_oracles_words(measure: Measure, found: Figure) -> tuple[float | None, ...]:
    """The oracle tells shares as fractions."""
    value = found.value
    if value is not None and measure.unit == "%":
        value /= 100.0
    return found.numerator, found.denominator, value


def agree(store_url: str, home: Path, company: Company, data: st.DataObject) -> None:
    assume(company)
    wanted = settings_of(home, store_url, data.draw(company_settings(home)))
    period = Period(*data.draw(periods()))
    build = built(company, wanted)
    found = list(disagreements(build, Oracle(company, wanted), period))
    assert not found, "\n".join(found)


@given(companies(), st.data())
@settings(max_examples=25)
def test_every_figure_is_the_oracles(
    store_url: str, tmp_path: Path, company: Company, data: st.DataObject
) -> None:
    agree(store_url, tmp_path, company, data)


@pytest.mark.long
@given(companies(), st.data())
@settings(max_examples=200)
def test_every_figure_is_the_oracles_in_many_companies(
    store_url: str, tmp_path: Path, company: Company, data: st.DataObject
) -> None:
    agree(store_url, tmp_path, company, data)
