"""Small companies, written as text tables or generated, as a test gives them to the product.

    company('''
        customers
          customer_id | jurisdiction | region
          ann         | IT           | north
        contacts
          customer_id | sent_at
          ann         | 2024-03-01 10:00
    ''')

A line that is a data set's name begins a table, the next line names its columns. Empty cells are
None. A moment without an offset is in `zone`. Ids are numbered and boring columns filled where
the table does not name them, joined_on among them.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from bigtrust.contract import CONTRACT, Column, DataSet, Kind

Row = dict[str, Any]

BORING: Mapping[str, Mapping[str, Any]] = {
    "customers": {"joined_on": date(2020, 1, 1)},
    "contacts": {"channel": "email", "message_class": "marketing"},
    "consent_events": {"purpose": "direct_marketing", "channel": "email"},
    "requests": {"right": "access", "regime": "gdpr"},
    "complaints": {"topic": "delivery"},
    "purchases": {"product_category": "kettles"},
    "disclosures": {"recipient": "acme", "purpose": "direct_marketing"},
    "notice_recipients": {"purpose": "direct_marketing"},
    "survey_answers": {"statement": "humanity"},
}
EPOCH = date(1970, 1, 1)
ARROW_TYPES = {
    Kind.MOMENT: pa.int64(),
    Kind.DATE: pa.int32(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
}


class Company(dict[str, list[Row]]):
    """Data set -> rows, in Python values. A data set without rows is absent.

    Every row of a data set has the same columns, in one order: those that its source gives.
    """

    def __init__(self, tables: Mapping[str, list[Row]]) -> None:
        super().__init__({name: _aligned(rows) for name, rows in tables.items() if rows})

    def given(self, data_set: str) -> tuple[str, ...]:
        """The columns that the source of a data set gives; none where it is absent."""
        rows = self.get(data_set)
        return tuple(rows[0]) if rows else ()

    def checked(
        self,
        data_set: str,
        pseudonyms: Callable[[str], str],
        segments: Sequence[str] | None = None,
    ) -> pa.Table:
        """The rows of a data set as the door hands them on.

        source_row (from 1), row_hash, every column of the contract in its order, then `segments`
        (those that the table gives, unless told). Moments are seconds since 1970 (UTC), dates days
        since 1970-01-01; customer_id is its pseudonym; what is absent is NULL.
        """
        rows, declared = self.get(data_set, []), CONTRACT[data_set]
        columns = [*declared.columns, *_segment_columns(declared, segments or self.given(data_set))]
        arrays = {
            "source_row": pa.array(range(1, len(rows) + 1), pa.int64()),
            "row_hash": pa.array([_row_hash(row) for row in rows], pa.int64()),
        }
        for column in columns:
            values = [_stored(column, row.get(column.name), pseudonyms) for row in rows]
            arrays[column.name] = pa.array(values, ARROW_TYPES.get(column.kind, pa.string()))
        return pa.table(arrays)

    def __repr__(self) -> str:
        """The text that makes this company: a failing example can be pasted into a test."""
        lines = [line for name, rows in self.items() for line in _table_lines(name, rows)]
        return "company('''\n" + "\n".join(lines) + "\n''', filled=False)"


def company(text: str, zone: str = "Europe/Rome", *, filled: bool = True) -> Company:
    """The company that a text of tables describes; not `filled`: its columns and no others."""
    tables: dict[str, list[Row]] = {}
    lines = (line.strip() for line in text.splitlines())
    meant = [line for line in lines if line and set(line) - set("-+| ")]
    data_set, names = "", []
    for line in meant:
        if line in CONTRACT:
            data_set, names = line, []
            tables[data_set] = []
        elif not names:
            names = [name.strip() for name in line.split("|")]
        else:
            cells = [cell.strip() for cell in line.split("|")]
            row = _row(CONTRACT[data_set], dict(zip(names, cells, strict=True)), ZoneInfo(zone))
            number = len(tables[data_set]) + 1
            tables[data_set].append(_filled(data_set, row, number) if filled else row)
    return Company(tables)


def _aligned(rows: list[Row]) -> list[Row]:
    columns = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in columns} for row in rows]


def _row(declared: DataSet, cells: Mapping[str, str], zone: ZoneInfo) -> Row:
    kinds = {column.name: column.kind for column in declared.columns}
    return {
        name: _value(kinds.get(name, Kind.TERM), cell, zone) if cell else None
        for name, cell in cells.items()
    }


def _value(kind: Kind, cell: str, zone: ZoneInfo) -> Any:
    if kind is Kind.MOMENT:
        moment = datetime.fromisoformat(cell)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if kind is Kind.DATE:
        return date.fromisoformat(cell)
    if kind is Kind.INTEGER:
        return int(cell)
    if kind is Kind.BOOLEAN:
        return {"true": True, "false": False}[cell]
    return cell


def _filled(data_set: str, row: Row, number: int) -> Row:
    """The row with its id and its boring columns; ValueError where a required one is left."""
    declared = CONTRACT[data_set]
    key = declared.column(declared.key[0])
    numbered = {key.name: f"{number:04}"} if key.kind is Kind.ID and len(declared.key) == 1 else {}
    filled = numbered | dict(BORING.get(data_set, {})) | row
    left = [name for name in declared.required if filled.get(name) is None]
    if left:
        raise ValueError(f"row {number} of {data_set} lacks {', '.join(left)}")
    return filled


def _segment_columns(declared: DataSet, names: Sequence[str]) -> list[Column]:
    known = {column.name for column in declared.columns}
    return [Column(name, Kind.TERM, "a segment") for name in names if name not in known]


def _row_hash(row: Row) -> int:
    digest = hashlib.blake2b(repr(sorted(row.items())).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _stored(column: Column, value: Any, pseudonyms: Callable[[str], str]) -> Any:
    if value is None:
        return None
    if column.kind is Kind.PERSON:
        return pseudonyms(value)
    if column.kind is Kind.MOMENT:
        return int(value.timestamp())
    if column.kind is Kind.DATE:
        return (value - EPOCH).days
    return value


def _table_lines(name: str, rows: list[Row]) -> Iterator[str]:
    yield f"  {name}"
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(rows[0]))]
    for line in cells:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "    " + " | ".join(padded).rstrip()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ").replace(":00Z", "Z")
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
