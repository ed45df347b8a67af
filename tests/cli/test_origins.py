"""What the argument of `bigtrust load` stands for."""

import sqlite3
from pathlib import Path

import pytest

from bigtrust.cli.origins import sources_at
from bigtrust.contract import CONTRACT
from bigtrust.errors import SettingsError, SourceError
from bigtrust.settings.parts import Source

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def test_a_folder_gives_each_file_named_after_a_data_set_in_the_order_of_loading():
    assert [source.data_set for source in sources_at(str(SAMPLE))] == list(CONTRACT)


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path):
    for name in ("contacts.csv.gz", "customers.parquet", "contacts.txt", "budget.csv"):
        (tmp_path / name).touch()
    found = sources_at(str(tmp_path))
    assert [Path(source.path).name for source in found] == ["customers.parquet", "contacts.csv.gz"]


def test_a_folder_with_nothing_to_load_is_an_error_that_tells_the_names(tmp_path: Path):
    with pytest.raises(SourceError, match="named after a data set: customers, product_cat"):
        sources_at(str(tmp_path))


def test_a_file_is_of_the_data_set_that_it_is_named_after(tmp_path: Path):
    path = tmp_path / "contacts.csv.gz"
    path.touch()
    assert sources_at(str(path)) == [Source(data_set="contacts", path=str(path))]


def test_a_file_of_any_name_is_of_the_data_set_that_is_told(tmp_path: Path):
    path = tmp_path / "export-2026.csv"
    path.touch()
    assert sources_at(str(path), data_set="complaints")[0].data_set == "complaints"


def test_a_mapping_tells_the_data_set_of_a_file_of_any_name(tmp_path: Path):
    path = tmp_path / "export-2026.csv"
    path.touch()
    assert sources_at(str(path), mapping="cfpb_complaints") == [
        Source(data_set="complaints", path=str(path), mapping="cfpb_complaints")
    ]


def test_a_mapping_that_is_not_there_is_an_error_that_names_the_ready_made(tmp_path: Path):
    path = tmp_path / "contacts.csv"
    path.touch()
    with pytest.raises(SettingsError, match=r"no mapping 'ours'.*cfpb_complaints"):
        sources_at(str(path), mapping="ours")


def test_a_file_of_another_name_is_an_error_with_the_nearest_data_set(tmp_path: Path):
    (tmp_path / "contract.csv").touch()
    with pytest.raises(SourceError, match=r"'contract' is no data set \(did you mean contacts\?\)"):
        sources_at(str(tmp_path / "contract.csv"))


@pytest.mark.parametrize("origin", ["nowhere", "contacts.csv"])
def test_what_is_not_there_is_an_error_that_names_it(origin: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=f"no file or folder {origin}"):
        sources_at(origin)


def test_an_unknown_data_set_is_refused_before_anything_is_read():
    with pytest.raises(SourceError, match="'complaint' is no data set"):
        sources_at("nowhere", data_set="complaint")


@pytest.fixture
def database(tmp_path: Path) -> str:
    with sqlite3.connect(tmp_path / "crm.db") as connection:
        connection.execute("CREATE TABLE contacts (contact_id TEXT)")
        connection.execute("CREATE TABLE budget (amount TEXT)")
        connection.execute("CREATE VIEW customers AS SELECT * FROM contacts")
    return f"sqlite:///{tmp_path / 'crm.db'}"


def test_a_database_gives_its_tables_and_views_named_after_data_sets(database: str):
    assert sources_at(database) == [
        Source(data_set="customers", url=database, table="customers"),
        Source(data_set="contacts", url=database, table="contacts"),
    ]


def test_a_database_beside_the_caller_is_found(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert sources_at("sqlite:///crm.db") == sources_at(database)


def test_a_table_of_any_name_is_of_the_data_set_that_is_told(database: str):
    assert sources_at(database, data_set="complaints", table="budget") == [
        Source(data_set="complaints", url=database, table="budget")
    ]


def test_a_table_of_another_name_needs_its_data_set_told(database: str):
    with pytest.raises(SourceError, match="'budget' is no data set"):
        sources_at(database, table="budget")


def test_a_database_that_cannot_be_read_is_an_error_without_the_password():
    with pytest.raises(SourceError) as caught:
        sources_at("postgresql+psycopg://reader:secret@127.0.0.1:1/care")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_database_file_that_is_not_there_is_not_made(tmp_path: Path, kind: str):
    with pytest.raises(SourceError, match="There is no database file"):
        sources_at(f"{kind}:///{tmp_path / 'absent.db'}")
    assert not (tmp_path / "absent.db").exists()
