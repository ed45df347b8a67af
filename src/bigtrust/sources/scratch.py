"""A DuckDB of one load's own, in memory, where its rows stand as text while they are checked.

What does not fit into its memory limit spills into a folder. That may hold customers' ids as they
came, so it is deleted at the end; what a killed load left, the next load deletes.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
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

from bigtrust.engines import faults_told

BATCH_ROWS = 100_000
_PREFIX = "checking-"
_WHAT = "The scratch database, in which rows are checked,"


@dataclass(frozen=True, slots=True)
class Scratch:
    """The open scratch database, and the folder for other working files of the load."""

    engine: Engine
    connection: Connection
    folder: Path
    readers: ExitStack

    @property
    def driver(self) -> Any:
        """DuckDB's own connection, for reading files and for Arrow."""
        return self.connection.connection.driver_connection

    def limit_memory(self, limit: str) -> None:
        """From now on; what is beyond it goes into the folder."""
        self.connection.exec_driver_sql(f"SET memory_limit = '{limit}'")
        self.connection.commit()

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
    """A new scratch database with a folder of its own below `parent`, deleted at exit. Folders of
    loads that were killed are deleted first."""
    parent.mkdir(parents=True, exist_ok=True)
    with _own_folder(parent) as folder:
        config = {
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": str(folder / "spilled"),
        }
        engine = create_engine(
            f"duckdb:///:memory:{folder.name}",  # by its name, other connections find it too
            connect_args={"config": config},
            poolclass=NullPool,
        )
        with faults_told(_WHAT), engine.connect() as connection, ExitStack() as readers:
            connection.exec_driver_sql("SET TimeZone = 'UTC'")
            yield Scratch(engine, connection, folder, readers)


@contextmanager
def _own_folder(parent: Path) -> Iterator[Path]:
    """A folder under lock for as long as it is used: the system frees a killed process's locks,
    and a number of a process may come again."""
    with ExitStack() as opened:
        with _lock(parent):
            _delete_left_over(parent)
            folder = Path(opened.enter_context(TemporaryDirectory(prefix=_PREFIX, dir=parent)))
            opened.enter_context(_lock(folder))
        yield folder


def _delete_left_over(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(BlockingIOError), _lock(folder, fcntl.LOCK_NB):
            shutil.rmtree(folder)


@contextmanager
def _lock(folder: Path, mode: int = 0) -> Iterator[None]:
    """Hold the folder's lock. Raises BlockingIOError if LOCK_NB is asked for and another does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | mode)
        yield
    finally:
        os.close(descriptor)
