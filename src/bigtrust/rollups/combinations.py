"""The people behind cells of the largest facts, by the combinations that each of them met.

To count the distinct people of ten million contacts for every choice of dimensions would take as
many passes as there are choices. One pass tells, for each person and period, which combinations
of the dimensions (channel, purpose and sender unit, say) they met with which count, as bits of
numbers; people who met the same are counted together. Behind a cell are those who met one of its
combinations.
"""

from functools import reduce
from itertools import product
from operator import add
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Integer,
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
    """What a rollup counts, and the combinations of dimensions where its rows have a number for
    them. Rows that are looked at more than once are kept.
    """
    snapshot = promises.snapshot
    if rollup.combinations is not None:
        return rows.subquery("rows"), rollup.combinations(promises)
    if rollup.people is People.BY_COMBINATION:
        return _combined(rollup, snapshot, rows)
    if rollup.people is People.COUNTED:
        return snapshot.keep(f"{rollup.name}_rows", rows), None
    return rows.subquery("rows"), None


def _combined(rollup: Rollup, snapshot: Snapshot, rows: Select[Any]) -> tuple[Table, Select[Any]]:
    told = snapshot.keep(f"{rollup.name}_told", rows)
    dimensions = [told.c[name] for name in rollup.dimensions]
    cells = snapshot.number(f"{rollup.name}_cells", "combination", select(*dimensions))
    same = and_(*(cells.c[each.name] == each for each in dimensions))
    kept = [told.c[name] for name in ("day", "customer_key", "segment_key", *rollup.counts)]
    return (
        snapshot.keep(
            f"{rollup.name}_rows",
            select(*kept, cells.c.combination).join_from(told, cells, same),
        ),
        select(cells),
    )


class Combinations:
    """Who met what, of one rollup: people by the sets of combinations that they met."""

    def __init__(
        self,
        rollup: Rollup,
        snapshot: Snapshot,
        rows: FromClause,
        cells: Select[Any],
        days: Table,
    ) -> None:
        self.rollup, self.snapshot = rollup, snapshot
        found = snapshot.connection.execute(cells).all()
        places = list(product(rollup.counts, found))
        self._words = [f"word_{number}" for number in range((len(places) - 1) // _BITS + 1)]
        self._places = [
            (count, cell, f"word_{number // _BITS}", 1 << number % _BITS)
            for number, (count, cell) in enumerate(places)
        ]
        self._alike = self._people(rows, days)
        words = (self._alike.c[word] for word in self._words)
        self._sets = snapshot.number(f"{rollup.name}_sets", "set_key", select(*words))

    @property
    def members(self) -> Select[Any]:
        """The rows of the members table, in its columns' order."""
        bits = {
            word: [bit if own == word else 0 for *_, own, bit in self._places]
            for word in self._words
        }
        texts = {"counted": [count for count, *_ in self._places]}
        for number, name in enumerate(self.rollup.dimensions, start=1):
            texts[name] = [cell[number] for _, cell, *_ in self._places]
        places = self._write("places", bits, texts)
        has = (self._sets.c[word].bitwise_and(places.c[word]) != 0 for word in self._words)
        told = (places.c[name] for name in texts)
        return select(self._sets.c.set_key, *told).join_from(self._sets, places, or_(*has))

    @property
    def met(self) -> Select[Any]:
        """The rows of the met table, in its columns' order."""
        alike, sets = self._alike, self._sets
        same = and_(*(sets.c[word] == alike.c[word] for word in self._words))
        whose = (alike.c[name] for name in ("first", "last", "segment_key"))
        return select(*whose, sets.c.set_key, alike.c.people).join_from(alike, sets, same)

    def _bits(self) -> Table:
        """Columns: combination, and for each count the bits of its words: contacts_word_0."""
        columns: dict[str, dict[int, int]] = {}
        for count, cell, word, bit in self._places:
            columns.setdefault(f"{count}_{word}", {})[cell[0]] = bit
        cells = list(dict.fromkeys(cell[0] for _, cell, *_ in self._places))
        bits = {name: [known.get(cell, 0) for cell in cells] for name, known in columns.items()}
        return self._write("bits", {"combination": cells, **bits}, {})

    def _write(
        self, what: str, numbers: dict[str, list[int]], texts: dict[str, list[str]]
    ) -> Table:
        columns = {name: pa.array(each, pa.int64()) for name, each in numbers.items()}
        columns |= {name: pa.array(each, pa.string()) for name, each in texts.items()}
        return self.snapshot.write(f"{self.rollup.name}_{what}", pa.table(columns))

    def _people(self, rows: FromClause, days: Table) -> Table:
        """Columns: first, last, segment_key, the words, people."""
        bits, lengths = self._bits(), (days.c["kind"] == kind for kind in range(3))
        return self.snapshot.keep(
            f"{self.rollup.name}_alike",
            *(self._counted(rows, bits, days, kind) for kind in lengths),
        )

    def _counted(
        self, rows: FromClause, bits: Table, days: Table, kind: ColumnElement[bool]
    ) -> Select[Any]:
        """One kind of period at a time: a person falls in one period of each."""
        cell = [days.c["first"], days.c["last"], rows.c.segment_key]
        words = (func.bit_or(self._word(rows, bits, word)).label(word) for word in self._words)
        people = (
            select(*cell, *words)
            .join_from(rows, days, and_(days.c["day"] == rows.c["day"], kind))
            .join(bits, bits.c.combination == rows.c.combination)
            .group_by(*cell, rows.c.customer_key)
            .subquery("people")
        )
        return select(*people.c, func.count().label("people")).group_by(*people.c)

    def _word(self, rows: FromClause, bits: Table, word: str) -> ColumnElement[int]:
        """The bits of a row: none of them is of two counts."""
        own = [
            case((rows.c[count] > 0, bits.c[f"{count}_{word}"]), else_=0)
            for count in self.rollup.counts
            if f"{count}_{word}" in bits.c
        ]
        return reduce(add, own)
