"""The distinct people behind each cell that may be published, counted once, at build.

A person falls in one combination of segments, so people add up over `segment_key`; over channels
and periods they do not, and each cell has a count of its own (security.md, disclosure control).
"""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    select,
    tuple_,
)

from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.rollups.rollup import WHOLE, Rollup
from bigtrust.rules.period import published_periods
from bigtrust.schema import Segments

MOST_DIMENSIONS = 3  # at once, of one figure


def standing(begins: str) -> str:
    """The column of the people for whom a spell that `begins` counts stands at the close."""
    return f"{begins}_standing"


def people_table(rollup: Rollup, metadata: MetaData, segments: Segments) -> Table:
    """First and last day of the period, segment_key, dimensions (or the WHOLE), own segments; for
    each count the people who have it in the period, for each spell those who have it at its close.
    """
    dimensions = (*rollup.dimensions, *rollup.own_segments(segments))
    return Table(
        f"{rollup.name}_people",
        metadata,
        *(Column(name, Integer) for name in ("first", "last", "segment_key")),
        *(Column(name, String) for name in dimensions),
        *(Column(name, BigInteger) for name in rollup.counts),
        *(Column(standing(begins), BigInteger) for begins, _ in rollup.spells),
    )


def published(snapshot: Snapshot) -> Table:
    """The periods for which cells are published; columns: first, last."""
    periods = published_periods(date_of(snapshot.as_of))
    days = {
        "first": pa.array([day_number(period.first) for period in periods], pa.int32()),
        "last": pa.array([day_number(period.last) for period in periods], pa.int32()),
    }
    return snapshot.write("published_periods", pa.table(days))


def people_behind(
    rollup: Rollup, statement: Select[Any], periods: Table, table: Table
) -> Iterator[Select[Any]]:
    """Statements that fill `table`, in its columns' order: one of events, one for each spell."""
    rows = statement.subquery("rows")
    dimensions = _dimensions(rollup, table)
    yield _events(rollup, rows, periods, table, dimensions)
    for begins, ends in rollup.spells:
        yield _standing(rows, periods, table, dimensions, begins, ends)


def _dimensions(rollup: Rollup, table: Table) -> list[str]:
    counted = {"first", "last", "segment_key", *rollup.counts}
    return [
        name
        for name in table.c.keys()
        if name not in counted and isinstance(table.c[name].type, String)
    ]


def _events(
    rollup: Rollup, rows: Any, periods: Table, table: Table, dimensions: list[str]
) -> Select[Any]:
    within = and_(rows.c["day"] >= periods.c["first"], rows.c["day"] <= periods.c["last"])
    counts = {
        name: func.count(case((rows.c[name] > 0, rows.c.customer_key)).distinct())
        for name in rollup.counts
    }
    cell = [periods.c["first"], periods.c["last"], rows.c.segment_key]
    return (
        select(*_in_order(table, cell, rows, dimensions, counts))
        .join_from(rows, periods, within)
        .group_by(_sets(cell, [rows.c[name] for name in dimensions]))
    )


def _standing(
    rows: Any, periods: Table, table: Table, dimensions: list[str], begins: str, ends: str
) -> Select[Any]:
    """People whose spells begun are more than those ended at the close of a period."""
    cell = [periods.c["first"], periods.c["last"], rows.c.segment_key]
    people = (
        select(*cell, *(_or_whole(rows.c[name]) for name in dimensions), rows.c.customer_key)
        .join_from(rows, periods, rows.c["day"] <= periods.c["last"])
        .group_by(_sets([*cell, rows.c.customer_key], [rows.c[name] for name in dimensions]))
        .having(func.sum(rows.c[begins] - rows.c[ends]) > 0)
        .subquery("people")
    )
    kept = [people.c[name] for name in ("first", "last", "segment_key", *dimensions)]
    number = {standing(begins): func.count()}
    others = [name for name in table.c.keys() if name not in {column.name for column in kept}]
    return select(*kept, *(number.get(name, literal(0)).label(name) for name in others)).group_by(
        *kept
    )


def _in_order(
    table: Table,
    cell: list[ColumnElement[Any]],
    rows: Any,
    dimensions: list[str],
    counts: Mapping[str, ColumnElement[Any]],
) -> Iterator[ColumnElement[Any]]:
    yield from cell
    yield from (_or_whole(rows.c[name]) for name in dimensions)
    for name in table.c.keys()[len(cell) + len(dimensions) :]:
        yield counts.get(name, literal(0)).label(name)


def _or_whole(column: ColumnElement[str]) -> ColumnElement[str]:
    return func.coalesce(column, WHOLE).label(column.name)


def _sets(cell: list[ColumnElement[Any]], dimensions: list[ColumnElement[Any]]) -> Any:
    """Every choice of so many dimensions as may be asked for at once."""
    most = min(MOST_DIMENSIONS, len(dimensions))
    chosen = chain.from_iterable(combinations(dimensions, number) for number in range(most + 1))
    return func.grouping_sets(*(tuple_(*cell, *some) for some in chosen))
