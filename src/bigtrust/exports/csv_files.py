"""CSV files that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

# What a spreadsheet takes for the beginning of a formula, or drops before looking.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write UTF-8 with a byte order mark; None is an empty cell, numbers stay numbers."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([harmless(cell) for cell in row] for row in rows)


def harmless(cell: object) -> object:
    """Text that a spreadsheet could take for a formula, behind an apostrophe."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell
