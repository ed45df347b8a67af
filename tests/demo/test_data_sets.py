"""The files of the demo company keep to the contract, and to each other."""

import duckdb
import pytest

from bigtrust.contract import CONTRACT, Column, Kind
from bigtrust.demo import DATA_SETS
from tests.demo.conftest import Company

SEGMENTS = {"region", "age_band", "product"}
TYPES = {
    Kind.MOMENT: "TIMESTAMP WITH TIME ZONE",
    Kind.DATE: "DATE",
    Kind.INTEGER: "INTEGER",
    Kind.BOOLEAN: "BOOLEAN",
}
COLUMNS = [
    pytest.param(name, column, id=f"{name}.{column.name}")
    for name, data_set in CONTRACT.items()
    for column in data_set.columns
]


def relation(company: Company, name: str) -> duckdb.DuckDBPyRelation:
    return company.database.view(name)


def test_every_data_set_of_the_contract_is_made() -> None:
    assert set(DATA_SETS) == set(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_a_data_set_has_rows_and_exactly_its_columns(company: Company, name: str) -> None:
    rows = relation(company, name)
    expected = {column.name for column in CONTRACT[name].columns}
    assert set(rows.columns) == expected | (SEGMENTS if name == "customers" else set())
    assert rows.shape[0] > 0


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_column_keeps_to_its_kind_and_its_words(
    company: Company, name: str, column: Column
) -> None:
    rows = relation(company, name).project(f'"{column.name}" AS value')
    assert str(rows.types[0]) == TYPES.get(column.kind, "VARCHAR")
    if column.required:
        assert rows.filter("value IS NULL").shape[0] == 0
    if column.allowed:
        met = {value for (value,) in rows.distinct().fetchall()}
        assert met - {None} <= set(column.allowed)


@pytest.mark.parametrize("name", CONTRACT)
def test_no_two_rows_share_a_key(company: Company, name: str) -> None:
    rows = relation(company, name)
    keys = rows.project(", ".join(f'"{column}"' for column in CONTRACT[name].key))
    assert keys.distinct().shape[0] == rows.shape[0]


REFERENCES = [
    pytest.param(name, column, target, id=f"{name}.{column}")
    for name, data_set in CONTRACT.items()
    for column, target in data_set.refers.items()
]


@pytest.mark.parametrize(("name", "column", "target"), REFERENCES)
def test_no_row_is_an_orphan(company: Company, name: str, column: str, target: str) -> None:
    pointing = relation(company, name).project(f'"{column}" AS value').filter("value IS NOT NULL")
    known = relation(company, target).project(f'"{CONTRACT[target].key[0]}" AS value')
    assert pointing.distinct().except_(known.distinct()).shape[0] == 0


LATER = [
    pytest.param(name, column.name, column.not_before, id=f"{name}.{column.name}")
    for name, data_set in CONTRACT.items()
    for column in data_set.columns
    if column.not_before
]


@pytest.mark.parametrize(("name", "later", "earlier"), LATER)
def test_nothing_ends_before_it_begins(
    company: Company, name: str, later: str, earlier: str
) -> None:
    assert relation(company, name).filter(f'"{later}" < "{earlier}"').shape[0] == 0


MOMENTS = [
    pytest.param(name, column.name, id=f"{name}.{column.name}")
    for name, data_set in CONTRACT.items()
    for column in data_set.columns
    if column.kind in (Kind.MOMENT, Kind.DATE) and name != "contacts"  # evenings in California
]


@pytest.mark.parametrize(("name", "column"), MOMENTS)
def test_nothing_happens_after_as_of(company: Company, name: str, column: str) -> None:
    days = relation(company, name).aggregate(f'max("{column}")::DATE')
    latest = days.fetchall()[0][0]
    assert latest is None or latest <= company.truth.as_of


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("contacts", "channel"),
        ("contacts", "message_class"),
        ("contacts", "outcome"),
        ("consent_events", "state"),
        ("consent_events", "method"),
        ("request_events", "kind"),
        ("requests", "outcome"),
        ("purchases", "registration"),
    ],
)
def test_every_word_of_a_list_is_met(company: Company, name: str, column: str) -> None:
    met = {value for (value,) in relation(company, name).project(column).distinct().fetchall()}
    assert set(CONTRACT[name].column(column).allowed) <= met
