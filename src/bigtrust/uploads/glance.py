"""A first look into a file: its columns, and the first of its rows as text."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from bigtrust.errors import SourceError
from bigtrust.sources.origin import FileOrigin
from bigtrust.sources.parquet_files import MAGIC
from bigtrust.sources.plain_text import make_plain

SAMPLE = 500  # rows that are looked at
WIDEST = 300  # columns
LONGEST = 200  # letters of a value
_START = 4 << 20  # bytes of text in which the sample has to lie
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Glance:
    """The header, and some rows below it; every value is text, cut where it is long."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def values(self, column: str) -> list[str]:
        """What stands in the column, without spaces around it; empty values left out."""
        place = self.columns.index(column)
        told = (row[place].strip() for row in self.rows if place < len(row))
        return [value for value in told if value]


def look_into(path: Path, encoding: str, folder: Path) -> Glance:
    """The first look; `folder` is for working files. SourceError where there is nothing to see."""
    with path.open("rb") as file:
        parquet = file.read(len(MAGIC)) == MAGIC
    names, rows = _parquet(path) if parquet else _text(path, encoding, folder)
    if len(names) > WIDEST:
        raise SourceError(
            f"{path.name} has {len(names):,} columns; {WIDEST} at most are taken in.",
            "Export the columns that a data set has.",
        )
    return Glance(
        tuple(name[:LONGEST] for name in names),
        tuple(tuple(value[:LONGEST] for value in row) for row in islice(rows, SAMPLE)),
    )


def _text(path: Path, encoding: str, folder: Path) -> tuple[list[str], Iterator[list[str]]]:
    plain = make_plain(FileOrigin(path), encoding, folder)
    with plain.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        start = file.read(_START).lstrip("\r\n").replace("\0", "")
    first = start.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(_START)  # a long cell is cut, and no mistake
    rows = (row for row in csv.reader(StringIO(start), delimiter=delimiter) if row)
    try:
        return next(rows), rows
    except (StopIteration, csv.Error) as error:
        raise SourceError(f"{path.name} holds no table of text.", "Export it again.") from error


def _parquet(path: Path) -> tuple[list[str], Iterator[list[str]]]:
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            batch = next(file.iter_batches(SAMPLE), None)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"{path.name} is a damaged Parquet file.", "Copy it again.") from error
    columns = [] if batch is None else [_texts(column) for column in batch.columns]
    return list(names), (list(row) for row in zip(*columns, strict=True))


def _texts(column: pa.Array) -> list[str]:
    return ["" if value is None else str(value) for value in column.to_pylist()]
