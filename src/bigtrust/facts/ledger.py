"""The ledger of loads, and the quarantine: nothing that came in is lost or counted twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import pyarrow as pa
from sqlalchemy import Connection, Select, and_, func, insert, or_, select, update

from bigtrust.engines import copy_in
from bigtrust.schema import Star

QUARANTINED = pa.schema(
    [
        ("source_row", pa.int64()),
        ("column_name", pa.string()),
        ("value", pa.string()),
        ("reason", pa.string()),
        ("nearest", pa.string()),
        ("natural_key", pa.string()),
        ("row_json", pa.string()),
    ]
)


class Incoming(Protocol):
    """What a load takes in: the rows of one file or table, checked (sources give these)."""

    @property
    def data_set(self) -> str: ...

    @property
    def origin(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

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

    def rows(self) -> pa.RecordBatchReader: ...

    def quarantined(self) -> pa.RecordBatchReader: ...


@dataclass(frozen=True)
class Load:
    """One line of the ledger. rows_read = loaded + replaced + quarantined + duplicates."""

    load_key: int
    data_set: str
    origin: str
    rows_read: int
    loaded: int = 0
    replaced: int = 0
    quarantined: int = 0
    duplicates: int = 0
    already: bool = False  # loaded before: there was nothing to do
    warnings: tuple[str, ...] = ()


def next_load_key(connection: Connection, star: Star) -> int:
    newest = connection.scalar(select(func.max(star.loads.c.load_key)))
    return (newest or 0) + 1


def loaded_before(connection: Connection, star: Star, incoming: Incoming) -> Load | None:
    """The earlier load of the very same content, if there was one."""
    loads = star.loads
    row = connection.execute(
        select(loads)
        .where(loads.c.data_set == incoming.data_set, loads.c.fingerprint == incoming.fingerprint)
        .order_by(loads.c.load_key.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Load(row.load_key, row.data_set, row.origin, row.rows_read, already=True)


def record(connection: Connection, star: Star, incoming: Incoming, load: Load) -> None:
    """Write the line of the ledger."""
    connection.execute(
        insert(star.loads).values(
            load_key=load.load_key,
            loaded_at=datetime.now(UTC).replace(tzinfo=None),
            data_set=load.data_set,
            origin=load.origin,
            fingerprint=incoming.fingerprint,
            given=",".join(sorted(incoming.given)),
            warnings="\n".join(incoming.warnings),
            caution=incoming.caution,
            rows_read=load.rows_read,
            loaded=load.loaded,
            replaced=load.replaced,
            quarantined=load.quarantined,
            duplicates=load.duplicates,
        )
    )


def quarantine(
    connection: Connection,
    star: Star,
    load_key: int,
    incoming: Incoming,
    rows: pa.RecordBatchReader,
) -> int:
    """Put rows into quarantine; how many."""
    counted = 0

    def marked() -> Iterator[pa.RecordBatch]:
        nonlocal counted
        for batch in rows:
            counted += batch.num_rows
            for name, value in _marks(load_key, incoming).items():
                batch = batch.append_column(name, pa.repeat(value, batch.num_rows))
            yield batch

    schema = rows.schema
    for name, value in _marks(load_key, incoming).items():
        schema = schema.append(pa.field(name, pa.scalar(value).type))
    copy_in(connection, star.quarantine, pa.RecordBatchReader.from_batches(schema, marked()))
    return counted


def _marks(load_key: int, incoming: Incoming) -> Mapping[str, Any]:
    return {"load_key": load_key, "data_set": incoming.data_set, "origin": incoming.origin}


def release(connection: Connection, star: Star, load: Load, taken_in: Select[str]) -> None:
    """Let go of what this load settles: rows that came again under their id, or by a new version
    of the same file (whose own faults stand under this load)."""
    entries = star.quarantine
    connection.execute(
        update(entries)
        .where(
            entries.c.data_set == load.data_set,
            entries.c.load_key < load.load_key,
            entries.c.released_by.is_(None),
            or_(
                entries.c.origin == load.origin,
                and_(entries.c.natural_key != "", entries.c.natural_key.in_(taken_in)),
            ),
        )
        .values(released_by=load.load_key)
    )


def share_quarantined(connection: Connection, star: Star) -> dict[str, float]:
    """Data set -> share of all rows read that still wait in quarantine."""
    loads, entries = star.loads, star.quarantine
    read = select(loads.c.data_set, func.sum(loads.c.rows_read)).group_by(loads.c.data_set)
    waiting = (
        select(entries.c.data_set, func.count().label("waiting"))
        .where(entries.c.released_by.is_(None))
        .group_by(entries.c.data_set)
    )
    held = {row.data_set: row.waiting for row in connection.execute(waiting)}
    return {
        data_set: held.get(data_set, 0) / float(rows)
        for data_set, rows in connection.execute(read)
        if rows
    }
