"""A data set declared a snapshot: its files together say all of it, so that what stands in the
store and is in none of them is deleted (decisions.md, Loading).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from bigtrust.contract import DataSet
from bigtrust.engines import analyse, be_the_only_writer
from bigtrust.errors import HeldError
from bigtrust.facts import ledger
from bigtrust.facts.judging import same_key
from bigtrust.facts.ledger import Incoming, Load
from bigtrust.facts.take_in import take_anew
from bigtrust.schema import Star, sql_type


@dataclass(frozen=True)
class Whole:
    """One snapshot, file by file, in one transaction."""

    connection: Connection
    star: Star
    data_set: DataSet
    told: Table  # the keys of its rows
    held: int  # rows that stood before it
    first_load: int

    accept: bool

    def take(self, incoming: Incoming, company_zone: str) -> Load:
        """Load one of its files, whether or not it was loaded before."""
        return take_anew(self.connection, self.star, incoming, company_zone, self.accept, self.told)

    def end(self, loads: Sequence[Load], most_percent: float) -> list[Load]:
        """Delete what the snapshot no longer has, and count it on the line of its last file.

        Raises HeldError, unless it is to `accept`, where that is more than `most_percent` of the
        rows held before, or where rows in quarantine do not say which they are: any of them could
        be one that seems absent.
        """
        untold = self._tell_quarantined()
        analyse(self.connection, self.told)
        gone = self._count(self._absent)
        if not self.accept:
            self._hold(gone, untold, most_percent)
        self.connection.execute(delete(self._rows).where(self._absent))
        *others, last = loads
        self._record(last, gone)
        self.told.drop(self.connection)
        return [*others, replace(last, deleted=gone)]

    @property
    def _rows(self) -> Table:
        return self.star.tables[self.data_set.name]

    @property
    def _absent(self) -> ColumnElement[bool]:
        return ~exists().where(same_key(self.told, self._rows, self.data_set))

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(self._rows).where(*conditions)
        return self.connection.scalar(counted) or 0

    def _tell_quarantined(self) -> int:
        """A row in quarantine is not absent: add its key. How many do not say theirs."""
        entries, (key, *others) = self.star.quarantine, self.data_set.key
        ours = entries.c.load_key >= self.first_load
        says = literal(not others) & (entries.c.natural_key != "")
        told = select(entries.c.natural_key).where(ours, says)
        self.connection.execute(insert(self.told).from_select([key], told))
        return self.connection.scalar(select(func.count()).where(ours, ~says)) or 0

    def _hold(self, gone: int, untold: int, most_percent: float) -> None:
        name, advice = self.data_set.name, "If that is right, load it with --accept."
        if 100 * gone > most_percent * self.held:
            raise HeldError(
                f"The snapshot of {name} is held: {gone:,} of the {self.held:,} rows held are"
                f" absent from it ({100 * gone / self.held:.1f} %; {most_percent:g} % may be).",
                advice,
            )
        if gone and untold:
            raise HeldError(
                f"The snapshot of {name} is held: {gone:,} rows held are absent from it, but"
                f" {untold:,} rows of it have faults and do not say which they are.",
                f"Put them right in the source and load it again. {advice}",
            )

    def _record(self, last: Load, gone: int) -> None:
        """What waited of earlier loads is told anew by this one, or absent from it."""
        loads, entries = self.star.loads, self.star.quarantine
        ours = (loads.c.data_set == self.data_set.name) & (loads.c.load_key >= self.first_load)
        self.connection.execute(update(loads).where(ours).values(mode=ledger.SNAPSHOT))
        deleted = update(loads).where(loads.c.load_key == last.load_key).values(deleted=gone)
        self.connection.execute(deleted)
        self.connection.execute(
            update(entries)
            .where(
                entries.c.data_set == self.data_set.name,
                entries.c.load_key < self.first_load,
                entries.c.released_by.is_(None),
            )
            .values(released_by=last.load_key)
        )


def begin_whole(
    connection: Connection, star: Star, data_set: DataSet, accept: bool = False
) -> Whole:
    """Begin a snapshot; its first load has the next key."""
    be_the_only_writer(connection)
    keys = (Column(name, sql_type(data_set.column(name).kind)) for name in data_set.key)
    told = Table("told", MetaData(), *keys, prefixes=["TEMPORARY"])
    told.create(connection)
    standing = select(func.count()).where(star.tables[data_set.name].c.load_key.is_not(None))
    held = connection.scalar(standing) or 0
    first_load = ledger.next_load_key(connection, star)
    return Whole(connection, star, data_set, told, held, first_load, accept)
