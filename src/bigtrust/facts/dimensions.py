"""Folding what describes a message or a person into one small key (Kimball's junk dimension)."""

from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Table,
    and_,
    cast,
    exists,
    func,
    insert,
    select,
)

from bigtrust.schema import Star


@dataclass(frozen=True)
class Fold:
    """A dimension whose rows are the combinations of `columns` that occur."""

    dimension: Table
    key: str
    columns: tuple[str, ...]

    def matches(self, rows: Table) -> ColumnElement[bool]:
        """The join condition from rows to their combination; absent is the empty string."""
        return and_(
            True,
            *(self.dimension.c[name] == func.coalesce(rows.c[name], "") for name in self.columns),
        )


def fold_of(star: Star, data_set: str) -> Fold | None:
    """The fold that a data set's rows are keyed by, if they are."""
    for dimension, key, folded in (
        (star.messages, "message_key", "contacts"),
        (star.customer_segments, "segment_key", "customers"),
    ):
        if data_set == folded:
            columns = tuple(name for name in dimension.c.keys() if name != key)
            return Fold(dimension, key, columns)
    return None


def learn(connection: Connection, fold: Fold, rows: Table) -> None:
    """Add the combinations among the rows that the dimension has not met before."""
    if not fold.columns:
        return
    dimension, key = fold.dimension, fold.dimension.c[fold.key]
    new = (
        select(*(func.coalesce(rows.c[name], "").label(name) for name in fold.columns))
        .where(~exists(select(key).where(fold.matches(rows)).correlate(rows)))
        .distinct()
        .subquery()
    )
    newest = select(func.coalesce(func.max(key), -1)).scalar_subquery()
    number = func.row_number().over(order_by=list(new.c))
    connection.execute(
        insert(dimension).from_select(
            [fold.key, *fold.columns],
            select(cast(newest + number, Integer), *(new.c[name] for name in fold.columns)),
        )
    )
