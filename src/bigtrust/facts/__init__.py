"""Checked rows into the star schema, each load in one transaction and in the ledger.

Every input row ends in exactly one of loaded, replaced, quarantined, duplicate (decisions.md, 24).
"""

from sqlalchemy import Connection, Table, func, insert, select

from bigtrust.engines import add_columns, columns_there
from bigtrust.errors import StoreError
from bigtrust.facts.ledger import Incoming, Load, known_as, loaded_before
from bigtrust.facts.people import refuse_another_key
from bigtrust.facts.take_in import take_in
from bigtrust.facts.whole import Whole, begin_whole
from bigtrust.schema import NO_SEGMENT, Star

__all__ = [
    "Incoming",
    "Load",
    "Whole",
    "begin_whole",
    "create_tables",
    "known_as",
    "loaded_before",
    "refuse_another_key",
    "take_in",
]


def create_tables(connection: Connection, star: Star) -> None:
    """Create the tables and columns that are not there yet, and the segment of people nobody
    described. Raises StoreError where a table has a column that settings no longer name.
    """
    there = columns_there(connection)
    tables = star.metadata.tables.values()
    missing = [table for table in tables if table.name not in there]
    star.metadata.create_all(connection, missing, checkfirst=False)
    for table in tables:
        known = there.get(table.name, frozenset(table.c.keys()))
        add_columns(connection, table, known)
        _refuse_columns_too_many(table, known)
    segments = star.customer_segments
    if not connection.scalar(select(func.count()).select_from(segments)):
        nothing = dict.fromkeys(segments.c.keys(), "") | {"segment_key": NO_SEGMENT}
        connection.execute(insert(segments).values(nothing))


def _refuse_columns_too_many(table: Table, there: frozenset[str]) -> None:
    """What was told apart by a segment cannot be put together again: its rows are stored so."""
    too_many = ", ".join(sorted(there.difference(table.c.keys())))
    if too_many:
        raise StoreError(
            f"The fact store keeps {table.name} by {too_many}, which bigtrust.toml does not name.",
            f"Put {too_many} back under [segments]; or, to do without, name another folder (or"
            " database) under [store] and load everything into it.",
        )
