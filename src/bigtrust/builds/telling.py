"""The SQL by which a rollup is filled from the facts, told without running it."""

from collections.abc import Iterator
from typing import Any

import duckdb_sqlalchemy
import pyarrow as pa
from sqlalchemy import (
    Dialect,
    FromClause,
    MetaData,
    Select,
    Table,
)
from sqlalchemy.dialects import postgresql

from bigtrust.contract import CONTRACT
from bigtrust.facts.snapshot import Snapshot, columns_of
from bigtrust.promises.promises import Promises
from bigtrust.rollups import Rollup
from bigtrust.rollups.combinations import rows_of
from bigtrust.schema import Star
from bigtrust.settings import Settings

ENGINES: dict[str, Dialect] = {
    "DuckDB": duckdb_sqlalchemy.Dialect(),
    "PostgreSQL": postgresql.dialect(),  # type: ignore[no-untyped-call]
}


def statements_of(rollup: Rollup, settings: Settings, as_of: int, dialect: Dialect) -> list[str]:
    """Every statement from the facts to the rollup's daily counts, in order, as SQL of an engine.

    Tables that rules make in Python (deadlines, business days) are told as such.
    """
    telling = _Telling(dialect)
    everything = frozenset(
        name
        for data_set in CONTRACT.values()
        for name in (data_set.name, *(f"{data_set.name}.{each.name}" for each in data_set.columns))
    )
    snapshot = _Told(telling, Star(settings.segments), settings, as_of, everything)  # type: ignore[arg-type]  # nothing is run: it needs a dialect and an ear
    last = [telling.text(statement) for statement in _last(rollup, Promises(snapshot))]
    return [*telling.told, *last]


def _last(rollup: Rollup, promises: Promises) -> list[Select[Any]]:
    """What is written into the build itself."""
    if rollup.rows is None:
        return [promises.ledger]
    table = rollup.table(MetaData(), promises.snapshot.settings.segments)
    rows, cells = rows_of(rollup, promises, rollup.rows(promises))
    return [rollup.daily(rows, table), *([] if cells is None else [cells])]


class _Nothing:
    """The result of a statement that was not run: no rows, or, of one row, zeros."""

    def __init__(self, columns: int = 0) -> None:
        self.columns = columns

    def one(self) -> tuple[int, ...]:
        return (0,) * self.columns

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def all(self) -> list[Any]:
        return []

    def scalars(self) -> "_Nothing":
        return self


class _Telling:
    """In place of a connection: writes down what it is given to run."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.told: list[str] = []

    def execute(self, statement: Any, *_: Any, **__: Any) -> _Nothing:
        if statement.is_select:
            return _Nothing(len(statement.selected_columns))
        self.told.append(self.text(statement))
        return _Nothing()

    def scalars(self, statement: Any) -> _Nothing:
        return self.execute(statement)

    def scalar(self, statement: Any) -> None:
        self.execute(statement)

    def exec_driver_sql(self, statement: str) -> None:
        """Maintenance between statements."""

    def text(self, statement: Any) -> str:
        literal = {"literal_binds": True}
        return str(statement.compile(dialect=self.dialect, compile_kwargs=literal)).strip()


class _Told(Snapshot):
    """A snapshot whose tables are not made."""

    def write(self, name: str, rows: pa.Table) -> Table:
        named = ", ".join(rows.schema.names)
        self.connection.told.append(f"-- {name} ({named}): made by the rules, in Python")  # type: ignore[attr-defined]  # see statements_of
        return Table(name, MetaData(), *columns_of(rows))

    def let_go(self, *tables: FromClause) -> None:
        """No table was made."""
