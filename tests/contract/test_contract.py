"""The contract against the table of data sets that it was written from."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from bigtrust.contract import ALL, CONTRACT, DataSet, Kind

SAMPLE = Path(__file__).parents[2] / "data" / "sample"

REQUIRED = {
    "customers": "customer_id",
    "contacts": "contact_id customer_id sent_at channel message_class",
    "consent_events": "event_id customer_id occurred_at purpose channel state",
    "complaints": "complaint_id received_at topic",
    "requests": "request_id received_at right regime",
    "request_events": "request_id occurred_at kind",
    "purchases": "purchase_id customer_id purchased_at product_category",
    "product_categories": "product_category",
    "disclosures": "disclosure_id occurred_at recipient purpose",
    "notices": "notice_version published_on",
    "notice_recipients": "notice_version purpose",
    "recipients": "recipient",
    "data_inventory": "data_category",
    "touchpoints": "touchpoint",
    "survey_answers": "answer_id answered_on",
}


def test_every_data_set_requires_the_columns_that_the_definitions_star():
    told = {name: set(data_set.required) for name, data_set in CONTRACT.items()}
    assert told == {name: set(columns.split()) for name, columns in REQUIRED.items()}


@pytest.mark.parametrize("data_set", CONTRACT.values(), ids=CONTRACT)
def test_keys_references_and_order_name_columns_that_exist(data_set: DataSet):
    names = [column.name for column in data_set.columns]
    earlier = [column.not_before for column in data_set.columns if column.not_before]
    assert len(set(names)) == len(names)
    assert {*data_set.key, *data_set.refers, *earlier} <= set(names)


@pytest.mark.parametrize("data_set", CONTRACT.values(), ids=CONTRACT)
def test_what_a_data_set_refers_to_is_loaded_before_it(data_set: DataSet):
    order = list(CONTRACT)
    for target in data_set.refers.values():
        assert order.index(target) < order.index(data_set.name)


def test_an_enum_and_nothing_else_has_a_list_of_words():
    for data_set in CONTRACT.values():
        for column in data_set.columns:
            assert bool(column.allowed) == (column.kind is Kind.ENUM), column


def test_all_is_a_channel_of_choices_but_not_of_contacts():
    assert ALL in CONTRACT["consent_events"].column("channel").allowed
    assert ALL not in CONTRACT["contacts"].column("channel").allowed


def test_a_column_that_a_data_set_lacks_is_a_key_error():
    with pytest.raises(KeyError, match="colour"):
        CONTRACT["customers"].column("colour")


def sample(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("data_set", CONTRACT.values(), ids=CONTRACT)
class TestTheSampleCompany:
    def test_gives_every_column_and_no_other(self, data_set: DataSet):
        header = (SAMPLE / f"{data_set.name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [column.name for column in data_set.columns]

    def test_fills_what_is_required_with_allowed_words(self, data_set: DataSet):
        for row in sample(data_set.name):
            assert all(row[name] for name in data_set.required), row
            for column in data_set.columns:
                assert not (column.allowed and row[column.name]) or (
                    row[column.name] in column.allowed
                ), row

    def test_repeats_no_key_and_refers_only_to_rows_that_are_there(self, data_set: DataSet):
        keys = [tuple(row[name] for name in data_set.key) for row in sample(data_set.name)]
        assert len(set(keys)) == len(keys)
        for column, target in data_set.refers.items():
            there = {row[CONTRACT[target].key[0]] for row in sample(target)}
            named = {row[column] for row in sample(data_set.name) if row[column]}
            assert named <= there
