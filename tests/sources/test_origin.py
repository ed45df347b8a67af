"""Sources in settings, and the files and tables that they stand for."""

from pathlib import Path

import pytest

from bigtrust.errors import SourceError
from bigtrust.settings.parts import Source
from bigtrust.sources import FileOrigin, TableOrigin, origins


def test_a_pattern_stands_for_its_files_in_order(tmp_path: Path) -> None:
    for name in ("contacts-2.csv", "contacts-1.csv", "other.csv"):
        (tmp_path / name).touch()
    source = Source(data_set="contacts", path="contacts-*.csv", encoding="cp1252")
    assert [(origin.path, origin.encoding) for origin in origins(source, tmp_path)] == [
        (tmp_path / "contacts-1.csv", "cp1252"),
        (tmp_path / "contacts-2.csv", "cp1252"),
    ]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "contacts[1].csv").touch()
    (found,) = origins(Source(data_set="contacts", path="contacts[1].csv"), tmp_path)
    assert found.name == "contacts[1].csv"


def names(path: str, home: Path) -> list[str]:
    return [origin.name for origin in origins(Source(data_set="contacts", path=path), home)]


@pytest.fixture
def two_folders(tmp_path: Path) -> Path:
    """A folder of exports with a file of the same name in each of its two folders."""
    for name in ("mail", "shop"):
        (tmp_path / "exports" / name).mkdir(parents=True)
        (tmp_path / "exports" / name / "contacts.csv").touch()
    return tmp_path / "exports"


def test_files_named_alike_are_told_apart_by_their_folders(two_folders: Path, tmp_path: Path):
    inside = ["exports/mail/contacts.csv", "exports/shop/contacts.csv"]
    assert names("exports/*/contacts.csv", tmp_path) == inside
    assert names(inside[0], tmp_path) == names(str(two_folders / "mail/../mail/c*"), tmp_path)
    elsewhere = tmp_path / "company"
    elsewhere.mkdir()
    assert names("../exports/*/contacts.csv", elsewhere) == inside
    assert names(str(two_folders / "mail/contacts.csv"), elsewhere) == ["mail/contacts.csv"]
    assert names(str(two_folders / "shop/contacts.csv"), elsewhere) == ["shop/contacts.csv"]


def test_a_file_keeps_its_name_when_its_folder_moves(two_folders: Path, tmp_path: Path):
    company, archive = tmp_path / "company", tmp_path / "archive"
    before = names(str(two_folders / "*/contacts.csv"), company)
    archive.mkdir()
    two_folders.rename(archive / "exports")
    assert names(str(archive / "exports/*/contacts.csv"), company) == before


def test_the_files_of_a_pattern_are_one_series(two_folders: Path, tmp_path: Path):
    source = Source(data_set="contacts", path=str(two_folders / "*/contacts.csv"))
    series = {origin.series for origin in origins(source, tmp_path)}
    assert series == {"exports/*/contacts.csv"}
    assert FileOrigin(two_folders / "a.csv").series == "a.csv"


@pytest.mark.parametrize(
    ("path", "words"), [("absent.csv", "There is no file"), ("*.csv", "No file matches")]
)
def test_what_is_not_there_is_told(path: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=words):
        origins(Source(data_set="contacts", path=path), tmp_path)


def test_a_table_is_named_without_credentials(tmp_path: Path) -> None:
    url = "postgresql+psycopg://reader:hunter2@db.example/shop?password=hunter3"
    (found,) = origins(Source(data_set="contacts", url=url, table="mail.sent"), tmp_path)
    assert found == TableOrigin(url, "mail.sent")
    assert found.name == "postgresql:db.example/shop:mail.sent"
    assert "hunter" not in repr(found)


def test_a_source_without_a_table_is_the_table_of_its_data_set(tmp_path: Path) -> None:
    (found,) = origins(Source(data_set="contacts", url="sqlite:///shop.db"), tmp_path)
    assert found.name == "sqlite:shop.db:contacts"


def test_databases_named_alike_are_told_apart_by_their_folders(tmp_path: Path):
    """What waits of one of them is not settled by a load of the other."""
    found = [
        origins(Source(data_set="contacts", url=f"sqlite:///{folder}/shop.db"), tmp_path)[0].name
        for folder in ("north", "south")
    ]
    assert found == ["sqlite:north/shop.db:contacts", "sqlite:south/shop.db:contacts"]


@pytest.mark.parametrize("address", ["shop", "postgresql+psycopg://me:p@x:hunter2@shop/care"])
def test_an_address_that_is_none_is_told_without_its_password(tmp_path: Path, address: str) -> None:
    """The signs @ and : in a password make the rest of it a port."""
    with pytest.raises(SourceError, match="no database address") as refused:
        origins(Source(data_set="contacts", url=address), tmp_path)
    assert "hunter2" not in str(refused.value)


def test_the_file_of_a_database_is_looked_for_from_the_company_s_folder_on(tmp_path: Path):
    for url in ("sqlite:///exports/shop.db", f"sqlite:///{tmp_path / 'exports/shop.db'}"):
        (found,) = origins(Source(data_set="contacts", url=url), tmp_path)
        assert found.url == f"sqlite:///{tmp_path / 'exports/shop.db'}"
