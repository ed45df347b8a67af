"""What the argument of `bigtrust load` stands for: sources, in the order of the contract."""

from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from bigtrust.contract import CONTRACT
from bigtrust.errors import SourceError
from bigtrust.settings.parts import Source
from bigtrust.sources import named_mapping
from bigtrust.sources.databases import open_database, tables_and_views
from bigtrust.sources.origin import whole_address

SUFFIXES = (".csv", ".csv.gz", ".parquet")


def sources_at(origin: str, data_set: str = "", mapping: str = "", table: str = "") -> list[Source]:
    """The sources at a folder, a file or a database address.

    A file, table or view named after a data set is one; where `data_set` or a mapping tells it,
    the file or table may have any name. Raises SourceError where nothing is found.
    """
    if data_set and data_set not in CONTRACT:
        raise no_data_set(data_set)
    if Path(mapping).is_file():
        mapping = str(Path(mapping).resolve())
    if mapping and not data_set:
        data_set = named_mapping(mapping, Path()).data_set
    if "://" in origin:
        return _in_database(whole_address(origin, Path()), data_set, mapping, table)
    path = Path(origin).resolve()
    if path.is_dir():
        return [_file(found, _told(found), mapping) for found in _in_folder(path, data_set)]
    if not path.is_file():
        raise SourceError(f"There is no file or folder {origin}.", "Name one that is there.")
    return [_file(path, data_set or _told(path), mapping)]


def _file(path: Path, data_set: str, mapping: str) -> Source:
    if data_set not in CONTRACT:
        raise no_data_set(data_set)
    return Source(data_set=data_set, path=str(path), mapping=mapping)


def _told(path: Path) -> str:
    """The data set that a file's name tells: contacts.csv.gz is of contacts."""
    return path.name.partition(".")[0]


def _in_folder(folder: Path, data_set: str) -> list[Path]:
    files = [path for path in folder.iterdir() if path.name.endswith(SUFFIXES)]
    wanted = [data_set] if data_set else list(CONTRACT)
    found = [path for path in sorted(files) if _told(path) in wanted]
    if not found:
        raise SourceError(
            f"No file in {folder} is named after a data set: {', '.join(wanted)}.",
            f"Name them so ({', '.join(SUFFIXES)}), or load one by one with --data-set.",
        )
    return sorted(found, key=lambda path: wanted.index(_told(path)))


def _in_database(url: str, data_set: str, mapping: str, table: str) -> list[Source]:
    names = [data_set] if data_set else [table] if table else _tables(url)
    if table and not data_set and table not in CONTRACT:
        raise no_data_set(table)
    return [Source(data_set=name, url=url, table=table or name, mapping=mapping) for name in names]


def _tables(url: str) -> list[str]:
    """The tables and views that are named after a data set."""
    try:
        names = tables_and_views(inspect(open_database(url)))
    except (SQLAlchemyError, ImportError) as error:
        # The address may hold a password, and so may what the driver says of it.
        raise SourceError(
            f"The database cannot be read ({type(error).__name__}).",
            "Write its address as postgresql+psycopg://USER:PASSWORD@HOST/DATABASE.",
        ) from error
    found = [name for name in CONTRACT if name in names]
    if not found:
        raise SourceError(
            f"No table or view of the database is named after a data set: {', '.join(CONTRACT)}.",
            "Name one with --table and its data set with --data-set.",
        )
    return found


def no_data_set(name: str) -> SourceError:
    """What is said of a name that is no data set's, with the nearest that is."""
    near = get_close_matches(name, CONTRACT, n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return SourceError(
        f"{name!r} is no data set{meant}; allowed: {', '.join(CONTRACT)}.",
        "Say which it is with --data-set, or with --mapping how it becomes one.",
    )
