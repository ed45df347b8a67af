"""Publishing a build by an atomic pointer, and reading the one it names.

A build is never changed. The pointer names the current one, so readers see the build before or
the build after, never a mixture; the last three are kept.
"""

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
from sqlalchemy import select

from bigtrust.builds.shelf import MANIFEST, Build
from bigtrust.engines import open_build, transaction
from bigtrust.errors import StoreError
from bigtrust.settings import Settings

UNFINISHED = ".unfinished"
_POINTER = "current"
_ADVICE = "Run `bigtrust build`."
_READING = Lock()  # of all sessions that meet a new build at once, one reads it
_OPEN = 4  # builds that are looked at in turn: the current one, and those before it


def folder_of(settings: Settings) -> Path:
    return settings.folder / "builds"


def current(settings: Settings) -> Build:
    """The build that the pointer names; StoreError where there is none or it cannot be read."""
    folder = folder_of(settings)
    named = _named(folder)
    while True:
        try:
            return read(folder, named)
        except StoreError:
            newer = _named(folder)
            if newer == named:
                raise
            named = newer  # published meanwhile, and the one before cleared away


def publish(unfinished: Path, finished: Path, keep: int) -> None:
    """Name the build as finished, then as the current one, then clear away all but the newest."""
    unfinished.replace(finished)
    _write_through(finished.parent)
    point(finished)
    others = sorted(path for path in finished.parent.glob("*.duckdb") if path != finished)
    remove(others[: max(len(others) + 1 - keep, 0)])


def point(finished: Path) -> None:
    """Name the current build: the old name or the new one is read, never half a name."""
    pointer = finished.parent / _POINTER
    new = pointer.with_suffix(".new")
    new.write_text(f"{finished.stem}\n")
    _write_through(new)
    new.replace(pointer)
    _write_through(finished.parent)


def _write_through(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk itself before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink()


def _named(folder: Path) -> str:
    pointer = folder / _POINTER
    if not pointer.exists():
        raise StoreError(
            f"There is no build in {folder} yet.",
            "Run `bigtrust load` and `bigtrust build`, or `bigtrust demo` for an invented company.",
        )
    return pointer.read_text().strip()


def read(folder: Path, identity: str) -> Build:
    """A finished build by its name; StoreError where it is missing, damaged, or was made by a
    version that lays builds out otherwise.
    """
    path = folder / f"{identity}.duckdb"
    try:
        state = path.stat()
    except FileNotFoundError as error:
        missing = f"The build {identity}, which {folder} names, is missing."
        raise StoreError(missing, _ADVICE) from error
    with _READING:
        return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=_OPEN)
def _read(path: Path, _modified: int, _size: int) -> Build:
    """Builds are never changed, so that each is read once, and not at every look at a page."""
    engine = open_build(path)
    try:
        with transaction(engine) as connection:
            document = connection.scalar(select(MANIFEST.c.document))
    except StoreError as error:
        raise StoreError(error.message, _ADVICE) from error
    finally:
        engine.dispose()
    if document is None:
        raise StoreError(f"The build {path} is damaged: it has no manifest.", _ADVICE)
    manifest = orjson.loads(document)
    build = Build(path.stem, path, manifest)
    if "layout" not in manifest or manifest["layout"] != build.shelf.layout:
        raise StoreError(f"The build {path} was made by another version of Big Trust.", _ADVICE)
    _with_times(manifest)
    return build


def _with_times(manifest: dict[str, Any]) -> None:
    """Days and moments as such, and no longer as text."""
    for held in manifest["data_sets"].values():
        held["loaded_at"] = datetime.fromisoformat(held["loaded_at"]).replace(tzinfo=UTC)
        for day in ("first_day", "last_day"):
            held[day] = held[day] and date.fromisoformat(held[day])
