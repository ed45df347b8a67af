"""Tables and views of databases, read as text like all other sources."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    create_engine,
    insert,
    inspect,
    literal_column,
    text,
)
from sqlalchemy.pool import NullPool

from bigtrust.errors import SourceError
from bigtrust.sources import Mapping, TableOrigin
from bigtrust.sources.databases import tables_and_views
from tests.sources.loading import load

METADATA = MetaData()
COMPLAINTS = Table(
    "complaints",
    METADATA,
    Column("complaint_id", Integer),
    Column("Customer ID", Numeric(12, 0)),
    Column("received_at", DateTime(timezone=True)),
    Column("closed_at", DateTime),
    Column("topic", String),
    Column("upheld", Boolean),
    Column("day", Date),
)
NESTED = Table("nested", METADATA, Column("recipient", ARRAY(Integer)))


@pytest.fixture
def database(store_url: str) -> Iterator[Engine]:
    made = create_engine(store_url, poolclass=NullPool)
    METADATA.create_all(made)
    yield made
    made.dispose()


def fill(database: Engine, *rows: dict[str, object]) -> None:
    with database.begin() as connection:
        connection.execute(insert(COMPLAINTS), rows)


def a_row(number: int) -> dict[str, object]:
    return {
        "complaint_id": number,
        "Customer ID": Decimal(1_000_000),
        "received_at": datetime.fromisoformat("2025-05-20T10:00:00+02:00"),
        "closed_at": datetime.fromisoformat("2025-05-21T12:30:00"),
        "topic": None if number == 2 else "late",
        "upheld": True,
        "day": date(2025, 1, 1),
    }


def address(database: Engine) -> str:
    return database.url.render_as_string(hide_password=False)


def test_a_table_is_read_with_its_types_as_text(database: Engine, tmp_path: Path) -> None:
    fill(database, a_row(1), a_row(2))
    loaded = load(TableOrigin(address(database), "complaints"), "complaints", tmp_path)
    (row,) = loaded.rows
    assert row["complaint_id"] == "1"
    assert row["received_at"] == 1_747_728_000
    assert row["closed_at"] == 1_747_823_400
    assert row["upheld"] is True
    (out,) = loaded.quarantined
    assert out["reason"] == "topic is empty, and every row needs it"
    assert json.loads(out["row_json"])["complaint_id"] == "2"
    said = " | ".join(loaded.warnings)
    assert "closed_at: 2 without a zone" in said
    assert "the column 'Customer ID' is read as 'customer_id'" in said
    assert "unknown columns are not stored: day" in said


def test_a_whole_number_in_a_floating_column_is_a_whole_number(database: Engine, tmp_path: Path):
    with database.begin() as connection:
        connection.execute(
            text("CREATE TABLE categories (product_category TEXT, repurchase_days FLOAT)")
        )
        connection.execute(text("INSERT INTO categories VALUES ('a', 30), ('b', 1.5)"))
    origin = TableOrigin(address(database), "categories")
    loaded = load(origin, "product_categories", tmp_path)
    assert [row["repurchase_days"] for row in loaded.rows] == [30]
    assert [row["reason"] for row in loaded.quarantined] == ["repurchase_days is no whole number"]


def test_what_is_not_a_number_is_quarantined(database: Engine, tmp_path: Path):
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE told (product_category TEXT, repurchase_days FLOAT)"))
        connection.execute(text("INSERT INTO told VALUES ('a', 'NaN')"))
    loaded = load(TableOrigin(address(database), "told"), "product_categories", tmp_path)
    assert [row["reason"] for row in loaded.quarantined] == ["repurchase_days is no whole number"]


def test_a_table_may_have_a_dot_in_its_name(database: Engine, tmp_path: Path):
    with database.begin() as connection:
        connection.execute(text('CREATE TABLE "crm.senders" (recipient TEXT)'))
        connection.execute(text("""INSERT INTO "crm.senders" VALUES ('a')"""))
        connection.execute(text("CREATE SCHEMA crm"))
        connection.execute(text("CREATE TABLE crm.carriers (recipient TEXT)"))
        connection.execute(text("INSERT INTO crm.carriers VALUES ('b'), ('c')"))
    for name, count in (("crm.senders", 1), ("crm.carriers", 2)):
        loaded = load(TableOrigin(address(database), name), "recipients", tmp_path)
        assert len(loaded.rows) == count
        assert loaded.types == {"recipient": "text"}


def test_the_types_of_the_columns_are_told_of_tables_and_views(
    database: Engine, tmp_path: Path
) -> None:
    fill(database, a_row(1))
    with database.begin() as connection:
        connection.execute(text("CREATE VIEW seen AS SELECT * FROM complaints"))
    for name in ("complaints", "seen"):
        types = load(TableOrigin(address(database), name), "complaints", tmp_path).types
        assert types["topic"] == "text"
        assert types["complaint_id"] == "INTEGER"
        assert types["customer_id"] == "NUMERIC(12, 0)"
        assert len(set(types)) == 6


def test_rows_that_are_numbered_are_others_in_another_table(database: Engine, tmp_path: Path):
    fill(database, a_row(1))
    with database.begin() as connection:
        connection.execute(text("CREATE VIEW complaints_of_may AS SELECT * FROM complaints"))
    numbered = Mapping.model_validate(
        {"data_set": "complaints", "columns": {"complaint_id": {"row_number": True}}}
    )
    ids = [
        load(TableOrigin(address(database), name), "complaints", tmp_path, numbered).rows[0]
        for name in ("complaints", "complaints_of_may")
    ]
    assert [row["complaint_id"].rpartition(":")[2] for row in ids] == [
        "complaints-1",
        "complaints_of_may-1",
    ]


def test_many_rows_come_in_batches(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bigtrust.sources.databases.BATCH_ROWS", 3)
    fill(database, *(a_row(number) for number in range(10, 20)))
    loaded = load(TableOrigin(address(database), "complaints"), "complaints", tmp_path)
    assert len(loaded.rows) == 10


def test_a_missing_table_is_refused_naming_the_nearest(database: Engine, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no table or view 'complaint'; the nearest present is"):
        load(TableOrigin(address(database), "complaint"), "complaints", tmp_path)


def test_nested_values_are_refused(database: Engine, tmp_path: Path) -> None:
    with database.begin() as connection:
        connection.execute(insert(NESTED), [{"recipient": [1, 2]}])
    with pytest.raises(SourceError, match="the column recipient holds list values"):
        load(TableOrigin(address(database), "nested"), "recipients", tmp_path)


def test_a_credential_that_can_write_is_warned_of(database: Engine, tmp_path: Path) -> None:
    fill(database, a_row(1))
    loaded = load(TableOrigin(address(database), "complaints"), "complaints", tmp_path)
    assert any("can write to the source" in warning for warning in loaded.warnings)


def test_a_database_that_cannot_be_reached_is_told_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://reader:hunter2@127.0.0.1:1/shop"
    with pytest.raises(SourceError, match=r"127\.0\.0\.1/shop:complaints cannot be read") as error:
        load(TableOrigin(url, "complaints"), "complaints", tmp_path)
    assert "hunter2" not in str(error.value)


def test_a_database_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "absent.db"
    with pytest.raises(SourceError, match="There is no database file"):
        load(TableOrigin(f"sqlite:///{file}", "contacts"), "contacts", tmp_path)
    assert not file.exists()


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_day_without_end_or_before_christ_stops_its_row_alone(database: Engine, tmp_path: Path):
    days = ("infinity", "0044-03-15 BC", "2026-03-14 10:02+01")
    with database.begin() as connection:
        for number, day in enumerate(days):
            moments = dict.fromkeys(("received_at", "closed_at"), literal_column(f"'{day}'"))
            row = {"complaint_id": number, "topic": "late", **moments}
            connection.execute(insert(COMPLAINTS).values(row))
    loaded = load(TableOrigin(address(database), "complaints"), "complaints", tmp_path)
    assert [row["complaint_id"] for row in loaded.rows] == ["2"]
    said = [row["value"] for row in loaded.quarantined]
    assert (said[0], said[1][:10], said[1][-2:]) == ("infinity", "0044-03-15", "BC")


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_materialized_view_is_read_like_a_view(database: Engine, tmp_path: Path):
    fill(database, a_row(1))
    with database.begin() as connection:
        connection.execute(text("CREATE MATERIALIZED VIEW requests AS TABLE complaints"))
    assert "requests" in tables_and_views(inspect(database))
    loaded = load(TableOrigin(address(database), "requests"), "complaints", tmp_path)
    assert len(loaded.rows) == 1
