"""Parquet files: read as text like all others, and refused where they are not a table."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bigtrust.errors import SourceError
from tests.sources.loading import Loaded, load


def written(tmp_path: Path, **columns: object) -> Path:
    file = tmp_path / "some.parquet"
    pq.write_table(pa.table(columns), file)
    return file


def complaints(tmp_path: Path, received: pa.Array) -> Loaded:
    numbers = [f"P-{number}" for number in range(len(received))]
    topics = ["late"] * len(received)
    file = written(tmp_path, complaint_id=numbers, received_at=received, topic=topics)
    return load(file, "complaints", tmp_path)


def test_a_file_without_a_row_is_said_to_have_none(tmp_path: Path) -> None:
    loaded = complaints(tmp_path, pa.array([], pa.timestamp("us")))
    assert "it holds no row" in loaded.warnings


def test_a_name_with_brackets_is_a_name_and_no_pattern(tmp_path: Path) -> None:
    for name, ids in (("complaints1", ["x", "y"]), ("complaints[1]", ["a", "b"])):
        received = [datetime(2025, 5, 20, tzinfo=UTC)] * len(ids)
        table = {"complaint_id": ids, "received_at": received, "topic": ["late"] * len(ids)}
        pq.write_table(pa.table(table), tmp_path / f"{name}.parquet")
    loaded = load(tmp_path / "complaints[1].parquet", "complaints", tmp_path)
    assert [row["complaint_id"] for row in loaded.rows] == ["a", "b"]


def test_moments_with_a_zone_are_read_as_they_are(tmp_path: Path) -> None:
    moment = datetime(2025, 5, 20, 10, 0, 1, tzinfo=UTC)
    zoned = pa.array([moment], pa.timestamp("us", tz="Asia/Tokyo"))
    loaded = complaints(tmp_path, zoned)
    assert loaded.rows[0]["received_at"] == moment.timestamp()


def test_naive_moments_are_read_in_the_declared_zone_with_a_warning(tmp_path: Path) -> None:
    naive = pa.array([datetime(2025, 5, 20, 10)], pa.timestamp("ms"))
    loaded = complaints(tmp_path, naive)
    assert loaded.rows[0]["received_at"] == datetime(2025, 5, 20, 8, tzinfo=UTC).timestamp()
    assert "received_at: 1 without a zone: read in Europe/Rome" in loaded.warnings


def test_dates_numbers_and_truths_are_read_strictly_too(tmp_path: Path) -> None:
    days = [date(2025, 1, 1), date(1850, 1, 1)]
    file = written(tmp_path, customer_id=[7, 8], joined_on=days, left_on=[None, None])
    loaded = load(file, "customers", tmp_path)
    assert [row["joined_on"] for row in loaded.rows] == [20_089]
    assert loaded.quarantined[0]["reason"] == "joined_on is before 1900"
    file = written(tmp_path, product_category=["a"], consumable=[True], repurchase_days=[30])
    (row,) = load(file, "product_categories", tmp_path).rows
    assert (row["consumable"], row["repurchase_days"]) == (True, 30)


def test_whole_numbers_are_whole_though_absent_ones_made_them_floating(tmp_path: Path) -> None:
    file = written(tmp_path, product_category=["a", "b", "c"], repurchase_days=[30.0, None, 1.5])
    loaded = load(file, "product_categories", tmp_path)
    assert [row["repurchase_days"] for row in loaded.rows] == [30, None]
    assert loaded.quarantined[0]["reason"] == "repurchase_days is no whole number"


def test_what_is_not_a_number_is_no_customer(tmp_path: Path) -> None:
    """It was a customer named nan, who had all of what nobody is known for."""
    file = written(tmp_path, complaint_id=[1.0, 2.0], customer_id=[7.0, float("nan")])
    table = pq.read_table(file)
    for name, value in (("received_at", "2025-05-20"), ("topic", "late")):
        table = table.append_column(name, pa.array([value] * 2))
    pq.write_table(table, file)
    loaded = load(file, "complaints", tmp_path)
    assert (len(loaded.rows), len(loaded.quarantined)) == (1, 1)
    assert "a number is absent" in loaded.quarantined[0]["reason"]


def test_a_nul_character_is_quarantined(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, recipient=["a\0b", "c"]), "recipients", tmp_path)
    assert "NUL" in loaded.quarantined[0]["reason"]


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, recipient=["a", "b"])
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(SourceError, match="damaged Parquet file"):
        load(file, "recipients", tmp_path)


def test_flipped_bytes_in_the_middle_are_refused(tmp_path: Path) -> None:
    file = written(tmp_path, recipient=[f"name {number}" for number in range(5_000)])
    content = bytearray(file.read_bytes())
    content[200:4_000] = b"\xff" * 3_800
    file.write_bytes(content)
    with pytest.raises(SourceError, match="damaged Parquet file"):
        load(file, "recipients", tmp_path)


def test_nested_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nested column: 'recipient_category'"):
        load(
            written(tmp_path, recipient=["a"], recipient_category=[["x", "y"]]),
            "recipients",
            tmp_path,
        )


def test_a_file_that_decodes_to_far_more_than_it_holds_is_refused(tmp_path: Path) -> None:
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 80_000, pa.int32()), ["x" * 10_000])
    file = written(tmp_path, recipient=long)
    assert file.stat().st_size < 60_000
    with pytest.raises(SourceError, match="decodes to 800,000,000 or more"):
        load(file, "recipients", tmp_path)


def test_the_header_rules_are_those_of_all_sources(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="lacks the required column 'topic'"):
        load(written(tmp_path, complaint_id=["1"], received_at=["x"]), "complaints", tmp_path)


def test_the_types_of_the_columns_are_told_where_they_tell_something(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        product_category=pa.array(["a"]).dictionary_encode(),
        Repurchase_Days=pa.array([30], pa.int32()),
        consumable=pa.nulls(1),
    )
    types = load(file, "product_categories", tmp_path).types
    assert types == {"product_category": "text", "repurchase_days": "int32"}
    csv = tmp_path / "some.csv"
    csv.write_text("recipient\nPostini\n")
    assert load(csv, "recipients", tmp_path).types == {}
