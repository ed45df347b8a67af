"""Sources in settings, and the files and tables that they stand for."""

from pathlib import Path

import pytest

from bigtrust.errors import SourceError
from bigtrust.settings import Source
from bigtrust.sources import FileOrigin, TableOrigin, origins


def test_a_pattern_stands_for_its_files_in_order(tmp_path: Path) -> None:
    for name in ("contacts-2.csv", "contacts-1.csv", "other.csv"):
        (tmp_path / name).touch()
    source = Source(data_set="contacts", path="contacts-*.csv", encoding="cp1252")
    assert origins(source, tmp_path) == (
        FileOrigin(tmp_path / "contacts-1.csv", "cp1252"),
        FileOrigin(tmp_path / "contacts-2.csv", "cp1252"),
    )


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "contacts[1].csv").touch()
    (found,) = origins(Source(data_set="contacts", path="contacts[1].csv"), tmp_path)
    assert found.name == "contacts[1].csv"


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


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no database address"):
        origins(Source(data_set="contacts", url="shop"), tmp_path)
