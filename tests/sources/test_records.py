"""Counting and numbering rows, against the standard library's CSV reader."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.sources import records
from bigtrust.sources.records import count_records, row_numbers

CELLS = st.text(alphabet='ab,"\n é', max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=12)


def written(rows: list[list[str]], end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


@given(rows=TABLES, end=st.sampled_from(["\n", "\r\n"]), chunk=st.integers(1, 40))
def test_rows_are_counted_and_numbered_whatever_stands_in_them(
    rows: list[list[str]], end: str, chunk: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("records") / "some.csv"
    starts = [len(written(rows[:number], end)) for number in range(len(rows))]
    file.write_bytes(written(rows, end))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "CHUNK_BYTES", chunk)
        counted = count_records(file, ",")
        assert counted.rows == len(rows) - 1
        assert counted.unclosed_quote is None
        assert row_numbers(file, ",", starts) == list(range(len(rows)))


@pytest.mark.parametrize(
    ("text", "rows", "blank", "unclosed"),
    [
        ("a,b\n1,2\n\n3,4\n\n", 2, 2, None),
        ("\n\na,b\r\n\r\n1,2\r\n", 1, 3, None),
        ('a,b\n1,32" TV\n3,4\n', 2, 0, None),
        ('a,b\n1,"2\n3,4\n', 1, 0, 2),
        ('a,b\n1,"x\n\ny"\n3,4\n', 2, 0, None),
        ('a,b\n1,""\n3,"""x"""\n', 2, 0, None),
    ],
)
def test_blank_lines_stray_and_unclosed_quotes_are_told(
    text: str, rows: int, blank: int, unclosed: int | None, tmp_path: Path
) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes(text.encode())
    counted = count_records(file, ",")
    assert (counted.rows, counted.blank_lines, counted.unclosed_quote) == (rows, blank, unclosed)
