"""A mapping written is the mapping read; a file's name is harmless."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.sources.mapping import Given, Mapping, find_mapping, named_mapping, ready_made
from bigtrust.uploads.written import keep, plain_file_name, text_of

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
GIVEN = st.one_of(
    st.builds(Given, column=TEXT, values=st.dictionaries(TEXT, TEXT, max_size=3)),
    st.builds(Given, column=TEXT, date_format=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y %H:%M"])),
    st.builds(Given, constant=TEXT),
    st.just(Given(row_number=True)),
)
COLUMNS = st.dictionaries(st.sampled_from(["complaint_id", "topic", "received_at"]), GIVEN)


@given(COLUMNS, st.dictionaries(TEXT, TEXT, max_size=3), TEXT)
def test_a_mapping_written_is_the_mapping_read(
    columns: dict[str, Given], left_out: dict[str, str], about: str
):
    mapping = Mapping(data_set="complaints", about=about, columns=columns, left_out=left_out)
    mapping = mapping.model_copy(update={"trend_misleads": True})
    assert Mapping.model_validate(tomllib.loads(text_of(mapping))) == mapping


@pytest.mark.parametrize("name", ready_made())
def test_the_ready_made_mappings_survive_it(name: str, tmp_path: Path):
    mapping = named_mapping(name, tmp_path)
    (tmp_path / "own.toml").write_text(text_of(mapping), encoding="utf-8")
    assert find_mapping(mapping.data_set, "own.toml", tmp_path) == mapping


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("contacts.csv", "contacts.csv"),
        ("../../etc/passwd", "passwd"),
        ("their tickets (2).csv", "their-tickets-2-.csv"),
        (".hidden", "hidden"),
        ("*?[a].csv", "a-.csv"),
        ("///", "upload"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
    ],
)
def test_a_file_s_name_is_no_path_no_pattern_and_not_hidden(name: str, plain: str):
    assert plain_file_name(name) == plain


def test_a_mapping_is_named_after_its_data_set_and_file(tmp_path: Path):
    assert keep(tmp_path, "contacts", "contacts.csv.gz", "a") == "mappings/contacts.toml"
    assert keep(tmp_path, "contacts", "../Our list.csv", "b") == "mappings/contacts-Our-list.toml"
    assert (tmp_path / "mappings/contacts-Our-list.toml").read_text() == "b"


def test_a_mapping_never_takes_the_place_of_another(tmp_path: Path):
    names = [keep(tmp_path, "contacts", "contacts.csv", text) for text in ("a", "b", "a", "c")]
    assert names == [
        "mappings/contacts.toml",
        "mappings/contacts-2.toml",
        "mappings/contacts.toml",
        "mappings/contacts-3.toml",
    ]
    assert (tmp_path / "mappings/contacts.toml").read_text() == "a"
