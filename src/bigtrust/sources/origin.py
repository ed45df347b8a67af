"""Where rows come from: a file, or a table of a database. One of them is one load."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bigtrust.errors import SourceError
from bigtrust.settings.parts import Source

IN_A_FILE = ("sqlite", "duckdb")  # databases that are one
_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """A CSV (plain or gzip) or Parquet file; `encoding` is empty where it is not declared."""

    path: Path
    encoding: str = ""
    place: str = ""  # its name among the company's files; another file there is a newer version
    pattern: str = ""  # that of its source: what it stands for comes in the same shape each time
    known_as: str = ""  # the place from which it came before, where that was another one

    @property
    def name(self) -> str:
        return self.known_as or self.place or self.path.name

    @property
    def series(self) -> str:
        """What this file is one of."""
        return self.pattern or self.name

    def sha256(self) -> str:
        """Of its bytes. Raises SourceError where it cannot be read."""
        with self._readable(), self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def state(self) -> tuple[int, int, int]:
        """What changes when the file does. Raises SourceError where it cannot be read."""
        with self._readable():
            now = self.path.stat()
        return now.st_ino, now.st_size, now.st_mtime_ns

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise SourceError(
                f"{self.path} cannot be read: {error.strerror}.", "Look at its path and rights."
            ) from error


@dataclass(frozen=True, slots=True)
class TableOrigin:
    """A table or view of any database that SQLAlchemy reaches."""

    url: str = field(repr=False)  # it may hold a password
    table: str
    place: str = ""  # of a file, its name among the company's files

    @property
    def name(self) -> str:
        """Database and table, without the user, the password or any option that may hold one."""
        url = make_url(self.url)
        file = self.place or Path(url.database or "memory").name
        where = f"{url.host}/{url.database}" if url.host else file
        return f"{url.get_backend_name()}:{where}:{self.table}"

    @property
    def series(self) -> str:
        return self.name


Origin = FileOrigin | TableOrigin


def origins(source: Source, home: Path) -> tuple[Origin, ...]:
    """The loads that a source in settings stands for: its table, its file, or the files of its
    pattern in order of name.

    Raises SourceError where no such file exists or the address cannot be read.
    """
    if source.url:
        return (_table(source, home),)
    named = home / source.path
    return tuple(
        FileOrigin(path, source.encoding, _place(path, named, home), _place(named, named, home))
        for path in _paths(source.path, home)
    )


def _table(source: Source, home: Path) -> TableOrigin:
    address = whole_address(source.url, home, f"the source of {source.data_set}")
    url = make_url(address)
    file = url.database if url.get_backend_name() in IN_A_FILE else None
    place = _place(Path(file), Path(file), home) if file else ""
    return TableOrigin(address, source.table or source.data_set, place)


def whole_address(written: str, folder: Path, what: str = "the database") -> str:
    """A database's address; that of a file, from the folder on.

    Raises SourceError where it is none.
    """
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:  # or a port that is no number
        raise SourceError(
            f"The address of {what} is no database address.",
            "Write it as postgresql+psycopg://user@host/database.",
        ) from error
    if url.get_backend_name() not in IN_A_FILE or not url.database:
        return written
    file = str(_whole(folder / url.database))
    return url.set(database=file).render_as_string(hide_password=False)


def _paths(path: str, home: Path) -> Sequence[Path]:
    whole = home / path
    if whole.is_file() or not _PATTERN.search(path):
        if not whole.is_file():
            raise SourceError(f"There is no file {whole}.", "Put it there, or set its path.")
        return [whole]
    start = Path(whole.anchor)
    found = sorted(file for file in start.glob(str(whole.relative_to(start))) if file.is_file())
    if not found:
        raise SourceError(f"No file matches {whole}.", "Put one there, or set another pattern.")
    return found


def _place(path: Path, source: Path, home: Path) -> str:
    """A path from the company's folder on; elsewhere, from the folder that its source names on.

    So files named alike in two folders are two, and one that moves with its folder stays itself.
    """
    start = _whole(home)
    if not _whole(path).is_relative_to(start):
        start = next(one for one in _whole(source).parents if not _PATTERN.search(str(one))).parent
    return _whole(path).relative_to(start).as_posix()


def _whole(path: Path) -> Path:
    """Without `..` in it; links stay as they are named, so nothing is resolved."""
    return Path(os.path.abspath(path))  # noqa: PTH100
