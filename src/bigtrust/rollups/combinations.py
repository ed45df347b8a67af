"""The people behind cells of the largest facts, by the combinations that each of them met.

To count the distinct people of ten million contacts for every choice of dimensions would take as
many passes as there are choices. One pass tells, for each person and period, which combinations
of the dimensions (channel, purpose and sender unit, say) they met with which count, as bits of
numbers; people who met the same are counted together. Behind a cell are those who met one of its
combinations.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    MetaData,
    RowMapping,
    Select,
    String,
    Table,
    and_,
    func,
    or_,
    select,
)

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup

_BITS = 62  # of a word, a count of a combination each; the sign is left alone


def members_table(rollup: Rollup, metadata: MetaData) -> Table:
    """What each set consists of: a row for each count, and combination of the dimensions."""
    return Table(
        f"{rollup.name}_members",
        metadata,
        Column("set_key", Integer),
        *(Column(name, String) for name in ("counted", *rollup.dimensions)),
    )


def met_table(rollup: Rollup, metadata: MetaData) -> Table:
    """How many people of a segment met the same set in a period."""
    return Table(
        f"{rollup.name}_met",
        metadata,
        *(Column(name, Integer) for name in ("first", "last", "segment_key", "set_key")),
        Column("people", BigInteger),
    )


def rows_of(
    rollup: Rollup, promises: Promises, rows: Select[Any]
) -> tuple[FromClause, Select[Any] | None]:
    """What a rollup counts, and what the combinations stand for where its rows have a number for
    them. Rows that are looked at more than once are kept.
    """
    snapshot = promises.snapshot
    if rollup.by_combination and rollup.combinations is None:
        return _combined(rollup, snapshot, rows)
    again = rollup.by_combination or rollup.people is People.COUNTED
    told = snapshot.keep(f"{rollup.name}_rows", rows) if again else rows.subquery("rows")
    return told, rollup.combinations and rollup.combinations(promises)


def _combined(rollup: Rollup, snapshot: Snapshot, rows: Select[Any]) -> tuple[Table, Select[Any]]:
    told = snapshot.keep(f"{rollup.name}_told", rows)
    alike = [told.c[name] for name in (*rollup.dimensions, *rollup.counts)]
    cells = snapshot.number(f"{rollup.name}_cells", "combination", select(*alike))
    same = and_(*(cells.c[each.name] == each for each in alike))
    kept = [told.c[name] for name in ("day", "customer_key", "segment_key")]
    numbered = snapshot.keep(
        f"{rollup.name}_rows", select(*kept, cells.c.combination).join_from(told, cells, same)
    )
    snapshot.let_go(told)
    return numbered, select(cells)


class Combinations:
    """Who met what, of one rollup: people by the sets of counts and dimensions that they met."""

    def __init__(
        self,
        rollup: Rollup,
        snapshot: Snapshot,
        rows: FromClause,
        cells: Select[Any],
        days: Table,
    ) -> None:
        self.rollup, self.snapshot = rollup, snapshot
        self._found = snapshot.connection.execute(cells).mappings().all()
        places = sorted({place for cell in self._found for place in self._met_in(cell)})
        self._places = {place: divmod(number, _BITS) for number, place in enumerate(places)}
        self._words = [f"word_{number}" for number in range((len(places) - 1) // _BITS + 1)]
        self._alike = self._people(rows, days)
        words = (self._alike.c[word] for word in self._words)
        self._sets = snapshot.number(f"{rollup.name}_sets", "set_key", select(*words))

    def _met_in(self, cell: RowMapping) -> list[tuple[str, ...]]:
        """The counts that a combination is in, each with its dimensions."""
        dimensions = [cell[name] for name in self.rollup.dimensions]
        return [(count, *dimensions) for count in self.rollup.counts if cell[count] > 0]

    @property
    def members(self) -> Select[Any]:
        """The rows of the members table, in its columns' order."""
        bits = self._bits_of([place] for place in self._places)
        names = ("counted", *self.rollup.dimensions)
        texts = dict(zip(names, zip(*self._places, strict=True), strict=True))
        places = self._write("places", {**bits, **texts})
        has = (self._sets.c[word].bitwise_and(places.c[word]) != 0 for word in self._words)
        told = (places.c[name] for name in names)
        return select(self._sets.c.set_key, *told).join_from(self._sets, places, or_(*has))

    @property
    def met(self) -> Select[Any]:
        """The rows of the met table, in its columns' order."""
        alike, sets = self._alike, self._sets
        same = and_(*(sets.c[word] == alike.c[word] for word in self._words))
        whose = (alike.c[name] for name in ("first", "last", "segment_key"))
        return select(*whose, sets.c.set_key, alike.c.people).join_from(alike, sets, same)

    def let_go(self) -> None:
        self.snapshot.let_go(self._alike, self._sets)

    def _bits_of(self, met: Iterable[Iterable[tuple[str, ...]]]) -> dict[str, list[int]]:
        """Word -> the bits of each of the sets of places."""
        sets = [[self._places[place] for place in places] for places in met]
        return {
            name: [sum(1 << bit for word, bit in places if word == number) for places in sets]
            for number, name in enumerate(self._words)
        }

    def _write(self, what: str, columns: Mapping[str, Sequence[Any]]) -> Table:
        arrays = {
            name: pa.array(each, pa.string() if isinstance(each[0], str) else pa.int64())
            for name, each in columns.items()
        }
        return self.snapshot.write(f"{self.rollup.name}_{what}", pa.table(arrays))

    def _people(self, rows: FromClause, days: Table) -> Table:
        """Columns: first, last, segment_key, the words, people."""
        numbers = [cell["combination"] for cell in self._found]
        bits = self._bits_of(self._met_in(cell) for cell in self._found)
        of_cells = self._write("bits", {"combination": numbers, **bits})
        lengths = (days.c["kind"] == kind for kind in range(3))
        return self.snapshot.keep(
            f"{self.rollup.name}_alike",
            *(self._counted(rows, of_cells, days, kind) for kind in lengths),
        )

    def _counted(
        self, rows: FromClause, bits: Table, days: Table, kind: ColumnElement[bool]
    ) -> Select[Any]:
        """One kind of period at a time: a person falls in one period of each."""
        cell = [days.c["first"], days.c["last"], rows.c.segment_key]
        words = (func.bit_or(bits.c[word]).label(word) for word in self._words)
        people = (
            select(*cell, *words)
            .join_from(rows, days, and_(days.c["day"] == rows.c["day"], kind))
            .join(bits, bits.c.combination == rows.c.combination)
            .group_by(*cell, rows.c.customer_key)
            .subquery("people")
        )
        return select(*people.c, func.count().label("people")).group_by(*people.c)
