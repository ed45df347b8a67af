"""Trying quarantined rows again whose customer has come in the meantime."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
import pyarrow as pa
from sqlalchemy import ColumnElement, Connection, Row, Select, select

from bigtrust.contract import CONTRACT, Kind
from bigtrust.facts import orphans
from bigtrust.facts.ledger import RETRIED, Load
from bigtrust.facts.take_in import take_in
from bigtrust.schema import QUARANTINED, Star

_ARROW = {
    Kind.MOMENT: pa.int64(),
    Kind.DATE: pa.int32(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
}
_AT_ONCE = 100_000  # rows: they pass through memory

Entry = Row[int, int, str]  # load_key, source_row, row_json


@dataclass(frozen=True)
class Retried:
    """Rows out of quarantine, as a load of their own."""

    data_set: str
    entries: Sequence[Entry]
    segments: tuple[str, ...]
    given: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    caution: str = ""
    mapping: Mapping[str, Any] = field(default_factory=dict)
    duplicates: int = 0
    origin: str = RETRIED
    series: str = RETRIED
    types: Mapping[str, str] = field(default_factory=dict)
    content: str = ""
    place: str = ""

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
    """Load the waiting rows whose customer is known by now. As they come under their ids, each
    load releases its rows from the quarantine.
    """
    waiting = set(connection.scalars(_known_by_now(star, star.quarantine.c.data_set).distinct()))
    for data_set in filter(waiting.__contains__, CONTRACT):
        segments = star.segment_columns[data_set]
        while entries := _entries(connection, star, data_set):
            yield take_in(connection, star, Retried(data_set, entries, segments), company_zone)


def _entries(connection: Connection, star: Star, data_set: str) -> Sequence[Entry]:
    entries = star.quarantine.c
    return connection.execute(
        _known_by_now(star, entries.load_key, entries.source_row, entries.row_json)
        .where(entries.data_set == data_set)
        .order_by(entries.load_key, entries.source_row)
        .limit(_AT_ONCE)
    ).all()


def _known_by_now(star: Star, *columns: ColumnElement[Any]) -> Select[Any]:
    entries, customers = star.quarantine, star.customers
    return (
        select(*columns)
        .join_from(entries, customers, customers.c.pseudonym == entries.c.value)
        .where(entries.c.reason == orphans.REASON, entries.c.released_by.is_(None))
    )
