"""The distinct people behind each cell that may be published, counted once, at build.

A person falls in one combination of segments, so people add up over `segment_key`; over channels
and days they do not, and each cell has a count of its own (security.md, disclosure control).
"""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import Any, TypeVar

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.promises.overlaps import WHOLE, begun_and_ended
from bigtrust.rollups.rollup import Rollup
from bigtrust.rules.period import published_kinds
from bigtrust.schema import Segments

T = TypeVar("T")

MOST_DIMENSIONS = 3  # at once, of one figure


def repetitions_table(rollup: Rollup, metadata: MetaData, segments: Segments) -> Table:
    """First and last day of the period, segment_key, dimensions (or the WHOLE), own segments, and
    for each count how many of it are repetitions: events less distinct people.
    """
    return Table(
        f"{rollup.name}_repetitions",
        metadata,
        *(Column(name, Integer) for name in ("first", "last", "segment_key")),
        *(Column(name, String) for name in _dimensions(rollup, segments)),
        *(Column(name, BigInteger) for name in rollup.counts),
    )


def standing_table(rollup: Rollup, metadata: MetaData, segments: Segments) -> Table:
    """The people for whom a spell stands, as spells themselves: the day on which the first of a
    person's in the cell begins, and the last ends. `spell` is the count that begins it.
    """
    return Table(
        f"{rollup.name}_standing",
        metadata,
        Column("spell", String),
        Column("day", Integer),
        Column("segment_key", Integer),
        *(Column(name, String) for name in _dimensions(rollup, segments)),
        *(Column(name, BigInteger) for name in ("begun", "ended")),
    )


def _dimensions(rollup: Rollup, segments: Segments) -> tuple[str, ...]:
    return (*rollup.dimensions, *rollup.own_segments(segments))


def published(snapshot: Snapshot) -> Table:
    """The days of the periods for which cells are published; columns: kind (of which a day has one
    period at most), day, first, last.
    """
    return snapshot.write("published_days", published_days(snapshot))


def published_days(snapshot: Snapshot) -> pa.Table:
    """The rows of `published`."""
    days = [
        (kind, day, day_number(period.first), day_number(period.last))
        for kind, periods in enumerate(published_kinds(date_of(snapshot.as_of)))
        for period in periods
        for day in range(day_number(period.first), day_number(period.last) + 1)
    ]
    columns = zip(("kind", "day", "first", "last"), zip(*days, strict=True), strict=True)
    return pa.table({name: pa.array(each, pa.int32()) for name, each in columns})


def repetitions(
    rollup: Rollup, counted: FromClause, days: Table, segments: Segments
) -> Select[Any]:
    """The rows of the table of repetitions, in its columns' order.

    Few people complain twice in a month: only who did is looked at cell by cell.
    """
    rows = _of_people_met_again(rollup, counted, days).subquery("rows")
    names = _dimensions(rollup, segments)
    cell = [rows.c["first"], rows.c["last"], rows.c.segment_key, rows.c.customer_key]
    people = (
        select(
            *cell,
            *(_or_whole(rows.c[name]) for name in names),
            *(func.sum(rows.c[name]).label(name) for name in rollup.counts),
        )
        .group_by(_sets(cell, [rows.c[name] for name in names]))
        .subquery("people")
    )
    kept = [people.c[name] for name in ("first", "last", "segment_key", *names)]
    again = (
        func.sum(case((people.c[name] > 1, people.c[name] - 1), else_=0)).label(name)
        for name in rollup.counts
    )
    return select(*kept, *again).group_by(*kept)


def _of_people_met_again(rollup: Rollup, rows: FromClause, days: Table) -> Select[Any]:
    """The rows of people who have one of the counts more than once in a period."""
    period = (days.c["first"], days.c["last"])
    again = (
        select(*period, rows.c.customer_key)
        .join_from(rows, days, days.c["day"] == rows.c["day"])
        .group_by(*period, rows.c.customer_key)
        .having(or_(*(func.sum(rows.c[name]) > 1 for name in rollup.counts)))
        .subquery("again")
    )
    same = (again.c[name] == days.c[name] for name in ("first", "last"))
    return (
        select(rows, *period)
        .join_from(rows, days, days.c["day"] == rows.c["day"])
        .join(again, and_(again.c.customer_key == rows.c.customer_key, *same))
    )


def people_standing(rollup: Rollup, rows: FromClause, segments: Segments) -> Iterator[Select[Any]]:
    """The rows of the standing table, in its columns' order: a statement for each spell."""
    dimensions = _dimensions(rollup, segments)
    for begins, ends in rollup.spells:
        changes = _by_cell(rows, rows.c[begins] - rows.c[ends], dimensions).subquery("by_cell")
        people = begun_and_ended(changes, *dimensions).subquery("people")
        kept = [people.c[name] for name in ("day", "segment_key", *dimensions)]
        counts = (func.sum(people.c[name]) for name in ("begun", "ended"))
        yield select(literal(begins).label("spell"), *kept, *counts).group_by(*kept)


def _by_cell(
    rows: FromClause, change: ColumnElement[int], dimensions: Sequence[str]
) -> Select[Any]:
    person = [rows.c[name] for name in ("day", "segment_key", "customer_key")]
    told = [rows.c[name] for name in dimensions]
    total = func.sum(change).label("change")
    return (
        select(*person, *map(_or_whole, told), total)
        .where(change != 0)
        .group_by(_sets(person, told))
    )


def _or_whole(column: ColumnElement[str]) -> ColumnElement[str]:
    """A dimension in a grouping of several sets: its value, or the WHOLE where it was left out."""
    return func.coalesce(column, WHOLE).label(column.name)


def _sets(cell: Sequence[ColumnElement[Any]], dimensions: Sequence[ColumnElement[Any]]) -> Any:
    return func.grouping_sets(*(tuple_(*cell, *some) for some in _choices(dimensions)))


def _choices(dimensions: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Every choice of so many dimensions as may be asked for at once."""
    most = min(MOST_DIMENSIONS, len(dimensions))
    return chain.from_iterable(combinations(dimensions, number) for number in range(most + 1))
