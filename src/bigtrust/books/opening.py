"""Opening the books: SQLite beside the builds or PostgreSQL, brought to the present schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bigtrust.access.scope import Role
from bigtrust.engines import address, be_the_only_writer
from bigtrust.errors import NotPermittedError, StoreError
from bigtrust.settings import Settings

WRITERS = frozenset({Role.CIO, Role.OFFICER})
READERS = WRITERS | {Role.EXECUTIVE}

_MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE = 15  # seconds that a writer waits for another one
_THE_MIGRATOR = 4_267_872  # our own number, among the locks of a PostgreSQL database
_migrating = Lock()  # Alembic's context is one for the whole process


@dataclass(frozen=True)
class Books:
    """The books of a company, open."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with _faults_told(self.engine.url), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, role: Role, allowed: frozenset[Role] = WRITERS) -> Iterator[Session]:
        """A short transaction; NotPermittedError for a role that may not write."""
        if role not in allowed:
            names = " and ".join(sorted(each.value.replace("_", " ") for each in allowed))
            raise NotPermittedError(
                f"The role {role.value.replace('_', ' ')} may not write in the books.",
                f"Those who may: {names}.",
            )
        engine = self.engine.execution_options(writes=True)
        with (
            _faults_told(self.engine.url),
            Session(engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session


def open_books(settings: Settings) -> Books:
    """The books that settings name, made where there are none, migrated where they are older.

    StoreError where they cannot be opened, or were written by a newer version.
    """
    url = address(settings.books_url, "books", ("sqlite", "postgresql+psycopg"))
    with _faults_told(url):
        engine = _sqlite(url) if url.get_backend_name() == "sqlite" else create_engine(url)
        with _migrating, engine.execution_options(writes=True).begin() as connection:
            _migrate(connection)
    return Books(engine)


def _sqlite(url: URL) -> Engine:
    """Readers never wait (write-ahead log); a writer takes its turn before it reads."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, and not by the driver
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _migrate(connection: Connection) -> None:
    """In the writer's own transaction: a migration is there in whole, or not at all."""
    be_the_only_writer(connection, _THE_MIGRATOR)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"The books at {connection.engine.url.render_as_string()} were written by a newer"
            f" version of Big Trust: {error}.",
            "Install that version, or restore the books from a backup of your own.",
        ) from error


@contextmanager
def _faults_told(url: URL) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, OSError) as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        raise StoreError(
            f"The books at {url.render_as_string()} cannot be used: {said}",
            "See whether their folder can be written, their disk is full or their server down.",
        ) from error
