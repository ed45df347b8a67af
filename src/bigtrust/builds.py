"""Builds: a DuckDB file of rollups with its manifest, published by an atomic pointer.

A build is never changed. The pointer names the current one, so readers see the build before or
the build after, never a mixture; the last three are kept.
"""

import os
import secrets
from collections.abc import Callable
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
    insert,
    select,
)

from bigtrust.engines import copy_in, copy_out, create_build, open_build, open_store, transaction
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
        return min(day for day in days if day is not None)

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

    Raises HeldError where too many rows of the last loads are in quarantine, unless `accept`.
    """
    now = datetime.now(UTC)
    identity = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    folder = settings.folder / "builds"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{identity}.unfinished"
    store = open_store(settings)
    star = Star(settings.segments)
    with transaction(store) as connection:
        create_tables(connection, star)
        if not accept:
            _hold(connection, star, settings)
        snapshot = take_snapshot(connection, star, settings)
        manifest = _manifest(snapshot, identity, now)
        _fill(unfinished, snapshot, manifest, progress)
    store.dispose()
    published = folder / f"{identity}.duckdb"
    unfinished.replace(published)
    _point(folder, identity)
    _clear(folder, settings.store.keep_builds)
    progress("published", 1.0)
    return Build(identity, published, _read_manifest(published))


def current(settings: Settings) -> Build:
    """The build that the pointer names; StoreError where there is none or it cannot be read."""
    folder = settings.folder / "builds"
    pointer = folder / _POINTER
    if not pointer.exists():
        raise StoreError(
            f"There is no build in {folder} yet.",
            "Run `bigtrust load` and `bigtrust build`, or `bigtrust demo` for an invented company.",
        )
    identity = pointer.read_text().strip()
    path = folder / f"{identity}.duckdb"
    if not path.exists():
        raise StoreError(
            f"The build {identity} that {pointer} names is missing.", "Run `bigtrust build`."
        )
    return Build(identity, path, _read_manifest(path))


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
    engine = create_build(path)
    with transaction(engine) as connection:
        shelf.metadata.create_all(connection)
        segments = select(*snapshot.star.customer_segments.c)
        _copy(snapshot, segments, connection, shelf.segments)
        for number, rollup in enumerate(ROLLUPS):
            progress(rollup.name.replace("_", " "), number / len(ROLLUPS))
            target = shelf.rollups[rollup.name]
            rows = rollup.fill(promises).subquery("rows")
            ordered = select(*(rows.c[name] for name in target.c.keys())).order_by(rows.c["day"])
            manifest["rollups"][rollup.name] = _copy(snapshot, ordered, connection, target)
        connection.execute(insert(shelf.manifest).values(document=_text(manifest)))
    engine.dispose()


def _copy(snapshot: Snapshot, rows: Any, connection: Connection, target: Table) -> int:
    schema = pa.schema([(column.name, _ARROW[type(column.type)]) for column in target.c])
    found = copy_out(snapshot.connection, rows, schema)
    copy_in(connection, target, found.to_reader())
    return int(found.num_rows)


def _manifest(snapshot: Snapshot, identity: str, now: datetime) -> dict[str, Any]:
    """What went into the build: inputs with their hashes, counts, settings, versions."""
    loads = snapshot.star.loads
    held = {
        name: asdict(holding)
        | {"first_day": _date(holding.first_day), "last_day": _date(holding.last_day)}
        for name, holding in holdings(snapshot).items()
    }
    return {
        "build": identity,
        "built_at": now.isoformat(timespec="seconds"),
        "as_of": date_of(snapshot.as_of).isoformat(),
        "versions": {name: version(name) for name in ("bigtrust", "duckdb", "sqlalchemy")},
        "settings": snapshot.settings.model_dump(mode="json", exclude={"home", "store", "sources"}),
        "data_sets": held,
        "inputs": sorted(set(snapshot.connection.scalars(select(loads.c.fingerprint)))),
        "rollups": {},
    }


def _told(holding: Holding) -> dict[str, Any]:
    days = {"first_day": _date(holding.first_day), "last_day": _date(holding.last_day)}
    return asdict(holding) | days


def _date(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()


def _text(manifest: dict[str, Any]) -> str:
    return orjson.dumps(manifest).decode()


def _read_manifest(path: Path) -> dict[str, Any]:
    engine = open_build(path)
    with transaction(engine) as connection:
        document = connection.scalar(select(Shelf({}).manifest.c.document))
    engine.dispose()
    manifest: dict[str, Any] = orjson.loads(document or "{}")
    for held in manifest["data_sets"].values():
        held["loaded_at"] = datetime.fromisoformat(held["loaded_at"]).replace(tzinfo=UTC)
        for day in ("first_day", "last_day"):
            held[day] = held[day] and date.fromisoformat(held[day])
    return manifest


def _point(folder: Path, identity: str) -> None:
    """Name the current build: the old name or the new one is read, never half a name."""
    new = folder / f"{_POINTER}.new"
    with new.open("w") as file:
        file.write(identity + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / _POINTER)


def _clear(folder: Path, keep: int) -> None:
    """Remove all but the newest builds, and what interrupted ones left."""
    for path in sorted(folder.glob("*.duckdb"))[:-keep]:
        path.unlink()
    for path in folder.glob("*.unfinished*"):
        path.unlink()
