"""The source's rows as text under the contract's names: numbered, renamed, mapped, trimmed."""

import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    MetaData,
    Select,
    String,
    Table,
    case,
    cast,
    func,
    literal,
    null,
    select,
)

from bigtrust.sources.raw import RAW, Raw, Wanted
from bigtrust.sources.scratch import Scratch

ROW = "source_row"
_SUFFIX = re.compile(r"\.(csv|csv\.gz|parquet)$")
_SPACES = " \t\r\n\u00a0"


def rows_as_text(scratch: Scratch, raw: Raw, wanted: Wanted, origin: str) -> Select[Any]:
    """One row for each row of the source: `source_row`, then a text for each wanted column, as
    it is written: `trimmed` is left to the reader, as most texts need none."""
    numbered = _numbered(scratch, raw).subquery("numbered")
    texts = (_text(numbered.c, raw, wanted, name, origin).label(name) for name in wanted.names)
    return select(numbered.c[ROW], *texts)


def _text(columns: Any, raw: Raw, wanted: Wanted, name: str, origin: str) -> ColumnElement[Any]:
    given = wanted.mapping.given(name)
    if given.constant:
        return literal(given.constant)
    if given.row_number:  # with the source's whole name: next month's rows are other rows
        return func.concat(f"{_SUFFIX.sub('', origin)}-", columns[ROW])
    if name not in raw.columns:
        return cast(null(), String)
    text: ColumnElement[Any] = columns[name]
    words = {word.strip(_SPACES): meant for word, meant in given.values.items()}
    return case(words, value=trimmed(text), else_=text) if words else text


def trimmed(text: ColumnElement[str]) -> ColumnElement[str]:
    """The text without the white space around it; NULL where nothing else is written."""
    return func.nullif(func.trim(text, _SPACES), "")


def _numbered(scratch: Scratch, raw: Raw) -> Select[Any]:
    """The rows with their numbers in the file, those that were refused left out of the count."""
    rows = Table(
        RAW,
        MetaData(),
        Column("rowid", BigInteger),  # DuckDB's own numbering from 0, in the order of reading
        *(Column(name, String) for name in raw.columns),
    )
    texts = [rows.c[name] for name in raw.columns]
    if not raw.refused:
        return select((rows.c.rowid + 1).label(ROW), *texts)
    gaps = _gaps(scratch, [refused.row for refused in raw.refused])
    number = rows.c.rowid + 1 + gaps.c.refused_before
    return select(number.label(ROW), *texts).join_from(
        rows, gaps, rows.c.rowid.between(gaps.c.first, gaps.c.last)
    )


def _gaps(scratch: Scratch, refused: Sequence[int]) -> Table:
    """How many rows were refused before those from `first` to `last` (as read, from 0)."""
    firsts = [0, *(row - 1 - before for before, row in enumerate(sorted(refused)))]
    lasts = [first - 1 for first in firsts[1:]] + [2**62]
    whole = Table(
        "gaps",
        MetaData(),
        Column("first", BigInteger),
        Column("last", BigInteger),
        Column("refused_before", BigInteger),
    )
    whole.create(scratch.connection)
    scratch.append(
        whole,
        pa.table({"first": firsts, "last": lasts, "refused_before": range(len(firsts))}),
    )
    return whole
