"""What becomes of each row of a load, told against what already stands in the store."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    or_,
    select,
)

from bigtrust.contract import CONTRACT, DataSet
from bigtrust.engines import analyse, copy_in, working_table
from bigtrust.facts import people
from bigtrust.schema import Star, sql_type, whole_key


class Fate(StrEnum):
    """What becomes of a checked row."""

    LOADED = "loaded"
    REPLACED = "replaced"  # it takes the place of an earlier one
    DUPLICATE = "duplicate"
    ORPHAN = "orphan"


@dataclass(frozen=True)
class Judged:
    """The rows of a load in a temporary table: as they came, with `fate`, and with `customer_key`
    where the data set is about people.
    """

    rows: Table
    data_set: DataSet

    def are(self, *fates: Fate) -> ColumnElement[bool]:
        return self.rows.c.fate.in_([fate.value for fate in fates])

    def count(self, connection: Connection) -> dict[Fate, int]:
        fate = self.rows.c.fate
        counted = connection.execute(select(fate, func.count()).group_by(fate)).all()
        return dict.fromkeys(Fate, 0) | {Fate(name): count for name, count in counted}

    @property
    def ids(self) -> Select[str]:
        """The ids of the rows; of several columns, together."""
        return select(whole_key([self.rows.c[name] for name in self.data_set.key]))


def judge(
    connection: Connection, star: Star, data_set: str, coming: pa.RecordBatchReader, load_key: int
) -> Judged:
    """Stage the rows, meet the people in them, and tell what becomes of each row. What the load
    has placed so far says nothing of the rest of it: no key is in it twice.
    """
    contract = CONTRACT[data_set]
    staged = _stage(connection, star, coming, contract)
    if _makes_customers(connection, star, contract):
        people.meet(connection, star, staged)
    statement = _Judgement(star, contract, staged, load_key).statement
    rows = working_table(connection, "judged", statement)
    staged.drop(connection)
    return Judged(rows, contract)


def same_key(rows: Table, target: Table, data_set: DataSet) -> ColumnElement[bool]:
    """The condition that a row of the load and one of the store are versions of one another."""
    if data_set.name == "customers":
        return target.c.pseudonym == rows.c.customer_id
    return and_(
        *(
            rows.c[name] == target.c[name]
            if data_set.column(name).required
            else rows.c[name].is_not_distinct_from(target.c[name])
            for name in data_set.key
        )
    )


def _stage(
    connection: Connection, star: Star, coming: pa.RecordBatchReader, data_set: DataSet
) -> Table:
    staged = Table(
        "staged",
        MetaData(),
        Column("source_row", BigInteger),
        Column("row_hash", BigInteger),
        *(Column(column.name, sql_type(column.kind)) for column in data_set.columns),
        *(Column(name, String) for name in star.segment_columns[data_set.name]),
        prefixes=["TEMPORARY"],
    )
    staged.create(connection)
    copy_in(connection, staged, coming)
    analyse(connection, staged)
    return staged


def _makes_customers(connection: Connection, star: Star, data_set: DataSet) -> bool:
    """Only `customers` itself makes people, unless it was never loaded (decisions.md, 25)."""
    if data_set.name == "customers":
        return True
    about_people = any(column.name == "customer_id" for column in data_set.columns)
    return about_people and not people.customers_are_loaded(connection, star)


@dataclass(frozen=True)
class _Judgement:
    """The statement over the staged rows."""

    star: Star
    data_set: DataSet
    staged: Table
    load_key: int

    @property
    def statement(self) -> Select[Any]:
        stood = self.target.c.load_key
        same = and_(
            same_key(self.staged, self.target, self.data_set),
            or_(stood.is_(None), stood < self.load_key),
        )
        source: FromClause = self.staged.outerjoin(self.target, same)
        if "customer_id" not in self.staged.c:
            return select(*self.staged.c, self._fate).select_from(source)
        person = self.person
        if person is not self.target:
            source = source.outerjoin(person, person.c.pseudonym == self.staged.c.customer_id)
        return select(*self.staged.c, person.c.customer_key, self._fate).select_from(source)

    @property
    def target(self) -> Table:
        return self.star.tables[self.data_set.name]

    @cached_property
    def person(self) -> Any:
        return self.target if self.data_set.name == "customers" else self.star.customers

    @property
    def _fate(self) -> ColumnElement[str]:
        stands = self.target.c.load_key.is_not(None)
        repeated = and_(stands, self.target.c.row_hash == self.staged.c.row_hash)
        fates = [(repeated, Fate.DUPLICATE.value), (stands, Fate.REPLACED.value)]
        if "customer_id" in self.staged.c:
            told = self.staged.c.customer_id.is_not(None)
            unknown = and_(told, self.person.c.customer_key.is_(None))
            fates.insert(0, (unknown, Fate.ORPHAN.value))
        return case(*fates, else_=Fate.LOADED.value).label("fate")
