"""The distinct people behind cells, against a count of the company's rows by hand."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from bigtrust.builds import Build
from bigtrust.measures.behind import people_behind
from bigtrust.rules.period import Period
from tests.companies import Company
from tests.measures.people_by_hand import COUNTED, disagreements_of_people
from tests.oracle.known import Known
from tests.stores import built, settings_of
from tests.strategies import AS_OF, companies


@pytest.mark.parametrize("engine", ["duckdb"])  # both with the oracle, in its long test
@given(companies())
@settings(max_examples=1)
def test_people_are_those_that_one_counts_by_hand(
    store_url: str, tmp_path: Path, company: Company
) -> None:
    wanted = settings_of(tmp_path, store_url).model_copy(update={"as_of": AS_OF})
    build = built(company, wanted)
    found = list(disagreements_of_people(build, Known(company, wanted)))
    assert not found, "\n".join(found[:5])


def test_a_filter_has_the_people_of_its_cell(build: Build) -> None:
    may = [Period(date(2024, 5, 1), date(2024, 5, 31))]
    for count, _, dimensions in COUNTED:
        for name in dimensions:
            split = people_behind(count, build, may, (name,), {})
            for (_, (value,)), people in split.items():
                (kept,) = people_behind(count, build, may, (), {name: value}).values()
                assert kept == people
