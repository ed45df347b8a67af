"""The facts as of a day, seen in one transaction: what promises and rollups are computed from."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    FromClause,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    cast,
    func,
    insert,
    select,
    union_all,
)

from bigtrust.contract import CONTRACT, Kind
from bigtrust.engines import analyse, copy_in, working_table
from bigtrust.errors import StoreError
from bigtrust.facts.days import (
    SECONDS_OF_A_DAY,
    know_zones,
    refuse_another_zone,
    zone_spells,
)
from bigtrust.schema import Star
from bigtrust.settings import Settings

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def date_of(day: int) -> date:
    return EPOCH + timedelta(days=day)


@dataclass(frozen=True)
class Snapshot:
    """One company's facts up to and including the day `as_of` (days since 1970-01-01)."""

    connection: Connection
    star: Star
    settings: Settings
    as_of: int
    given: frozenset[str]  # data sets that were loaded, and data_set.column of what they gave

    def table(self, data_set: str) -> Table:
        return self.star.tables[data_set]

    def has(self, *needed: str) -> bool:
        """Whether all of these data sets (or data_set.column; `a|b`: either) were given."""
        return all(not self.given.isdisjoint(need.split("|")) for need in needed)

    def keep(self, name: str, *statements: Select[Any]) -> Table:
        """The rows of the statements, kept as a table for as long as the snapshot lasts.

        Several statements are appended one by one: a UNION ALL below a window function is more
        than some planners can carry.
        """
        first, *others = statements
        table = working_table(self.connection, name, first)
        for statement in others:
            self.connection.execute(insert(table).from_select(table.c.keys(), statement))
        if others:
            analyse(self.connection, table)
        return table

    def let_go(self, *tables: FromClause) -> None:
        """Drop tables that were kept and that nothing asks for any more: there is little room."""
        for table in tables:
            if isinstance(table, Table):
                table.drop(self.connection, checkfirst=False)

    def number(self, name: str, key: str, statement: Select[Any]) -> Table:
        """The different rows of a statement, kept likewise, with a number for each: `key`."""
        rows = statement.distinct().subquery("rows")
        number = cast(func.row_number().over(order_by=list(rows.c)), Integer)
        return self.keep(name, select(number.label(key), *rows.c))

    def write(self, name: str, rows: pa.Table) -> Table:
        """Rows made in Python (the rules are pure functions), kept as a table likewise."""
        table = Table(name, MetaData(), *columns_of(rows), prefixes=["TEMPORARY"])
        table.create(self.connection)
        copy_in(self.connection, table, rows.to_reader())
        analyse(self.connection, table)
        return table


def columns_of(rows: pa.Table) -> list[Column[Any]]:
    """The columns of a table that is to hold these rows."""
    types = {"int32": Integer, "int64": BigInteger, "string": String}
    return [Column(field.name, types[str(field.type)]) for field in rows.schema]


def take_snapshot(connection: Connection, star: Star, settings: Settings) -> Snapshot:
    """The facts as of the day that settings name, else of the last complete day in the data.

    Raises StoreError where nothing has been loaded.
    """
    given = _given(connection, star)
    if not given:
        raise StoreError(
            "Nothing has been loaded yet, so there is nothing to build from.",
            "Run `bigtrust load` first; `bigtrust contract` says what can be loaded.",
        )
    refuse_another_zone(connection, star, settings.company.time_zone)
    know_zones(connection, star, settings.company.time_zone)
    as_of = settings.as_of or last_complete_day(connection, star, settings.company.time_zone)
    return Snapshot(connection, star, settings, day_number(as_of), given)


def _given(connection: Connection, star: Star) -> frozenset[str]:
    loads = star.loads
    given: set[str] = set()
    for data_set, columns in connection.execute(select(loads.c.data_set, loads.c.given)):
        given |= {data_set, *(f"{data_set}.{column}" for column in columns.split(",") if column)}
    return frozenset(given)


def last_complete_day(connection: Connection, star: Star, company_zone: str) -> date:
    """The day of the latest moment if that is midnight sharp (a date), else the day before it."""
    latest = _latest_moment(connection, star)
    if latest is None:
        raise StoreError(
            "No loaded data set has a moment in it, so the as-of day cannot be told.",
            "Set as_of in bigtrust.toml.",
        )
    offset = next(
        spell["offset_seconds"]
        for spell in zone_spells(company_zone)
        if int(spell["from_second"]) <= latest < int(spell["until_second"])
    )
    day, second = divmod(latest + int(offset), SECONDS_OF_A_DAY)
    return date_of(day if second == 0 else day - 1)


def _latest_moment(connection: Connection, star: Star) -> int | None:
    latest = (
        select(func.max(star.tables[name].c[column.name]))
        for name, data_set in CONTRACT.items()
        for column in data_set.columns
        if column.kind is Kind.MOMENT and not column.planned
    )
    # One below the other: side by side DuckDB plans them as a join of them all.
    found = connection.scalars(union_all(*latest))
    return max((moment for moment in found if moment is not None), default=None)
