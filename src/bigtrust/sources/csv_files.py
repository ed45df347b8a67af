"""Reading a CSV file into the scratch file, each row with its exact number."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from duckdb import ColumnExpression

from bigtrust.errors import SourceError
from bigtrust.sources import header
from bigtrust.sources.origin import FileOrigin
from bigtrust.sources.plain_text import make_plain
from bigtrust.sources.raw import RAW, Raw, Refused, Wanted
from bigtrust.sources.records import count_records, row_numbers
from bigtrust.sources.scratch import Scratch

LONGEST_ROW_BYTES = 2_000_000
_DELIMITERS = (",", ";", "\t", "|")
_NO_TEXT_IS_NULL = "\x1d"  # else an empty value and a missing one are the same
_REJECTS = "refused_rows"

_REASONS = {
    "MISSING COLUMNS": "has fewer values than the header has columns",
    "TOO MANY COLUMNS": "has more values than the header has columns",
    "INVALID ENCODING": "holds bytes that are not UTF-8; declare the file's encoding",
    "LINE SIZE OVER MAXIMUM": f"is longer than {LONGEST_ROW_BYTES:,} bytes",
    "UNQUOTED VALUE": "has text after a closing quote",
}


def read_csv(scratch: Scratch, origin: FileOrigin, wanted: Wanted) -> Raw:
    """Read the file's rows as text into the table `raw`.

    Raises SourceError where the file as a whole cannot be read: header.match, make_plain, and a
    quote that is never closed.
    """
    mapping = wanted.mapping
    plain = make_plain(origin, origin.encoding or mapping.encoding, scratch.folder)
    heading = _heading(plain.path, origin.name, wanted)
    delimiter = heading.delimiter
    matched = header.match(heading.names, wanted, origin.name)
    records = count_records(plain.path, delimiter)
    if records.unclosed_quote:
        raise SourceError(
            f"{origin.name} opens a quote on line {records.unclosed_quote} and never closes it.",
            "Close it, or double it if it is part of the text.",
        )
    _fill(scratch, plain.path, heading, matched.positions)
    refused = _refused(scratch, plain.path, delimiter)
    _agree(scratch, origin.name, records.rows, len(refused))
    warnings = [*plain.warnings, *matched.warnings]
    if not mapping.delimiter and delimiter != ",":
        warnings.append(f"values are separated by {delimiter!r}")
    if records.blank_lines:
        warnings.append(f"{records.blank_lines:,} blank lines are skipped")
    return Raw(
        columns=tuple(matched.positions),
        rows_read=records.rows,
        sha256=origin.sha256(),
        size=plain.size,
        refused=refused,
        warnings=tuple(warnings),
        nul=plain.holds_nul,
    )


@dataclass(frozen=True, slots=True)
class _Heading:
    """The header's names, the delimiter that tells them apart, and the blank lines before it."""

    names: list[str]
    delimiter: str
    blank_lines: int


def _heading(path: Path, name: str, wanted: Wanted) -> _Heading:
    before, first = _first_record(path, name)
    try:
        delimiter = wanted.mapping.delimiter or _delimiter(first, wanted)
        names = next(csv.reader(StringIO(first), delimiter=delimiter))
    except csv.Error as error:
        raise SourceError(
            f"{name} has no header: its first line cannot be told into names ({error}).",
            "Write the names of the columns there, and close every quote that is opened.",
        ) from error
    return _Heading(names, delimiter, before)


def _first_record(path: Path, name: str) -> tuple[int, str]:
    """How many blank lines come first, then the header as text. It may span lines, but nothing
    honest needs more than a megabyte."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        whole = file.read(1 << 20)
    start = whole.lstrip("\r\n")
    if not start.strip():
        raise SourceError(f"{name} holds no text.", "Export it again.")
    record = ""
    for line in StringIO(start, newline=""):
        record += line
        if record.count('"') % 2 == 0:
            break
    return whole.removesuffix(start).count("\n"), record


def _delimiter(first: str, wanted: Wanted) -> str:
    """The delimiter under which the header names most of the wanted columns."""
    known = {header.plain_name(wanted.mapping.given(name).column) for name in wanted.names}

    def told(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader(StringIO(first), delimiter=delimiter))
        return sum(header.plain_name(name) in known for name in names), len(names)

    return max(_DELIMITERS, key=told)


def _fill(scratch: Scratch, path: Path, heading: _Heading, positions: dict[str, int]) -> None:
    names = [f"c{position}" for position in range(len(heading.names))]
    rows: Any = scratch.driver.read_csv(
        str(path),
        header=True,
        skiprows=heading.blank_lines,
        sep=heading.delimiter,
        quotechar='"',
        escapechar='"',
        auto_detect=False,
        compression="none",  # whatever the file is named
        columns=dict.fromkeys(names, "VARCHAR"),
        na_values=[_NO_TEXT_IS_NULL],
        max_line_size=LONGEST_ROW_BYTES,
        store_rejects=True,
        rejects_table=_REJECTS,
        rejects_limit=0,
    )
    rows.select(
        *(ColumnExpression(names[position]).alias(name) for name, position in positions.items())
    ).create(RAW)


def _refused(scratch: Scratch, path: Path, delimiter: str) -> tuple[Refused, ...]:
    found = scratch.driver.table(_REJECTS).select("line_byte_position", "error_type").fetchall()
    reasons = {place - 1: _REASONS.get(str(kind), str(kind).lower()) for place, kind in found}
    numbers = row_numbers(path, delimiter, list(reasons)) if reasons else []
    return tuple(
        Refused(number, reasons[place])
        for number, place in zip(numbers, sorted(reasons), strict=True)
    )


def _agree(scratch: Scratch, name: str, rows: int, refused: int) -> None:
    """The reader's rows against the independent count of them."""
    (read,) = scratch.driver.table(RAW).count("*").fetchone()
    if read + refused != rows:
        raise SourceError(
            f"{name} cannot be told into rows: {read + refused:,} were read of {rows:,}.",
            "Look for quotes that stand alone, and export it again.",
        )
