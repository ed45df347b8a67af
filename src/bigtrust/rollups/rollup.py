"""What a rollup is: its grain, its counts, and the statement of what it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    FromClause,
    Integer,
    MetaData,
    Select,
    String,
    Subquery,
    Table,
    func,
    select,
)

from bigtrust.promises.promises import Promises
from bigtrust.schema import Segments

MET = "met"  # how many rows are of a combination


class People(StrEnum):
    """How the distinct customers behind a figure are known (security.md, disclosure control)."""

    COUNTED = "counted at build for each cell that is published"
    BY_COMBINATION = "counted at build by the combinations of the dimensions that they met"
    IN_LEDGER = "counted in the ledger of broken promises"
    NOBODY = "no row is a person's: there is nobody to protect"
    NUMBERS = "the rollup's own numbers are people; over pairs of purpose and channel, at least"


@dataclass(frozen=True)
class Rollup:
    """Counts by day, segment and dimensions.

    A row's `day` is the day something happened, or a spell began (`begun`) or ended (`ended`):
    what stands at a day's close is the running sum of begun less ended.
    """

    name: str
    counts: tuple[str, ...]
    # What is counted, one by one: the columns below. None: the rows of the ledger itself.
    rows: Callable[[Promises], Select[Any]] | None
    people: People
    needs: tuple[str, ...] = ()  # data sets, or data_set.column: without them nothing is counted
    dimensions: tuple[str, ...] = ()
    grain: tuple[str, ...] = ()  # further whole numbers that the counts are kept by
    segments_of: str = ""  # the data set whose own segment columns it carries
    spells: tuple[tuple[str, str], ...] = ()  # counts of which one begins and the other ends
    # Its dimensions, where its rows have but a number for them: `combination`, dimensions; and
    # its counts, where people are counted by them.
    combinations: Callable[[Promises], Select[Any]] | None = None
    wholes: tuple[str, ...] = ()  # dimensions whose values do not add up: people in several
    # have a row for each, and one for the WHOLE

    def own_segments(self, segments: Segments) -> tuple[str, ...]:
        return tuple(segments.get(self.segments_of, ()))

    @property
    def numbered(self) -> bool:
        """Whether its rows have a number in place of their dimensions: narrow rows are quickly
        added up and written, and cells of the very same people share theirs.
        """
        return self.combinations is not None or self.by_combination

    @property
    def by_combination(self) -> bool:
        """Whether the number stands for the counts too: each row is one of its combination."""
        return self.people is People.BY_COMBINATION

    def table(self, metadata: MetaData, segments: Segments) -> Table:
        """The rollup's table in a build of a company with these segment columns."""
        return Table(
            self.name,
            metadata,
            Column("day", Integer),
            Column("segment_key", Integer),
            *(_number() if self.numbered else self._dimensions()),
            *(Column(name, Integer) for name in self.grain),
            *(Column(name, String) for name in self.own_segments(segments)),
            *(Column(name, BigInteger) for name in self._added_up()),
        )

    def cells(self, metadata: MetaData) -> Table:
        """What a combination stands for: one row for each cell of dimensions that it is in, and,
        where rows are counted by it, its part in each count.
        """
        counts = self.counts if self.by_combination else ()
        told = (*self._dimensions(), *(Column(name, Integer) for name in counts))
        return Table(f"{self.name}_cells", metadata, *_number(), *told)

    def _added_up(self) -> tuple[str, ...]:
        return (MET,) if self.by_combination else self.counts

    def _dimensions(self) -> list[Column[Any]]:
        return [Column(name, String) for name in self.dimensions]

    def daily(self, rows: FromClause, table: Table) -> Select[Any]:
        """The rows of `table`, in its columns' order, by day."""
        kept = [rows.c[name] for name in table.c.keys() if name not in self._added_up()]
        sums = [func.sum(rows.c[name]).label(name) for name in self.counts if name in table.c]
        numbers = sums or [func.count().label(MET)]
        return select(*kept, *numbers).group_by(*kept).order_by(rows.c["day"])


def _number() -> list[Column[Any]]:
    return [Column("combination", Integer)]


def in_words(rollup: Rollup, table: Table, cells: Table) -> Subquery:
    """The rows of a rollup that is numbered, with their dimensions again."""
    numbers = {"day": table.c["day"], "segment_key": table.c.segment_key}
    dimensions = {name: cells.c[name] for name in rollup.dimensions}
    others = {name: table.c[name] for name in table.c.keys() if name not in ("combination", MET)}
    counts = {
        name: (table.c[MET] * cells.c[name]).label(name)
        for name in rollup.counts
        if rollup.by_combination
    }
    told = {**numbers, **dimensions, **others, **counts}
    same = cells.c.combination == table.c.combination
    return select(*told.values()).join_from(table, cells, same).subquery(rollup.name)
