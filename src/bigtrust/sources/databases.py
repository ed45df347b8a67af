"""Reading a table or a view of any SQLAlchemy database into the scratch file, as rows of text."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Select,
    String,
    Table,
    TableClause,
    create_engine,
    event,
    func,
    inspect,
    literal_column,
    select,
    table,
)
from sqlalchemy.engine import URL, Inspector, make_url
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from bigtrust.errors import SourceError
from bigtrust.sources import header
from bigtrust.sources.endless_days import read_any_day
from bigtrust.sources.origin import IN_A_FILE, TableOrigin
from bigtrust.sources.raw import RAW, Raw, Wanted
from bigtrust.sources.scratch import Scratch

BATCH_ROWS = 20_000
_CAN_WRITE = "this credential can write to the source; one that can only read is enough"


def read_table(scratch: Scratch, origin: TableOrigin, wanted: Wanted) -> Raw:
    """Read the table's rows as text into the table `raw`, batch by batch.

    Raises SourceError where the database cannot be reached, the table is missing (naming the
    nearest), a value is nested, and where header.match does.
    """
    try:
        with open_database(origin.url).connect() as connection:
            return _copy(connection, scratch, origin, _found(connection, origin), wanted)
    except (SQLAlchemyError, ImportError, NoSuchModuleError) as error:
        raise SourceError(
            f"{origin.name} cannot be read: {type(error).__name__}.",
            "Look at the address, the user's rights and whether the database is up.",
        ) from error


def open_database(address: str) -> Engine:
    """The database, which is only read. Raises SourceError for a file that is not there: else one
    would be made."""
    url = make_url(address)
    _refuse_missing_file(url)
    engine = create_engine(url, poolclass=NullPool, connect_args=_read_only(url))
    if engine.driver == "psycopg":
        event.listen(engine, "connect", read_any_day)
    return engine


def _refuse_missing_file(url: URL) -> None:
    file = url.database
    if url.get_backend_name() in IN_A_FILE and file and not Path(file).is_file():
        raise SourceError(f"There is no database file {file}.", "Set the source's url.")


def _read_only(url: URL) -> dict[str, Any]:
    return {"read_only": True} if url.get_backend_name() == "duckdb" else {}


def _found(connection: Connection, origin: TableOrigin) -> TableClause:
    """The table or view: one that is named so, dots and all, else one of a schema."""
    schema, _, name = origin.table.rpartition(".")
    if schema and origin.table in _present(connection, None):
        return table(origin.table)
    present = _present(connection, schema or None)
    if name not in present:
        near = get_close_matches(name, present, 1, 0.4)
        nearest = f"; the nearest present is {near[0]!r}" if near else ""
        raise SourceError(
            f"{origin.name}: there is no table or view {name!r}{nearest}.",
            "Set the source's table.",
        )
    return table(name, schema=schema or None)


def _present(connection: Connection, schema: str | None) -> list[str]:
    return tables_and_views(inspect(connection), schema)


def tables_and_views(seen: Inspector, schema: str | None = None) -> list[str]:
    """Their names, those of materialized views among them where the database knows such."""
    names = [*seen.get_table_names(schema), *seen.get_view_names(schema)]
    with suppress(NotImplementedError):
        names += seen.get_materialized_view_names(schema)
    return names


def _copy(
    connection: Connection,
    scratch: Scratch,
    origin: TableOrigin,
    source: TableClause,
    wanted: Wanted,
) -> Raw:
    streaming = connection.execution_options(stream_results=True, max_row_buffer=BATCH_ROWS)
    everything: Select[Any] = select(literal_column("*")).select_from(source)
    found = streaming.execute(everything)
    matched = header.match(list(found.keys()), wanted, origin.name)
    raw = Table(RAW, MetaData(), *(Column(name, String) for name in matched.positions))
    raw.create(scratch.connection)
    said, size, rows = hashlib.sha256(), 0, 0
    for batch in found.partitions(BATCH_ROWS):
        columns = list(zip(*batch, strict=True))
        texts = {
            name: [_text(origin, name, value) for value in columns[position]]
            for name, position in matched.positions.items()
        }
        content = repr(texts).encode()
        said.update(content)
        size, rows = size + len(content), rows + len(batch)
        scratch.append(raw, pa.table(texts, pa.schema([(name, pa.string()) for name in texts])))
    warnings = (*matched.warnings, *_writable(connection, origin, source))
    names = list(found.keys())
    there = {name: names[position] for name, position in matched.positions.items()}
    return Raw(
        tuple(matched.positions),
        rows,
        said.hexdigest(),
        size,
        warnings=warnings,
        nul=True,
        types=_types(connection, source, there),
    )


def _types(
    connection: Connection, source: TableClause, there: Mapping[str, str]
) -> Mapping[str, str]:
    """The types of the columns; however long a text may be, it is text."""
    columns = inspect(connection).get_columns(source.name, source.schema)
    types = {one["name"]: one["type"] for one in columns}
    return {
        name: "text" if isinstance(types[column], String) else str(types[column])
        for name, column in there.items()
    }


def _text(origin: TableOrigin, name: str, value: Any) -> str | None:
    """The value as a person would write it; a time without a zone stays without."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return str(value).removesuffix(".0")
    if isinstance(value, bytes | dict | list | tuple | set):
        raise SourceError(
            f"{origin.name}: the column {name} holds {type(value).__name__} values.",
            "Give a view that holds each of its parts as a column of its own.",
        )
    return str(value)


def _writable(connection: Connection, origin: TableOrigin, source: TableClause) -> Sequence[str]:
    """A reader should not be able to write: what it cannot do cannot go wrong."""
    if connection.dialect.name == "postgresql":
        quote = connection.dialect.identifier_preparer
        whole = quote.format_table(Table(source.name, MetaData(), schema=source.schema))
        can = connection.scalar(select(func.has_table_privilege(whole, "INSERT, UPDATE, DELETE")))
    else:
        file = make_url(origin.url).database or ""
        can = Path(file).is_file() and os.access(file, os.W_OK)
    return (_CAN_WRITE,) if can else ()
