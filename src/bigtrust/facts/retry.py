"""Trying quarantined rows again whose customer has come in the meantime."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
import pyarrow as pa
from sqlalchemy import Connection, Row, select, update

from bigtrust.contract import CONTRACT, Kind
from bigtrust.facts.ledger import QUARANTINED, Load
from bigtrust.facts.take_in import ORPHAN_REASON, take_in
from bigtrust.schema import Star

_ARROW = {
    Kind.MOMENT: pa.int64(),
    Kind.DATE: pa.int32(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
}
_ORIGIN = "quarantine"

Entry = Row[Any]  # load_key, source_row, data_set, row_json


@dataclass(frozen=True)
class Retried:
    """Rows out of quarantine, as a load of their own."""

    data_set: str
    entries: tuple[Entry, ...]
    segments: tuple[str, ...]
    given: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    caution: str = ""
    duplicates: int = 0
    origin: str = _ORIGIN

    @property
    def rows_read(self) -> int:
        return len(self.entries)

    @property
    def fingerprint(self) -> str:
        told = [(entry.load_key, entry.source_row) for entry in self.entries]
        return sha256(orjson.dumps([self.data_set, told])).hexdigest()

    def rows(self) -> pa.RecordBatchReader:
        columns = CONTRACT[self.data_set].columns
        schema = pa.schema(
            [
                ("source_row", pa.int64()),
                ("row_hash", pa.int64()),
                *((column.name, _ARROW.get(column.kind, pa.string())) for column in columns),
                *((name, pa.string()) for name in self.segments),
            ]
        )
        kept = [orjson.loads(entry.row_json) for entry in self.entries]
        return pa.Table.from_pylist(kept, schema=schema).to_reader()

    def quarantined(self) -> pa.RecordBatchReader:
        return QUARANTINED.empty_table().to_reader()


def retry(connection: Connection, star: Star, company_zone: str) -> Iterator[Load]:
    """Load the waiting rows whose customer is known by now, and release them."""
    for data_set, entries in _found(connection, star).items():
        segments = star.segment_columns[data_set]
        load = take_in(connection, star, Retried(data_set, tuple(entries), segments), company_zone)
        _release(connection, star, load, data_set)
        yield load


def _release(connection: Connection, star: Star, load: Load, data_set: str) -> None:
    entries, customers = star.quarantine, star.customers
    known = select(customers.c.pseudonym)
    connection.execute(
        update(entries)
        .where(
            entries.c.data_set == data_set,
            entries.c.reason == ORPHAN_REASON,
            entries.c.released_by.is_(None),
            entries.c.value.in_(known),
        )
        .values(released_by=load.load_key)
    )


def _found(connection: Connection, star: Star) -> defaultdict[str, list[Entry]]:
    entries, customers = star.quarantine, star.customers
    waiting = (
        select(entries.c.load_key, entries.c.source_row, entries.c.data_set, entries.c.row_json)
        .join_from(entries, customers, customers.c.pseudonym == entries.c.value)
        .where(entries.c.reason == ORPHAN_REASON, entries.c.released_by.is_(None))
        .order_by(entries.c.load_key, entries.c.source_row)
    )
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in connection.execute(waiting):
        found[entry.data_set].append(entry)
    return found
