"""CSV files that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

# What a spreadsheet takes for the beginning of a formula, or drops before looking.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The same as `write_csv` writes, in memory."""
    text = io.StringIO(newline="")
    _write(text, header, rows)
    return text.getvalue().encode("utf-8-sig")


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write UTF-8 with a byte order mark; None is an empty cell, numbers stay numbers."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        _write(file, header, rows)


def _write(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(file)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)


def harmless(cell: object) -> object:
    """Text that a spreadsheet could take for a formula, behind an apostrophe."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
