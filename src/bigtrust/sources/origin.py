"""Where rows come from: a file, or a table of a database. One of them is one load."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bigtrust.errors import SourceError
from bigtrust.settings import Source

_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """A CSV (plain or gzip) or Parquet file; `encoding` is empty where it is not declared."""

    path: Path
    encoding: str = ""

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class TableOrigin:
    """A table or view of any database that SQLAlchemy reaches."""

    url: str = field(repr=False)  # it may hold a password
    table: str

    @property
    def name(self) -> str:
        """Database and table, without the user, the password or any option that may hold one."""
        url = make_url(self.url)
        where = f"{url.host}/{url.database}" if url.host else Path(url.database or "memory").name
        return f"{url.get_backend_name()}:{where}:{self.table}"


Origin = FileOrigin | TableOrigin


def origins(source: Source, home: Path) -> tuple[Origin, ...]:
    """The loads that a source in settings stands for: its table, its file, or the files of its
    pattern in order of name.

    Raises SourceError where no such file exists or the address cannot be read.
    """
    if source.url:
        return (_table(source),)
    return tuple(FileOrigin(path, source.encoding) for path in _paths(source.path, home))


def _table(source: Source) -> TableOrigin:
    try:
        make_url(source.url)
    except ArgumentError as error:
        raise SourceError(
            f"The address of the source of {source.data_set} is no database address.",
            "Write it as postgresql+psycopg://user@host/database.",
        ) from error
    return TableOrigin(source.url, source.table or source.data_set)


def _paths(path: str, home: Path) -> Sequence[Path]:
    whole = Path(path) if Path(path).is_absolute() else home / path
    if whole.is_file() or not _PATTERN.search(path):
        if not whole.is_file():
            raise SourceError(f"There is no file {whole}.", "Put it there, or set its path.")
        return [whole]
    start = Path(whole.anchor)
    found = sorted(file for file in start.glob(str(whole.relative_to(start))) if file.is_file())
    if not found:
        raise SourceError(f"No file matches {whole}.", "Put one there, or set another pattern.")
    return found
