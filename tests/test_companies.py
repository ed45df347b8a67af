"""Companies as text, the rows that the door hands on, and what the strategies generate."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import Phase, find, given
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import NoSuchExample

from bigtrust.contract import CONTRACT, Kind
from bigtrust.settings import Settings
from tests.companies import company
from tests.oracle import FIGURES, Oracle
from tests.strategies import AS_OF, FIRST, MAIN, companies

SMALL = company(
    """
    customers
      customer_id | joined_on  | region
      ------------+------------+-------
      ann         | 2024-01-02 | north
    complaints
      customer_id | received_at       | upheld
      ann         | 2024-03-01 10:00  | true
                  | 2024-03-01T10:00Z |
    """
)


class TestText:
    def test_cells_are_values_and_boring_columns_are_filled(self):
        assert SMALL["customers"] == [
            {"customer_id": "ann", "joined_on": date(2024, 1, 2), "region": "north"}
        ]
        first, second = SMALL["complaints"]
        assert first["received_at"] == datetime(2024, 3, 1, 9, tzinfo=UTC)  # ten, in Rome
        assert first | {"received_at": None} == {
            "complaint_id": "0001",
            "topic": "delivery",
            "customer_id": "ann",
            "received_at": None,
            "upheld": True,
        }
        assert second["customer_id"] is second["upheld"] is None

    def test_what_a_row_cannot_do_without_is_named(self):
        with pytest.raises(ValueError, match="row 1 of contacts lacks sent_at"):
            company("contacts\n customer_id | channel\n ann | sms")

    def test_a_data_set_without_rows_is_absent(self):
        assert company("contacts\n customer_id | sent_at") == {}

    @hypothesis_settings(max_examples=15)
    @given(companies())
    def test_a_company_shows_itself_as_the_text_that_makes_it(self, generated):
        text = repr(generated).removeprefix("company('''").removesuffix("''', filled=False)")
        assert company(text, filled=False) == generated


class TestChecked:
    def test_rows_are_typed_in_the_contracts_order_with_segments_last(self):
        table = SMALL.checked("customers", pseudonyms="pseudonym of {}".format)
        contract = [column.name for column in CONTRACT["customers"].columns]
        assert table.column_names == ["source_row", "row_hash", *contract, "region"]
        row = table.to_pylist()[0]
        assert row["source_row"] == 1
        assert row["customer_id"] == "pseudonym of ann"
        assert row["joined_on"] == 19_724
        assert row["time_zone"] is None
        assert table.schema.field("joined_on").type == pa.int32()

    def test_moments_are_seconds_and_the_absent_is_null(self):
        table = SMALL.checked("complaints", pseudonyms=str.upper)
        assert table.schema.field("received_at").type == pa.int64()
        assert table.schema.field("row_hash").type == pa.int64()
        assert table.schema.field("upheld").type == pa.bool_()
        assert table["received_at"].to_pylist() == [1_709_283_600, 1_709_287_200]
        assert table["customer_id"].to_pylist() == ["ANN", None]
        assert table["closed_at"].to_pylist() == [None, None]
        assert len(set(table["row_hash"].to_pylist())) == 2

    def test_declared_segments_that_no_table_gives_are_null(self):
        table = SMALL.checked("complaints", pseudonyms=str.upper, segments=("state",))
        assert table["state"].to_pylist() == [None, None]

    def test_the_columns_given_are_those_of_the_table(self):
        assert SMALL.given("customers") == ("joined_on", "customer_id", "region")
        assert SMALL.given("contacts") == ()


@hypothesis_settings(max_examples=15)
@given(companies())
def test_what_is_generated_obeys_the_contract(generated):
    assert any(name in generated for name in MAIN)
    people = {row["customer_id"] for row in generated.get("customers", [])}
    for name, rows in generated.items():
        declared = CONTRACT[name]
        keys = [tuple(row[part] for part in declared.key) for row in rows]
        assert len(set(keys)) == len(keys)
        for row in rows:
            assert all(row[required] is not None for required in declared.required)
            assert not people or row.get("customer_id") in {None, *people}
            assert all(_is_allowed(column, row) for column in declared.columns)


def _is_allowed(column, row):
    value, earlier = row.get(column.name), row.get(column.not_before)
    if value is None:
        return True
    in_order = earlier is None or value >= earlier
    return in_order and (column.kind is not Kind.ENUM or value in column.allowed)


@pytest.mark.long
def test_every_figure_has_something_to_say_of_some_company(tmp_path):
    settings = Settings(home=tmp_path, as_of=AS_OF)
    silent = set(FIGURES)

    def nothing_is_silent(generated):
        oracle = Oracle(generated, settings)
        figures = {name: oracle.figure(name, FIRST, AS_OF) for name in silent}
        silent.difference_update(
            name for name, figure in figures.items() if figure.numerator and figure.value
        )
        return not silent

    only_look = hypothesis_settings(
        max_examples=1000, derandomize=True, database=None, phases=[Phase.generate]
    )
    with suppress(NoSuchExample):
        find(companies(), nothing_is_silent, settings=only_look)
    assert not silent
