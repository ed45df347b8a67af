"""Mappings: how a source's columns become a data set's, and what is refused of them."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from bigtrust.errors import SettingsError
from bigtrust.sources import FileOrigin, Mapping, find_mapping, ready_made
from tests.sources.loading import load

OWN = """
data_set = "requests"
date_format = "%d.%m.%Y"
delimiter = ";"
time_zone = "Europe/Vienna"
[columns]
request_id = { row_number = true }
received_at = "Eingang"
closed_at = { column = "Erledigt", date_format = "%Y-%m-%d %H:%M" }
right = { constant = "access" }
regime = { constant = "gdpr" }
outcome = { column = "Ergebnis", values = { "erfüllt" = "fulfilled", "Ablehnung" = "rejected" } }
[left_out]
Notiz = "free words"
"""


@pytest.fixture
def own(tmp_path: Path) -> Mapping:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    return find_mapping("requests", "own.toml", tmp_path)


def test_a_mapping_renames_sets_maps_and_dates(own: Mapping, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text(
        "Eingang;Erledigt;Ergebnis;Notiz\n03.04.2024;2024-05-01 12:30;erfüllt;x\n"
        "04.04.2024;;Ablehnung;\n05.04.2024;;verloren;\n",
        encoding="utf-8",
    )
    loaded = load(file, "requests", tmp_path, own)
    first, second = loaded.rows
    assert first["received_at"] == 1712095200  # 2024-04-03T00:00+02:00
    assert first["closed_at"] == 1714559400  # 2024-05-01T12:30+02:00
    assert (first["right"], first["regime"]) == ("access", "gdpr")
    assert (first["outcome"], second["outcome"]) == ("fulfilled", "rejected")
    assert [row["request_id"] for row in loaded.rows] == ["log-1", "log-2"]
    assert {"right", "regime", "request_id"} <= loaded.given
    (lost,) = loaded.quarantined
    assert (lost["column_name"], lost["value"], lost["source_row"]) == ("outcome", "verloren", 3)
    assert not any("Notiz" in warning for warning in loaded.warnings)


@pytest.mark.parametrize(
    ("date_format", "received"),
    [("%d/%m/%Y %H:%M %Z", "14/03/2026 10:02 UTC"), ("%d/%m/%Y %H:%M %z", "14/03/2026 11:02 +01")],
)
def test_a_moment_in_a_declared_format_keeps_the_zone_that_it_names(
    date_format: str, received: str, tmp_path: Path
):
    file = tmp_path / "complaints.csv"
    file.write_text(f"complaint_id,received_at,topic\n1,{received},late\n")
    told = Mapping(data_set="complaints", date_format=date_format)
    loaded = load(file, "complaints", tmp_path, told, time_zone="America/New_York")
    assert loaded.rows[0]["received_at"] == 1773482520  # 2026-03-14T10:02Z
    assert "received_at: 1 moments turned to UTC" in loaded.warnings


def test_hours_without_leading_zeros_are_hours(tmp_path: Path):
    """A day without its hour could have ended later than it was begun."""
    file = tmp_path / "complaints.csv"
    file.write_text(
        "complaint_id,received_at,closed_at,topic\n1,14/03/2026 9:05,14/03/2026 8:05,late\n"
    )
    told = Mapping(data_set="complaints", date_format="%d/%m/%Y %-H:%M")
    (out,) = load(file, "complaints", tmp_path, told).quarantined
    assert out["reason"] == "closed_at is before received_at"


def test_words_are_translated_whatever_spaces_stand_around_them(tmp_path: Path):
    file = tmp_path / "complaints.csv"
    file.write_text("complaint_id,received_at,topic\n1,2026-03-14T10:02Z, late \n")
    topic = {"column": "topic", "values": {"late ": "delivery"}}
    told = Mapping.model_validate({"data_set": "complaints", "columns": {"topic": topic}})
    assert load(file, "complaints", tmp_path, told).rows[0]["topic"] == "delivery"


def test_rows_that_are_numbered_are_others_in_another_folder(own: Mapping, tmp_path: Path):
    file = tmp_path / "log.csv"
    file.write_text("Eingang\n03.04.2024\n", encoding="utf-8")
    ids = [
        load(FileOrigin(file, place=place), "requests", tmp_path, own).rows[0]["request_id"]
        for place in ("april/log.csv", "may/log.csv", "may/log.csv.gz")
    ]
    assert ids == ["april/log-1", "may/log-1", "may/log-1"]


def test_another_mapping_of_the_same_file_is_another_load(own: Mapping, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("Eingang;Erledigt;Ergebnis\n03.04.2024;;erfüllt\n", encoding="utf-8")
    told_otherwise = own.model_copy(update={"time_zone": "UTC"})
    first = load(file, "requests", tmp_path, own)
    assert load(file, "requests", tmp_path, own).fingerprint == first.fingerprint
    assert load(file, "requests", tmp_path, told_otherwise).fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('data_set = "requests"\ncolour = "red"', "colour"),
        ('data_set = "request"', "'request' is no data set; allowed"),
        ('data_set = "requests"\ndate_format = "%d/%m/%y"', "two digits"),
        ('data_set = "requests"\ndate_format = "dd/mm/yyyy"', "'dd/mm/yyyy' tells no day"),
        ('data_set = "requests"\ndate_format = "%d/%m"', "tells no day of a year"),
        ('data_set = "requests"\ndate_format = "%Q"', "such as %d/%m/%Y"),
        ('data_set = "requests"\ntime_zone = "Rome"', "no IANA time zone"),
        ('data_set = "requests"\nmode = "replace"', "mode"),
        ('data_set = "requests"\n[columns]\nright = {}', "exactly one of"),
        (
            'data_set = "requests"\n[columns]\nright = { colum = "x" }',
            "mean column[?][)]; allowed: col",
        ),
        ('data_set = "requests"\n[columns', "not valid TOML"),
    ],
)
def test_what_a_mapping_must_not_say_is_named(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(SettingsError, match=words) as error:
        find_mapping("requests", "own.toml", tmp_path)
    assert "own.toml" in str(error.value)


def test_a_column_outside_the_contract_is_refused_where_no_segments_are(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('data_set = "contacts"\n[columns]\nsent = "x"')
    with pytest.raises(SettingsError, match=r"contacts has no column 'sent'; allowed: contact_id"):
        find_mapping("contacts", "own.toml", tmp_path)


def test_an_unknown_mapping_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cfpb_complaints, doj_foia, uci_bank_marketing"):
        find_mapping("complaints", "cfbp", tmp_path)


def test_a_mapping_of_another_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="makes complaints, but the source is of requests"):
        find_mapping("requests", "cfpb_complaints", tmp_path)


@pytest.mark.parametrize("name", ["cfpb_complaints", "doj_foia", "uci_bank_marketing"])
def test_each_ready_made_mapping_says_why_it_leaves_columns_out(name: str, tmp_path: Path) -> None:
    data_set = {"cfpb": "complaints", "doj": "requests", "uci": "customers"}[name.split("_")[0]]
    mapping = find_mapping(data_set, name, tmp_path)
    assert name in ready_made()
    assert mapping.left_out and all(mapping.left_out.values())


@pytest.mark.parametrize("name", ["people.csv", "people.parquet"])
def test_rows_are_counted_even_where_nothing_is_read_of_them(tmp_path: Path, name: str):
    """A number and constants alone: no column of the source is wanted."""
    file = tmp_path / name
    people = pa.table({"age": ["58", "44", "33"], "job": ["a", "b", "c"]})
    write = pa.parquet.write_table if name.endswith(".parquet") else pa.csv.write_csv
    write(people, file)
    mapping = Mapping.model_validate(
        {
            "data_set": "customers",
            "columns": {"customer_id": {"row_number": True}, "jurisdiction": {"constant": "PT"}},
            "left_out": {"age": "not needed", "job": "not needed"},
        }
    )
    loaded = load(file, "customers", tmp_path, mapping)
    assert len(loaded.rows) == 3
    assert {row["jurisdiction"] for row in loaded.rows} == {"PT"}
    assert loaded.given == {"customer_id", "jurisdiction"}


def test_a_mapping_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes('data_set = "requests"\nabout = "qualità"'.encode("cp1252"))
    with pytest.raises(SettingsError, match=r"own\.toml is not valid TOML: .*utf-8"):
        find_mapping("requests", "own.toml", tmp_path)
