"""A DuckDB file of one load's own, where its rows stand as text while they are checked.

It holds customers' ids as they came, so it is deleted at the end, whatever happens.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    Column,
    Connection,
    CreateTableAs,
    Engine,
    MetaData,
    Select,
    Table,
    create_engine,
    func,
    insert,
    select,
)
from sqlalchemy.pool import NullPool

BATCH_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Scratch:
    """The open scratch file, and the folder for other working files of the load."""

    engine: Engine
    connection: Connection
    folder: Path
    readers: ExitStack

    @property
    def driver(self) -> Any:
        """DuckDB's own connection, for reading files and for Arrow."""
        return self.connection.connection.driver_connection

    def append(self, target: Table, rows: pa.Table) -> None:
        """Append Arrow rows; their columns are the table's, by name."""
        names = rows.schema.names
        self.driver.register("coming", rows)
        coming = Table("coming", MetaData(), *(Column(name) for name in names))
        self.connection.execute(insert(target).from_select(names, select(coming)))
        self.driver.unregister("coming")
        self.connection.commit()

    def keep(self, name: str, statement: Select[Any]) -> Table:
        """The rows of a statement as a table."""
        creation = CreateTableAs(statement, name)
        self.connection.execute(creation)
        self.connection.commit()
        return creation.table

    def fill(self, target: Table, statement: Select[Any]) -> None:
        """Append the rows of a statement to a table, its columns by position."""
        self.connection.execute(insert(target).from_select(target.c.keys(), statement))
        self.connection.commit()

    def count(self, rows: Table) -> int:
        return self.connection.scalar(select(func.count()).select_from(rows)) or 0

    def stream(self, statement: Select[Any]) -> pa.RecordBatchReader:
        """The rows of a statement, batch by batch, on a connection of their own."""
        reading = self.readers.enter_context(self.engine.connect())
        cursor: Any = reading.execute(statement).cursor
        return cursor.to_arrow_reader(BATCH_ROWS)


@contextmanager
def open_scratch(parent: Path, memory_limit: str, threads: int) -> Iterator[Scratch]:
    """A new scratch file in a folder of its own below `parent`, deleted with all in it at exit."""
    parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="checking-", dir=parent) as name:
        folder = Path(name)
        config = {
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": str(folder / "spilled"),
        }
        engine = create_engine(
            f"duckdb:///{folder / 'scratch.duckdb'}",
            connect_args={"config": config},
            poolclass=NullPool,
        )
        with engine.connect() as connection, ExitStack() as readers:
            connection.exec_driver_sql("SET TimeZone = 'UTC'")
            yield Scratch(engine, connection, folder, readers)
