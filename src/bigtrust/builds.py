"""Builds: a DuckDB file of rollups with its manifest, published by an atomic pointer.

A build is never changed. The pointer names the current one, so readers see the build before or
the build after, never a mixture; the last three are kept.
"""

import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
)

from bigtrust.engines import (
    be_the_only_writer,
    copy_in,
    copy_out,
    create_build,
    open_build,
    open_store,
    transaction,
    writing_in,
)
from bigtrust.errors import HeldError, StoreError
from bigtrust.facts import create_tables
from bigtrust.facts.holdings import Holding, holdings
from bigtrust.facts.ledger import share_quarantined
from bigtrust.facts.snapshot import Snapshot, date_of, take_snapshot
from bigtrust.promises.promises import Promises
from bigtrust.rollups import ROLLUPS
from bigtrust.schema import Segments, Star
from bigtrust.settings import Settings

Progress = Callable[[str, float], None]  # what is being done, and which share of all is done

_POINTER = "current"
_UNFINISHED = ".unfinished"
_ARROW = {Integer: pa.int32(), BigInteger: pa.int64(), String: pa.string()}


class Shelf:
    """The tables of a build: every rollup, the segments that customers fall in, the manifest."""

    def __init__(self, segments: Segments) -> None:
        self.metadata = MetaData()
        self.rollups = {rollup.name: rollup.table(self.metadata, segments) for rollup in ROLLUPS}
        self.segments = Table(
            "customer_segments",
            self.metadata,
            Column("segment_key", Integer),
            *(Column(name, String) for name in segments.get("customers", ())),
        )
        self.manifest = Table("manifest", self.metadata, Column("document", String))


@dataclass(frozen=True)
class Build:
    """A published build, open for reading."""

    id: str
    path: Path
    manifest: dict[str, Any]

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.manifest["as_of"])

    @property
    def first_day(self) -> date:
        """The first day on which any data set has something."""
        days: list[date | None]
        days = [held["first_day"] for held in self.manifest["data_sets"].values()]
        return min((day for day in days if day is not None), default=self.as_of)

    @property
    def built_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["built_at"])

    @property
    def segments(self) -> Segments:
        segments: Segments = self.manifest["settings"]["segments"]
        return segments

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self.segments)

    @cached_property
    def engine(self) -> Engine:
        return open_build(self.path)

    def missing(self, needs: tuple[str, ...]) -> str | None:
        """The first of these data sets (or data_set.column; `a|b`: either) that was not given."""
        for need in needs:
            either = need.split("|")
            if not any(self._has(name) for name in either):
                return either[0]
        return None

    def _has(self, name: str) -> bool:
        data_set, _, column = name.partition(".")
        held = self.manifest["data_sets"].get(data_set)
        return held is not None and (not column or column in held["given"])


def unseen(doing: str, share: float) -> None:
    """Progress that nobody watches."""


def build(settings: Settings, progress: Progress = unseen, accept: bool = False) -> Build:
    """Compute all rollups from the fact store and publish them.

    Raises HeldError where too much of a data set waits in quarantine, unless `accept`; StoreError
    where nothing has been loaded.
    """
    now = datetime.now(UTC)
    identity = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
    folder = _folder(settings)
    star = Star(settings.segments)
    with writing_in(folder), transaction(open_store(settings)) as connection:
        be_the_only_writer(connection)
        create_tables(connection, star)
        if not accept:
            _hold(connection, star, settings)
        snapshot = take_snapshot(connection, star, settings)
        _remove(folder.glob(f"*{_UNFINISHED}*"))  # of builds that were interrupted
        unfinished = folder / f"{identity}{_UNFINISHED}"
        _fill(unfinished, snapshot, _manifest(snapshot, identity, now), progress)
        _publish(unfinished, folder / f"{identity}.duckdb", settings.store.keep_builds)
    progress("published", 1.0)
    return _read(folder, identity)


def current(settings: Settings) -> Build:
    """The build that the pointer names; StoreError where there is none or it cannot be read."""
    folder = _folder(settings)
    named = _named(folder)
    while True:
        try:
            return _read(folder, named)
        except StoreError:
            newer = _named(folder)
            if newer == named:
                raise
            named = newer  # published meanwhile, and the one before cleared away


def _folder(settings: Settings) -> Path:
    return settings.folder / "builds"


def _hold(connection: Connection, star: Star, settings: Settings) -> None:
    limit = settings.loading.held_above_percent
    for data_set, share in share_quarantined(connection, star).items():
        if 100 * share > limit:
            raise HeldError(
                f"{100 * share:.1f} % of the rows of {data_set} are in quarantine;"
                f" {limit:g} % are allowed.",
                "Look at them with `bigtrust quarantine`; put them right and load again,"
                " or build all the same with `bigtrust build --accept`.",
            )


def _fill(path: Path, snapshot: Snapshot, manifest: dict[str, Any], progress: Progress) -> None:
    shelf = Shelf(snapshot.settings.segments)
    promises = Promises(snapshot)
    with transaction(create_build(path)) as connection:
        shelf.metadata.create_all(connection)
        segments = select(*snapshot.star.customer_segments.c)
        _copy(snapshot, segments, connection, shelf.segments)
        for number, rollup in enumerate(ROLLUPS):
            progress(rollup.name.replace("_", " "), number / len(ROLLUPS))
            target = shelf.rollups[rollup.name]
            rows = rollup.fill(promises).subquery("rows")
            ordered = select(*(rows.c[name] for name in target.c.keys())).order_by(rows.c["day"])
            manifest["rollups"][rollup.name] = _copy(snapshot, ordered, connection, target)
        document = orjson.dumps(manifest).decode()
        connection.execute(insert(shelf.manifest).values(document=document))


def _copy(snapshot: Snapshot, rows: Any, connection: Connection, target: Table) -> int:
    """From the fact store into the build; how many rows."""
    schema = pa.schema([(column.name, _ARROW[type(column.type)]) for column in target.c])
    copy_in(connection, target, copy_out(snapshot.connection, rows, schema))
    return connection.scalar(select(func.count()).select_from(target)) or 0


def _manifest(snapshot: Snapshot, identity: str, now: datetime) -> dict[str, Any]:
    """What went into the build: inputs with their hashes, counts, settings, versions."""
    loads = snapshot.star.loads
    return {
        "build": identity,
        "built_at": now.isoformat(timespec="seconds"),
        "as_of": date_of(snapshot.as_of).isoformat(),
        "versions": {name: version(name) for name in ("bigtrust", "duckdb", "sqlalchemy")},
        "settings": snapshot.settings.model_dump(mode="json", exclude={"home", "store", "sources"}),
        "data_sets": {name: _told(holding) for name, holding in holdings(snapshot).items()},
        "inputs": sorted(set(snapshot.connection.scalars(select(loads.c.fingerprint)))),
        "rollups": {},
    }


def _told(holding: Holding) -> dict[str, Any]:
    days = {"first_day": _date(holding.first_day), "last_day": _date(holding.last_day)}
    return asdict(holding) | days


def _date(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()


def _publish(unfinished: Path, finished: Path, keep: int) -> None:
    """Name the build as finished, then as the current one, then clear away all but the newest."""
    unfinished.replace(finished)
    _write_through(finished.parent)
    _point(finished)
    others = sorted(path for path in finished.parent.glob("*.duckdb") if path != finished)
    _remove(others[: max(len(others) + 1 - keep, 0)])


def _point(finished: Path) -> None:
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


def _remove(paths: Iterable[Path]) -> None:
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


def _read(folder: Path, identity: str) -> Build:
    path = folder / f"{identity}.duckdb"
    advice = "Run `bigtrust build`."
    if not path.exists():
        raise StoreError(f"The build {identity}, which {folder} names, is missing.", advice)
    engine = open_build(path)
    try:
        with transaction(engine) as connection:
            document = connection.scalar(select(Shelf({}).manifest.c.document))
    except StoreError as error:
        raise StoreError(error.message, advice) from error
    finally:
        engine.dispose()
    if document is None:
        raise StoreError(f"The build {path} is damaged: it has no manifest.", advice)
    return Build(identity, path, _parsed(document))


def _parsed(document: str) -> dict[str, Any]:
    manifest: dict[str, Any] = orjson.loads(document)
    for held in manifest["data_sets"].values():
        held["loaded_at"] = datetime.fromisoformat(held["loaded_at"]).replace(tzinfo=UTC)
        for day in ("first_day", "last_day"):
            held[day] = held[day] and date.fromisoformat(held[day])
    return manifest
