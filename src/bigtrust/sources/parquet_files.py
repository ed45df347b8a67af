"""Reading a Parquet file into the scratch file, as rows of text."""

import glob
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from sqlalchemy import ColumnElement, FromClause, String, cast, column, func, select
from sqlalchemy.exc import DBAPIError

from bigtrust.errors import SourceError
from bigtrust.sources import header
from bigtrust.sources.origin import FileOrigin
from bigtrust.sources.plain_text import largest_expansion
from bigtrust.sources.raw import RAW, Raw, Wanted
from bigtrust.sources.scratch import Scratch

MAGIC = b"PAR1"
_WHOLE = r"\.0$"  # how an engine ends the text of a whole floating number


def read_parquet(scratch: Scratch, origin: FileOrigin, wanted: Wanted) -> Raw:
    """Read the file's rows as text into the table `raw`.

    Raises SourceError for a damaged file, nested columns, one that decodes beyond reason, and
    where header.match does.
    """
    path, size = origin.path, origin.path.stat().st_size
    try:
        schema, rows = _look_into(origin)
        matched = header.match(schema.names, wanted, origin.name)
        named = glob.escape(str(path))  # DuckDB takes a name for a pattern
        file = func.read_parquet(named).table_valued(*(column(name) for name in schema.names))
        _refuse_bombs(scratch, origin.name, file, rows, size)
        texts: list[ColumnElement[Any]] = [
            _text(file.c[schema.names[position]], schema.field(position).type).label(name)
            for name, position in matched.positions.items()
        ]
        scratch.keep(RAW, select(*texts))
    except (pa.ArrowException, DBAPIError, OSError) as error:
        raise SourceError(
            f"{origin.name} is a damaged Parquet file: {_first_line(error)}.", "Copy it again."
        ) from error
    return Raw(
        tuple(matched.positions),
        rows,
        origin.sha256(),
        size,
        warnings=matched.warnings,
        nul=True,
        types=dict(_types(schema, matched.positions)),
    )


def _look_into(origin: FileOrigin) -> tuple[pa.Schema, int]:
    with pyarrow.parquet.ParquetFile(origin.path) as file:
        schema, rows = file.schema_arrow, file.metadata.num_rows
    nested = [field for field in schema if pa.types.is_nested(field.type)]
    if nested:
        raise SourceError(
            f"{origin.name} has a nested column: {nested[0].name!r} is a {nested[0].type}.",
            "Write each of its parts as a column of its own.",
        )
    return schema, rows


def _text(values: ColumnElement[Any], kind: pa.DataType) -> ColumnElement[str]:
    """As a person would write them: a whole number is one, however the column counts."""
    text: ColumnElement[str] = cast(values, String)
    return func.regexp_replace(text, _WHOLE, "") if pa.types.is_floating(kind) else text


def _types(schema: pa.Schema, positions: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The columns' types, but for those that tell nothing: of a column without a value."""
    for name, position in positions.items():
        kind = schema.field(position).type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
        if not pa.types.is_null(kind):
            yield name, "text" if text else str(kind)


def _refuse_bombs(scratch: Scratch, name: str, file: FromClause, rows: int, size: int) -> None:
    """A small file may decode to any size. What its rows must take at least is told from their
    number; then the texts are measured in a stream, which keeps none of them."""
    most = largest_expansion(size)
    decoded = rows * len(file.c)
    if decoded <= most:
        lengths = (_bytes_of(one) for one in file.c)
        decoded = int(scratch.connection.scalar(select(sum(lengths))) or 0)
    if decoded > most:
        raise SourceError(
            f"{name} has {size:,} bytes and decodes to {decoded:,} or more; "
            f"the most that is taken in is {most:,}.",
            "If that is right, write it in several files.",
        )


def _bytes_of(values: ColumnElement[Any]) -> Any:
    return func.coalesce(func.sum(func.strlen(cast(values, String))), 0)


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", error)).split("\n", maxsplit=1)[0].rstrip(".")
