"""Whose a complaint, a request, a disclosure or an answer is: a customer's, or nobody's known."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func

from bigtrust.promises.promises import Promises
from bigtrust.rollups.spells import Counts, by_day
from bigtrust.schema import NO_SEGMENT


def of_persons(
    promises: Promises,
    data_set: str,
    source: FromClause,
    dimensions: Sequence[ColumnElement[Any]],
    counts: Counts,
    numbers: Sequence[ColumnElement[int]] = (),
) -> Select[Any]:
    """The rows of a rollup of one data set, which `source` has, joined to its customers; `numbers`
    are its further grain.
    """
    snapshot = promises.snapshot
    table, customers = snapshot.table(data_set), snapshot.star.customers
    own = [table.c[name] for name in snapshot.star.segment_columns[data_set]]
    # Of whom nothing is known, each is another person, and no customer (their keys count from 0).
    nobody = -func.abs(table.c.row_hash) - 1
    person = func.coalesce(customers.c.customer_key, nobody).label("customer_key")
    segment = func.coalesce(customers.c.segment_key, NO_SEGMENT).label("segment_key")
    texts = [func.coalesce(column, "").label(column.name) for column in (*dimensions, *own)]
    return by_day(source, [person, segment, *texts, *numbers], counts, snapshot.as_of)


def with_customers(promises: Promises, data_set: str) -> FromClause:
    """The data set, joined to the customers that its rows name."""
    table, customers = promises.snapshot.table(data_set), promises.snapshot.star.customers
    return table.outerjoin(customers, customers.c.customer_key == table.c.customer_key)
