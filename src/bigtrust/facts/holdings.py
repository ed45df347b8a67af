"""What is held of each data set: how many rows, from when to when, loaded when, how many aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Column, ColumnElement, Row, func, null, select

from bigtrust.contract import CONTRACT, DataSet, Kind
from bigtrust.facts.ledger import RETRIED
from bigtrust.facts.snapshot import Snapshot
from bigtrust.schema import day_column


@dataclass(frozen=True)
class Holding:
    """One loaded data set. Days count from 1970-01-01; None where it has no day of its own."""

    rows: int
    first_day: int | None
    last_day: int | None
    loaded_at: datetime  # UTC
    quarantined: int  # rows still waiting in quarantine
    given: tuple[str, ...]  # the columns that its sources gave
    origins: tuple[str, ...]  # files or tables
    cautions: tuple[str, ...]  # what their mappings say that one has to know
    abouts: tuple[str, ...]  # and what the data are
    left_out: dict[str, str]  # a column of a source, or of the contract -> why it is not here
    trend_misleads: bool  # whether how its rows rise and fall says nothing of the company


def holdings(snapshot: Snapshot) -> dict[str, Holding]:
    """The data sets that were loaded, in the contract's order."""
    return {name: _holding(snapshot, CONTRACT[name]) for name in CONTRACT if snapshot.has(name)}


def _holding(snapshot: Snapshot, data_set: DataSet) -> Holding:
    counted = _counted(snapshot, data_set)
    loads, entries = snapshot.star.loads, snapshot.star.quarantine
    told = snapshot.connection.execute(
        select(func.max(loads.c.loaded_at)).where(loads.c.data_set == data_set.name)
    ).scalar_one()
    waiting = snapshot.connection.execute(
        select(func.count())
        .select_from(entries)
        .where(entries.c.data_set == data_set.name, entries.c.released_by.is_(None))
    ).scalar_one()
    origins = _told(snapshot, data_set, loads.c.origin)
    cautions = _told(snapshot, data_set, loads.c.caution)
    mappings = [orjson.loads(each) for each in _told(snapshot, data_set, loads.c.mapping) if each]
    abouts = {each.get("about", "") for each in mappings} - {""}
    prefix = f"{data_set.name}."
    given = (name.removeprefix(prefix) for name in snapshot.given if name.startswith(prefix))
    return Holding(
        counted.rows,
        counted.first_day,
        counted.last_day,
        told,
        waiting,
        tuple(sorted(given)),
        tuple(sorted(origins)),
        tuple(sorted(caution for caution in cautions if caution)),
        tuple(sorted(abouts)),
        {name: why for each in mappings for name, why in each.get("left_out", {}).items()},
        any(each.get("trend_misleads", False) for each in mappings),
    )


def _told(snapshot: Snapshot, data_set: DataSet, column: Column[str]) -> Sequence[str]:
    """What the ledger says in a column, once each, of the loads of a data set."""
    loads = snapshot.star.loads
    named = select(column).where(loads.c.data_set == data_set.name, loads.c.origin != RETRIED)
    return snapshot.connection.scalars(named.distinct()).all()


def _counted(snapshot: Snapshot, data_set: DataSet) -> Row[Any]:
    table, name = snapshot.table(data_set.name), main_day(data_set)
    day: ColumnElement[Any] = null() if name is None else table.c[name]
    return snapshot.connection.execute(
        select(
            func.count().label("rows"),
            func.min(day).label("first_day"),
            func.max(day).label("last_day"),
        )
        .select_from(table)
        .where(table.c.load_key.is_not(None))
    ).one()


def main_day(data_set: DataSet) -> str | None:
    """The column that says on which day a row of the data set is counted, if it has one."""
    for column in data_set.columns:
        if column.kind is Kind.MOMENT:
            return day_column(column.name)
        if column.kind is Kind.DATE:
            return column.name
    return None
