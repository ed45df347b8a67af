"""The star schema of the fact store, derived from the contract.

A data set is a fact table of its own name. A moment is kept twice: as seconds since 1970-01-01 UTC
(`sent_at`), and as the day it fell on (`sent_day`), an integer count of days since 1970-01-01;
dates are such days too. A person is an integer `customer_key`. What describes a message, or a
customer's segments, is folded into one small key (Kimball's junk dimension), so that a hundred
million contacts stay narrow; in these two dimensions absent is the empty string, never NULL.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    cast,
    func,
)
from sqlalchemy.types import TypeEngine

from bigtrust.contract import CONTRACT, DataSet, Kind

MESSAGE_COLUMNS = tuple(
    column.name for column in CONTRACT["contacts"].columns if column.kind in (Kind.TERM, Kind.ENUM)
)
COUNTS = ("rows_read", "loaded", "replaced", "quarantined", "duplicates", "deleted")
# What is told of a row that stays out: which it is, where and why it is wrong, and all of it.
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
NO_SEGMENT = 0  # the segment key of people of whom nothing is known

Segments = Mapping[str, Mapping[str, str]]  # data set -> segment column -> personal | operational

_TYPES: Mapping[Kind, type[TypeEngine[Any]]] = {
    Kind.MOMENT: BigInteger,
    Kind.DATE: Integer,
    Kind.INTEGER: BigInteger,
    Kind.BOOLEAN: Boolean,
}


def sql_type(kind: Kind) -> type[TypeEngine[Any]]:
    """The column type of a kind; everything that is not a number or a moment is text."""
    return _TYPES.get(kind, String)


def whole_key(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    """A row's id as one text; of several columns, one after the other."""
    first, *others = columns
    if not others:
        return first
    return func.concat_ws(" | ", *(cast(column, String) for column in columns))


def day_column(moment: str) -> str:
    """The name of a moment's day: sent_at -> sent_day."""
    return f"{moment.removesuffix('_at')}_day"


class Star:
    """The tables of one company's fact store."""

    def __init__(self, segments: Segments) -> None:
        self.metadata = MetaData()
        self.segment_columns = {name: tuple(segments.get(name, ())) for name in CONTRACT}
        self.tables = {
            name: self._fact(data_set) for name, data_set in CONTRACT.items() if name != "customers"
        }
        self.tables["customers"] = self.customers = self._customers()
        self.customer_segments = self._dimension(
            "customer_segments", "segment_key", self.segment_columns["customers"]
        )
        self.messages = self._dimension("messages", "message_key", MESSAGE_COLUMNS)
        self.zone_offsets = self._zone_offsets()
        self.company = Table("company", self.metadata, Column("time_zone", String))
        self.pseudonym_key = Table("pseudonym_key", self.metadata, Column("proof", String))
        self.loads = self._loads()
        self.quarantine = self._quarantine()

    def _customers(self) -> Table:
        return Table(
            "customers",
            self.metadata,
            Column("customer_key", Integer),
            Column("pseudonym", String),
            *(
                Column(column.name, sql_type(column.kind))
                for column in CONTRACT["customers"].columns
                if column.kind is not Kind.PERSON
            ),
            Column("segment_key", Integer),
            *_provenance(),
        )

    def _fact(self, data_set: DataSet) -> Table:
        columns: list[Column[Any]] = []
        for column in data_set.columns:
            if column.kind is Kind.PERSON:
                columns.append(Column("customer_key", Integer))
            elif data_set.name != "contacts" or column.name not in MESSAGE_COLUMNS:
                columns.append(Column(column.name, sql_type(column.kind)))
            if column.kind is Kind.MOMENT:
                columns.append(Column(day_column(column.name), Integer))
        if data_set.name == "contacts":
            columns.append(Column("message_key", Integer))
        columns += (Column(name, String) for name in self.segment_columns[data_set.name])
        return Table(data_set.name, self.metadata, *columns, *_provenance())

    def _dimension(self, name: str, key: str, columns: tuple[str, ...]) -> Table:
        """One row for each combination of the columns that occurs."""
        texts = (Column(column, String, server_default="") for column in columns)
        return Table(name, self.metadata, Column(key, Integer), *texts)

    def _zone_offsets(self) -> Table:
        """How far a time zone is from UTC, from one change of its clocks to the next."""
        return Table(
            "zone_offsets",
            self.metadata,
            Column("time_zone", String),
            Column("from_second", BigInteger),
            Column("until_second", BigInteger),
            Column("offset_seconds", Integer),
        )

    def _loads(self) -> Table:
        """The ledger of loads: what became of every input row."""
        return Table(
            "loads",
            self.metadata,
            Column("load_key", Integer),
            Column("loaded_at", DateTime),  # UTC
            *(Column(name, String) for name in ("data_set", "origin", "fingerprint")),
            *(Column(name, String) for name in ("given", "warnings", "caution", "mapping")),
            *(Column(name, String) for name in ("series", "types", "mode", "content", "place")),
            *(Column(name, BigInteger) for name in COUNTS),
        )

    def _quarantine(self) -> Table:
        """Rows that could not be loaded, each with its reason; released once they could."""
        _, *texts = QUARANTINED.names
        return Table(
            "quarantine",
            self.metadata,
            Column("load_key", Integer),
            Column("data_set", String),
            Column("origin", String),
            Column("source_row", BigInteger),
            *(Column(name, String) for name in texts),
            Column("released_by", Integer),  # the load that took the row in
        )


def _provenance() -> tuple[Column[int], Column[int]]:
    """The content of the row, to tell a correction from a repetition, and the load it came by."""
    return Column("row_hash", BigInteger), Column("load_key", Integer)
