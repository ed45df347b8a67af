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
    Table,
    func,
    select,
)

from bigtrust.promises.promises import Promises
from bigtrust.schema import Segments


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
    rows: Callable[[Promises], Select[Any]]  # what is counted, one by one: the columns below
    people: People
    dimensions: tuple[str, ...] = ()
    grain: tuple[str, ...] = ()  # further whole numbers that the counts are kept by
    segments_of: str = ""  # the data set whose own segment columns it carries
    spells: tuple[tuple[str, str], ...] = ()  # counts of which one begins and the other ends
    # Its dimensions, where its rows have but a number for them: `combination`, dimensions.
    combinations: Callable[[Promises], Table] | None = None
    wholes: tuple[str, ...] = ()  # dimensions whose values do not add up: people in several
    # have a row for each, and one for the WHOLE

    def own_segments(self, segments: Segments) -> tuple[str, ...]:
        return tuple(segments.get(self.segments_of, ()))

    def table(self, metadata: MetaData, segments: Segments) -> Table:
        """The rollup's table in a build of a company with these segment columns."""
        return Table(
            self.name,
            metadata,
            Column("day", Integer),
            Column("segment_key", Integer),
            *(Column(name, String) for name in self.dimensions),
            *(Column(name, Integer) for name in self.grain),
            *(Column(name, String) for name in self.own_segments(segments)),
            *(Column(name, BigInteger) for name in self.counts),
        )

    def daily(self, rows: FromClause, table: Table, cells: Table | None = None) -> Select[Any]:
        """The rows of `table`, in its columns' order, by day; where there are `cells`, the rows
        have the number of a `combination` in place of its dimensions.
        """
        grain = [name for name in table.c.keys() if name not in self.counts]
        if cells is not None:
            grain = ["combination", *(name for name in grain if name not in self.dimensions)]
        kept = [rows.c[name] for name in grain]
        sums = (func.sum(rows.c[name]).label(name) for name in self.counts)
        added = select(*kept, *sums).group_by(*kept)
        if cells is None:
            return added.order_by(rows.c["day"])
        sums_of = added.subquery("added")
        told = ((cells if name in self.dimensions else sums_of).c[name] for name in table.c.keys())
        same = cells.c.combination == sums_of.c.combination
        return select(*told).join_from(sums_of, cells, same).order_by(sums_of.c["day"])
