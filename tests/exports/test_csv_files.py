"""CSV files that a spreadsheet opens without running anything."""

import csv
from pathlib import Path

import pytest

from bigtrust.exports.csv_files import csv_bytes, harmless, write_csv


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(sign: str):
    assert harmless(f"{sign}HYPERLINK(0)") == f"'{sign}HYPERLINK(0)"


@pytest.mark.parametrize("cell", ["a=b", "", "'=1", -3, None, 0.5])
def test_any_other_cell_stays_as_it_is(cell: object):
    assert harmless(cell) == cell


def test_a_file_reads_back_as_it_was_written(tmp_path: Path):
    path = tmp_path / "rows.csv"
    write_csv(path, ["name", "count"], [["Müller, Zoë\n2nd line", -3], [None, 0]])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["name", "count"],
            ["Müller, Zoë\n2nd line", "-3"],
            ["", "0"],
        ]


def test_in_memory_it_is_the_file(tmp_path: Path):
    header, rows = ("=name", "number"), [("=1+1", 3), (None, -2)]
    write_csv(tmp_path / "told.csv", header, rows)
    assert csv_bytes(header, rows) == (tmp_path / "told.csv").read_bytes()
    assert csv_bytes(header, rows).decode("utf-8-sig").splitlines()[1] == "'=1+1,3"
