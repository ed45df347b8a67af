"""Folding what describes a message or a person into one small key (Kimball's junk dimension)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Table,
    and_,
    cast,
    exists,
    func,
    insert,
    select,
)

from bigtrust.contract import DataSet
from bigtrust.schema import Star


@dataclass(frozen=True)
class Fold:
    """A dimension whose rows are the combinations of `columns` that occur."""

    dimension: Table
    key: str
    columns: tuple[str, ...]

    def matches(self, rows: Table) -> ColumnElement[bool]:
        """The join condition from rows to their combination; absent is the empty string.

        A combination can be there more than once, if it was told apart by a segment that is no
        longer declared: the first of them stands for all.
        """
        combinations = [self.dimension.c[name] for name in self.columns]
        key = self.dimension.c[self.key]
        first = select(func.min(key)).group_by(*combinations)
        same = (each == func.coalesce(rows.c[each.name], "") for each in combinations)
        return and_(*same, key.in_(first))


def folded(
    connection: Connection, star: Star, data_set: DataSet, rows: Table
) -> tuple[FromClause, dict[str, ColumnElement[Any]]]:
    """The rows joined to the dimension that their data set is keyed by, if any, and its key."""
    fold = _fold_of(star, data_set.name)
    if fold is None:
        return rows, {}
    _learn(connection, fold, rows)
    joined = rows.join(fold.dimension, fold.matches(rows))
    return joined, {fold.key: fold.dimension.c[fold.key]}


def _fold_of(star: Star, data_set: str) -> Fold | None:
    for dimension, key, of in (
        (star.messages, "message_key", "contacts"),
        (star.customer_segments, "segment_key", "customers"),
    ):
        if data_set == of:
            columns = tuple(name for name in dimension.c.keys() if name != key)
            return Fold(dimension, key, columns)
    return None


def _learn(connection: Connection, fold: Fold, rows: Table) -> None:
    """Add the combinations among the rows that the dimension has not met before."""
    if not fold.columns:
        return
    dimension, key = fold.dimension, fold.dimension.c[fold.key]
    # Few combinations for many rows: they are told apart before any is looked up.
    met = (
        select(*(func.coalesce(rows.c[name], "").label(name) for name in fold.columns))
        .distinct()
        .subquery("met")
    )
    known = exists().where(*(dimension.c[name] == met.c[name] for name in fold.columns))
    new = select(met).where(~known).subquery("new")
    newest = select(func.coalesce(func.max(key), -1)).scalar_subquery()
    number = func.row_number().over(order_by=list(new.c))
    connection.execute(
        insert(dimension).from_select(
            [fold.key, *fold.columns],
            select(cast(newest + number, Integer), *(new.c[name] for name in fold.columns)),
        )
    )
