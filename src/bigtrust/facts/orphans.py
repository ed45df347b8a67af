"""Rows about customers whom nobody knows: put aside whole, and tried again once they have come."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, literal, select

from bigtrust.engines import json_of
from bigtrust.facts.judging import Fate, Judged
from bigtrust.schema import Star

REASON = "customers are loaded, and this one is not among them"


def set_aside(
    connection: Connection, star: Star, judged: Judged, load_key: int, origin: str
) -> None:
    """Put the orphans of a load into quarantine."""
    rows = judged.rows
    whole = [column for column in rows.c if column.key not in ("customer_key", "fate")]
    values: dict[str, ColumnElement[Any]] = {
        "load_key": literal(load_key),
        "data_set": literal(judged.data_set.name),
        "origin": literal(origin),
        "source_row": rows.c.source_row,
        "column_name": literal("customer_id"),
        "value": rows.c.customer_id,
        "reason": literal(REASON),
        "nearest": literal(""),
        "natural_key": rows.c[judged.data_set.key[0]],
        "row_json": json_of(connection, whole),
    }
    orphans = select(*values.values()).where(judged.are(Fate.ORPHAN))
    connection.execute(insert(star.quarantine).from_select(list(values), orphans))
