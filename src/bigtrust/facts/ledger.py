"""The ledger of loads, and the quarantine: nothing that came in is lost or counted twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import orjson
import pyarrow as pa
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bigtrust.contract.columns import IN_THE_FUTURE
from bigtrust.engines import copy_in
from bigtrust.errors import StoreError
from bigtrust.schema import Star


class Incoming(Protocol):
    """What a load takes in: the rows of one file or table, checked (sources give these)."""

    @property
    def data_set(self) -> str: ...

    @property
    def origin(self) -> str: ...

    @property
    def series(self) -> str: ...

    @property
    def types(self) -> Mapping[str, str]: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def content(self) -> str: ...

    @property
    def place(self) -> str: ...  # where it lies, if its rows are numbered by that

    @property
    def rows_read(self) -> int: ...

    @property
    def duplicates(self) -> int: ...

    @property
    def given(self) -> frozenset[str]: ...

    @property
    def warnings(self) -> tuple[str, ...]: ...

    @property
    def caution(self) -> str: ...

    @property
    def mapping(self) -> Mapping[str, Any]: ...

    def rows(self) -> pa.RecordBatchReader: ...

    def quarantined(self) -> pa.RecordBatchReader: ...


RETRIED = "quarantine"  # the origin of rows that are tried again
SNAPSHOT = "snapshot"  # the mode of loads that said all of their data set


@dataclass(frozen=True)
class Load:
    """One line of the ledger. rows_read = loaded + replaced + quarantined + duplicates.

    `deleted` rows were loaded before, and the snapshot that this load ends has them no more.
    """

    load_key: int
    data_set: str
    origin: str
    rows_read: int
    loaded: int = 0
    replaced: int = 0
    quarantined: int = 0
    duplicates: int = 0
    deleted: int = 0
    already: bool = False  # loaded before: there was nothing to do
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why so many rows of a data set stay out."""

    data_set: str
    reason: str
    rows: int


def next_load_key(connection: Connection, star: Star) -> int:
    newest = connection.scalar(select(func.max(star.loads.c.load_key)))
    return (newest or 0) + 1


def loaded_before(
    connection: Connection, star: Star, data_set: str, fingerprint: str, place: str = ""
) -> Load | None:
    """The load of the very same content, unless its file has come in another version since, or
    a snapshot, which may have deleted its rows; or rows of it wait for their day, which may have
    come. Of a file whose rows are numbered, the load from that very place: by another one it
    becomes known there (`known_as`).
    """
    loads, later, entries = star.loads, star.loads.alias("later"), star.quarantine
    changed_since = exists().where(
        later.c.data_set == loads.c.data_set,
        later.c.load_key > loads.c.load_key,
        or_(later.c.origin == loads.c.origin, later.c.mode == SNAPSHOT),
    )
    too_early = exists().where(
        entries.c.load_key == loads.c.load_key,
        entries.c.released_by.is_(None),
        entries.c.reason.contains(IN_THE_FUTURE),
    )
    row = connection.execute(
        select(loads)
        .where(
            loads.c.data_set == data_set,
            loads.c.fingerprint == fingerprint,
            or_(literal(place == ""), loads.c.place == place),
            ~changed_since,
            ~too_early,
        )
        .order_by(loads.c.load_key.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Load(row.load_key, row.data_set, row.origin, row.rows_read, already=True)


def known_as(connection: Connection, star: Star, data_set: str, place: str, content: str) -> str:
    """The origin as which a file was loaded from that place, unless another version came since
    from that of its own; else the one of the very same bytes, unless another version came from
    there since; else the place.
    """
    loads, later = star.loads.c, star.loads.alias("later").c
    ours = loads.data_set == data_set
    lay = func.coalesce(loads.place, loads.series)  # a ledger of before knows no place
    came_itself = exists().where(
        later.data_set == data_set,
        later.origin == loads.origin,
        later.place == later.origin,
        later.load_key > loads.load_key,
        later.content != loads.content,
    )
    from_there = select(loads.origin).where(ours, lay == place, ~came_itself)
    newest = select(func.max(loads.load_key)).where(ours).group_by(loads.origin)
    same = select(loads.origin).where(loads.content == content, loads.load_key.in_(newest))
    for found in (from_there.order_by(loads.load_key.desc()), same.order_by(loads.load_key)):
        if origin := connection.scalar(found.limit(1)):
            return str(origin)
    return place


def record(connection: Connection, star: Star, incoming: Incoming, load: Load) -> None:
    """Write the line of the ledger.

    Raises StoreError, so that nothing of the load stands, where a row is not accounted for.
    """
    settled = load.loaded + load.replaced + load.quarantined + load.duplicates
    if settled != load.rows_read:
        raise StoreError(
            f"Of {load.rows_read:,} rows of {load.origin}, {settled:,} are accounted for,"
            " so nothing of it was loaded.",
            "Load it again; should that fail too, please report it: it is a mistake of ours.",
        )
    connection.execute(
        insert(star.loads).values(
            load_key=load.load_key,
            loaded_at=datetime.now(UTC).replace(tzinfo=None),
            data_set=load.data_set,
            origin=load.origin,
            fingerprint=incoming.fingerprint,
            content=incoming.content,
            place=incoming.place,
            given=",".join(sorted(incoming.given)),
            warnings="\n".join(incoming.warnings),
            caution=incoming.caution,
            mapping=orjson.dumps(dict(incoming.mapping)).decode(),
            series=incoming.series,
            types=orjson.dumps(dict(incoming.types)).decode(),
            rows_read=load.rows_read,
            loaded=load.loaded,
            replaced=load.replaced,
            quarantined=load.quarantined,
            duplicates=load.duplicates,
            deleted=load.deleted,
        )
    )


def quarantine(connection: Connection, star: Star, load_key: int, incoming: Incoming) -> None:
    """Put the rows that the checks refused into quarantine."""
    rows = incoming.quarantined()
    marks = {"load_key": load_key, "data_set": incoming.data_set, "origin": incoming.origin}
    fields = (pa.field(name, pa.scalar(value).type) for name, value in marks.items())
    schema = pa.schema([*rows.schema, *fields])
    marked = (
        pa.RecordBatch.from_arrays(
            [*batch.columns, *(pa.repeat(value, batch.num_rows) for value in marks.values())],
            schema=schema,
        )
        for batch in rows
    )
    copy_in(connection, star.quarantine, pa.RecordBatchReader.from_batches(schema, marked))


def quarantined_by(connection: Connection, star: Star, load_key: int) -> int:
    """How many rows a load put into quarantine."""
    entries = star.quarantine
    return connection.scalar(select(func.count()).where(entries.c.load_key == load_key)) or 0


def release(
    connection: Connection, star: Star, incoming: Incoming, load_key: int, taken_in: Select[str]
) -> None:
    """Let go of what this load settles: rows whose ids came again, if only to wait again, and
    those of an earlier version of the same file (whose faults stand under this load).
    """
    entries, newer = star.quarantine, star.quarantine.alias("newer")
    waiting_again = select(newer.c.natural_key).where(
        newer.c.load_key == load_key, newer.c.natural_key != ""
    )
    connection.execute(
        update(entries)
        .where(
            entries.c.data_set == incoming.data_set,
            entries.c.load_key < load_key,
            entries.c.released_by.is_(None),
            or_(
                entries.c.origin == incoming.origin,
                entries.c.natural_key.in_(taken_in),
                entries.c.natural_key.in_(waiting_again),
            ),
        )
        .values(released_by=load_key)
    )


def reasons(
    connection: Connection, star: Star, *which: ColumnElement[bool], most: int = 20
) -> list[Reason]:
    """Why rows of the quarantine stay out, the commonest reasons first; of a conflict with another
    row it does not matter which row that is."""
    entries = star.quarantine
    row, another = literal(r"of row [0-9]+"), literal("of another row")
    reason = func.regexp_replace(entries.c.reason, row, another).label("reason")
    statement = (
        select(entries.c.data_set, reason, func.count().label("rows"))
        .where(*which)
        .group_by(entries.c.data_set, reason)
        .order_by(func.count().desc(), entries.c.data_set, reason)
        .limit(most)
    )
    return [Reason(*row) for row in connection.execute(statement)]


def share_quarantined(connection: Connection, star: Star) -> dict[str, float]:
    """Data set -> of the rows that are known, the share (0 to 1) that waits in quarantine."""
    entries = star.quarantine
    waiting = (
        select(entries.c.data_set, func.count().label("rows"))
        .where(entries.c.released_by.is_(None))
        .group_by(entries.c.data_set)
    )
    return {
        data_set: rows / (rows + _standing(connection, star, data_set))
        for data_set, rows in connection.execute(waiting).all()
    }


def _standing(connection: Connection, star: Star, data_set: str) -> int:
    load_key = star.tables[data_set].c.load_key
    return connection.scalar(select(func.count()).where(load_key.is_not(None))) or 0
