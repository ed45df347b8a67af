"""Opening the fact store and the builds. Every difference between dialects lives here."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
from sqlalchemy import (
    Connection,
    CreateTableAs,
    Engine,
    Select,
    Table,
    column,
    create_engine,
    insert,
    select,
    table,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from bigtrust.errors import StoreError
from bigtrust.settings import Settings

_INCOMING = "rows_coming_in"


def open_store(settings: Settings) -> Engine:
    """The fact store that settings name: a DuckDB file or a PostgreSQL database."""
    url = make_url(settings.facts_url)
    if url.get_backend_name() == "duckdb":
        settings.folder.mkdir(parents=True, exist_ok=True)
        return _duckdb(
            str(url.database),
            memory_limit=settings.store.memory_limit,
            threads=settings.store.threads,
            temp_directory=str(settings.folder / "temporary"),
        )
    try:
        return create_engine(url, poolclass=NullPool)
    except NoSuchModuleError as error:
        raise StoreError(
            f"The fact store {url.render_as_string()} is of a kind that is not supported.",
            "Use a duckdb:/// or a postgresql+psycopg:// address.",
        ) from error


def open_build(path: Path) -> Engine:
    """A published build, for readers: nothing can be written, nothing outside it reached."""
    return create_engine(
        f"duckdb:///{path}",
        connect_args={
            "read_only": True,
            "config": {"enable_external_access": False, "lock_configuration": True},
        },
    )


def create_build(path: Path) -> Engine:
    """A new, empty build, for its one writer."""
    return _duckdb(str(path))


def _duckdb(database: str, **config: object) -> Engine:
    # An idle pooled connection would lock other processes out of the file.
    return create_engine(
        f"duckdb:///{database}", connect_args={"config": config}, poolclass=NullPool
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction; StoreError where the store cannot be opened (locked, down, damaged)."""
    try:
        connection = engine.connect()
    except DBAPIError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise StoreError(
            f"The store {where} cannot be opened: {error.orig}",
            "If another load or build is running, wait until it has ended.",
        ) from error
    with connection, connection.begin():
        yield connection


def working_table(connection: Connection, name: str, statement: Select[Any]) -> Table:
    """The rows of a statement as a temporary table, gone when the connection closes."""
    creation = CreateTableAs(statement, name, temporary=True)
    connection.execute(creation)
    analyse(connection, creation.table)
    return creation.table


def analyse(connection: Connection, rows: Table) -> None:
    """PostgreSQL plans a join over a table it has not counted as if it were empty."""
    if connection.dialect.name == "postgresql":
        name = connection.dialect.identifier_preparer.format_table(rows)
        connection.exec_driver_sql(f"ANALYZE {name}")


def copy_in(connection: Connection, target: Table, rows: pa.RecordBatchReader) -> None:
    """Append rows to a table; the reader's columns are some of the table's, by name."""
    if connection.dialect.name == "duckdb":
        _copy_into_duckdb(connection, target, rows)
    else:
        _copy_into_postgresql(connection, target, rows)


def _copy_into_duckdb(connection: Connection, target: Table, rows: pa.RecordBatchReader) -> None:
    names = rows.schema.names
    driver: Any = connection.connection.driver_connection
    driver.register(_INCOMING, rows)
    incoming = table(_INCOMING, *(column(name) for name in names))
    connection.execute(insert(target).from_select(names, select(incoming)))
    driver.unregister(_INCOMING)


def _copy_into_postgresql(
    connection: Connection, target: Table, rows: pa.RecordBatchReader
) -> None:
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(quote.quote(name) for name in rows.schema.names)
    statement = f"COPY {quote.format_table(target)} ({columns}) FROM STDIN (FORMAT csv)"
    driver: Any = connection.connection.driver_connection
    options = pyarrow.csv.WriteOptions(include_header=False)
    with driver.cursor() as cursor, cursor.copy(statement) as sink:
        for batch in rows:
            text = io.BytesIO()
            pyarrow.csv.write_csv(pa.Table.from_batches([batch]), text, options)
            sink.write(text.getvalue())


def copy_out(connection: Connection, statement: Select[Any], schema: pa.Schema) -> pa.Table:
    """The rows of a statement, its columns cast to the schema's by position."""
    result = connection.execute(statement)
    if connection.dialect.name == "duckdb":
        cursor: Any = result.cursor
        arrow: pa.Table = cursor.to_arrow_table()
        return arrow.rename_columns(schema.names).cast(schema)
    columns = list(zip(*result.all(), strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
