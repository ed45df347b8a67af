"""Opening the fact store and the builds. Every difference between dialects lives here."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    CreateTableAs,
    Engine,
    Integer,
    Select,
    String,
    Table,
    cast,
    column,
    create_engine,
    func,
    insert,
    select,
    table,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, InternalError, OperationalError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateColumn

from bigtrust.errors import StoreError
from bigtrust.settings import Settings

BUILD = "build"  # the schema of a build's tables while it is filled
_INCOMING = "rows_coming_in"
_BATCH_ROWS = 50_000
_THE_WRITER = 4_267_871  # our own number, among the locks of a PostgreSQL database

# What disks, memory and servers do, as against mistakes of ours.
_FAULTS = (
    OperationalError,
    InternalError,
    duckdb.OperationalError,
    duckdb.InternalError,
)


def open_store(settings: Settings, engines: int = 1) -> Engine:
    """The fact store that settings name: a PostgreSQL database, or a DuckDB file, one of so many
    `engines` that share the memory.
    """
    url = address(settings.facts_url, "fact store", ("duckdb", "postgresql+psycopg"))
    if url.get_backend_name() == "duckdb":
        return _duckdb_at_work(str(url.database), settings, engines)
    return create_engine(url, poolclass=NullPool)


def address(written: str, what: str, drivers: Sequence[str]) -> URL:
    """The database address that settings give for `what`; StoreError unless one of `drivers`."""
    known = " or a ".join(f"{driver}:///" for driver in drivers)
    advice = f"Write a {known} address under [store] in bigtrust.toml."
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:  # or a port that is no number
        raise StoreError(f"The address of the {what} is no database address.", advice) from error
    if url.drivername not in drivers:
        raise StoreError(f"For the {what}, {url.drivername} is not supported.", advice)
    return url


READERS_MEMORY = "1GB"  # of all sessions together; a page's questions take some megabytes


def open_build(path: Path) -> Engine:
    """A published build, for readers: nothing can be written, nothing outside it reached, and no
    question takes all the memory.
    """
    return create_engine(
        f"duckdb:///{path}",
        connect_args={
            "read_only": True,
            "config": {
                "enable_external_access": False,
                "memory_limit": READERS_MEMORY,
                "lock_configuration": True,
            },
        },
    )


def _duckdb(database: str, **config: object) -> Engine:
    # An idle pooled connection would lock other processes out of the file.
    return create_engine(
        f"duckdb:///{database}", connect_args={"config": config}, poolclass=NullPool
    )


def _duckdb_at_work(database: str, settings: Settings, engines: int = 1) -> Engine:
    """In the memory that settings allow; what has no room there lies in the company's folder."""
    return _duckdb(
        database,
        memory_limit=settings.store.engine_memory(engines),
        threads=settings.store.threads,
        temp_directory=str(settings.folder / "temporary"),
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction; StoreError where the store is locked, down, damaged or out of room."""
    with faults_told(_named(engine)), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def new_build(
    store: Engine, path: Path, settings: Settings
) -> Iterator[tuple[Connection, Connection]]:
    """A connection to the facts, and one to a new build, whose tables have the schema BUILD.

    DuckDB fills the build itself: they are one, and rows do not leave it on their way.
    """
    if store.dialect.name == "duckdb":
        with _with_a_build(store, path) as connection:
            yield connection, connection
    else:
        filling = _duckdb_at_work(":memory:", settings)
        with transaction(store) as facts, _with_a_build(filling, path) as build:
            yield facts, build


@contextmanager
def _with_a_build(engine: Engine, path: Path) -> Iterator[Connection]:
    # Statement by statement: of a table that is not committed DuckDB knows no size to plan by.
    # Without a log: a build that is not finished is thrown away.
    with faults_told(_named(engine)), engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        file = str(path).replace("'", "''")
        connection.exec_driver_sql(f"ATTACH '{file}' AS {BUILD} (RECOVERY_MODE NO_WAL_WRITES)")
        try:
            yield connection
        finally:
            connection.exec_driver_sql(f"DETACH {BUILD}")


@contextmanager
def faults_told(what: str) -> Iterator[None]:
    """StoreError, which says of `what`, for what disks, memory and servers do meanwhile."""
    try:
        yield
    except _FAULTS as error:
        raise _fault(what, str(getattr(error, "orig", error))) from error


def _named(store: Engine) -> str:
    return f"The store {store.url.render_as_string(hide_password=True)}"


def _fault(what: str, said: str) -> StoreError:
    first_line = said.strip().partition("\n")[0]
    message = f"{what} cannot be used: {first_line}"
    if "Conflicting lock" in said:
        return StoreError(message, "Another load or build has it open: wait until it has ended.")
    if "Out of Memory" in said:
        return StoreError(
            message,
            "Raise memory_limit under [store] in bigtrust.toml, or load fewer rows at a time.",
        )
    return StoreError(
        message,
        "See whether its disk is full, its server down, or its file damaged; restore a damaged"
        " file from your backup, or move it away and load again.",
    )


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Make the folder where it is missing; StoreError for what its disk refuses meanwhile."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise StoreError(
            f"{error.filename or folder} cannot be used: {error.strerror}.",
            "See to its rights and to the room on its disk, or set another folder in [store].",
        ) from error


def be_the_only_writer(connection: Connection, lock: int = _THE_WRITER) -> None:
    """Wait until no other process holds the lock (that of who loads or builds), and keep others
    waiting until the end of this transaction. A file needs none: it opens for one writer alone.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock)))


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


def columns_there(connection: Connection) -> dict[str, frozenset[str]]:
    """The tables of a store, and the columns that each has, asked for at once."""
    there = table(
        "columns",
        *map(column, ("table_schema", "table_name", "column_name")),
        schema="information_schema",
    )
    own = select(there.c.table_name, there.c.column_name).where(
        there.c.table_schema == func.current_schema()
    )
    found: dict[str, set[str]] = {}
    for name, its in connection.execute(own):
        found.setdefault(name, set()).add(its)
    return {name: frozenset(columns) for name, columns in found.items()}


def add_columns(connection: Connection, wanted: Table, present: frozenset[str]) -> None:
    """Give an existing table the columns that it lacks; its rows hold their default, or NULL."""
    name = connection.dialect.identifier_preparer.format_table(wanted)
    for missing in (one for one in wanted.c if one.name not in present):
        declared = CreateColumn(missing).compile(dialect=connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN {declared}")


def copy_in(connection: Connection, target: Table, rows: pa.RecordBatchReader) -> None:
    """Append rows to a table; the reader's columns are some of the table's, by name."""
    if connection.dialect.name == "duckdb":
        _copy_into_duckdb(connection, target, rows)
    else:
        _copy_into_postgresql(connection, target, rows)


def _copy_into_duckdb(connection: Connection, target: Table, rows: pa.RecordBatchReader) -> int:
    names = rows.schema.names
    driver: Any = connection.connection.driver_connection
    driver.register(_INCOMING, rows)
    incoming = table(_INCOMING, *(column(name) for name in names))
    result = connection.execute(insert(target).from_select(names, select(incoming)))
    driver.unregister(_INCOMING)
    return result.rowcount


def _copy_into_postgresql(
    connection: Connection, target: Table, rows: pa.RecordBatchReader
) -> None:
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(quote.quote(name) for name in rows.schema.names)
    statement = f"COPY {quote.format_table(target)} ({columns}) FROM STDIN (FORMAT csv)"
    driver: Any = connection.connection.driver_connection
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as sink:
            for batch in rows:
                sink.write(_as_csv(batch))
    except dbapi.OperationalError as error:
        raise OperationalError(statement, None, error) from error


def _as_csv(rows: pa.RecordBatch) -> bytes:
    text = io.BytesIO()
    options = pyarrow.csv.WriteOptions(include_header=False)
    pyarrow.csv.write_csv(pa.Table.from_batches([rows]), text, options)
    return text.getvalue()


def copy_out(
    connection: Connection, statement: Select[Any], schema: pa.Schema
) -> pa.RecordBatchReader:
    """The rows of a statement, batch by batch, its columns cast to the schema's by position."""
    if connection.dialect.name == "duckdb":
        cursor: Any = connection.execute(statement).cursor
        batches = (
            batch.rename_columns(schema.names).cast(schema)
            for batch in cursor.to_arrow_reader(_BATCH_ROWS)
        )
    else:
        result = connection.execute(statement, execution_options={"yield_per": _BATCH_ROWS})
        batches = (_batch(rows, schema) for rows in result.partitions())
    return pa.RecordBatchReader.from_batches(schema, batches)


def copy_across(source: Connection, statement: Select[Any], build: Connection, into: Table) -> int:
    """Append the rows of a statement to a table of a build, by position; how many there are."""
    if source is build:
        return build.execute(insert(into).from_select(into.c.keys(), statement)).rowcount
    return _copy_into_duckdb(build, into, copy_out(source, statement, _schema_of(into)))


def _schema_of(rows: Table) -> pa.Schema:
    kinds = {Integer: pa.int32(), BigInteger: pa.int64(), String: pa.string()}
    return pa.schema([(column.name, kinds[type(column.type)]) for column in rows.c])


def _batch(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def json_of(connection: Connection, columns: Iterable[ColumnElement[Any]]) -> ColumnElement[str]:
    """The columns of a row as the text of one JSON object, by name."""
    # PostgreSQL has to be told that a bound name is text.
    pairs = [part for column in columns for part in (cast(column.key, String), column)]
    duckdbs = connection.dialect.name == "duckdb"
    make = func.json_object if duckdbs else func.json_build_object
    return cast(make(*pairs), String)
