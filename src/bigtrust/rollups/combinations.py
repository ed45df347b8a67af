"""The people behind cells of the largest facts, by the combinations that each of them met.

To count the distinct people of ten million contacts for every choice of dimensions would take as
many passes as there are choices. One pass tells, for each person and period, which combinations
of the dimensions (channel, purpose and sender unit) they met, as bits of numbers; people who met
the same are counted together. Behind a cell are those who met one of its combinations.
"""

from typing import Any

import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    select,
)

from bigtrust.promises.choices import MARKETING, purpose_of
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import Rollup

_BITS = 62  # of a word, a combination each; the sign is left alone


def members_table(rollup: Rollup, metadata: MetaData) -> Table:
    """What each set of combinations consists of, by their dimensions: a row for each."""
    return Table(
        f"{rollup.name}_members",
        metadata,
        Column("set_key", Integer),
        *(Column(name, String) for name in rollup.dimensions),
    )


def met_table(rollup: Rollup, metadata: MetaData) -> Table:
    """How many people of a segment met the same sets in a period: a set for each count."""
    keys = ("first", "last", "segment_key", *(set_of(name) for name in rollup.counts))
    return Table(
        f"{rollup.name}_met",
        metadata,
        *(Column(name, Integer) for name in keys),
        Column("people", BigInteger),
    )


def set_of(count: str) -> str:
    """The column of the set of combinations in which people have a count."""
    return f"{count}_set"


def messages_met(promises: Promises) -> Select[Any]:
    """The combinations of channel, purpose and sender unit of marketing messages."""
    messages = promises.snapshot.star.messages
    return select(
        messages.c.message_key.label("combination"),
        messages.c.channel,
        purpose_of(messages).label("purpose"),
        messages.c.sender_unit,
    ).where(messages.c.message_class == MARKETING)


class Combinations:
    """Who met what, of one rollup: people by the sets of combinations that they met."""

    def __init__(self, rollup: Rollup, promises: Promises, rows: Select[Any], days: Table) -> None:
        if rollup.combinations is None:
            raise ValueError(f"{rollup.name} tells no combinations")
        self.rollup, self.snapshot = rollup, promises.snapshot
        found = promises.snapshot.connection.execute(rollup.combinations(promises)).all()
        cells = {row[0]: tuple(row[1:]) for row in found}
        self.cells = sorted(set(cells.values()))
        self.words = [f"word_{number}" for number in range(len(self.cells) // _BITS + 1)]
        self._alike = self._people(rows.subquery("rows"), self._bits(cells), days)
        self._sets = self._numbered()

    @property
    def members(self) -> pa.Table:
        """The rows of the members table."""
        rows = [
            {"set_key": key, **dict(zip(self.rollup.dimensions, cell, strict=True))}
            for words, key in self._sets.items()
            for cell in self._cells_of(words)
        ]
        names = self.rollup.dimensions
        fields = [("set_key", pa.int32()), *((name, pa.string()) for name in names)]
        return pa.Table.from_pylist(rows, schema=pa.schema(fields))

    @property
    def met(self) -> Select[Any]:
        """The rows of the met table, in its columns' order."""
        alike, keys = self._alike, self._set_keys()
        source: Any = alike
        columns: list[ColumnElement[Any]]
        columns = [alike.c["first"], alike.c["last"], alike.c.segment_key]
        for name in self.rollup.counts:
            own = keys.alias(set_of(name))
            same = (own.c[word] == alike.c[f"{name}_{word}"] for word in self.words)
            source = source.join(own, and_(*same))
            columns.append(own.c.set_key.label(set_of(name)))
        return select(*columns, alike.c.people).select_from(source)

    def _bits(self, cells: dict[int, tuple[str, ...]]) -> Table:
        """Columns: combination, and for each word a number with the bit of its cell."""
        place = {cell: number for number, cell in enumerate(self.cells)}
        columns = {"combination": pa.array(list(cells), pa.int32())}
        for number, word in enumerate(self.words):
            places = (place[cell] - number * _BITS for cell in cells.values())
            bits = [1 << bit if 0 <= bit < _BITS else 0 for bit in places]
            columns[word] = pa.array(bits, pa.int64())
        return self.snapshot.write(f"{self.rollup.name}_bits", pa.table(columns))

    def _people(self, rows: Any, bits: Table, days: Table) -> Table:
        """Columns: first, last, segment_key, the words of each count, people."""
        lengths = (days.c["kind"] == kind for kind in range(3))
        return self.snapshot.keep(
            f"{self.rollup.name}_alike",
            *(self._counted(rows, bits, days, kind) for kind in lengths),
        )

    def _counted(
        self, rows: Any, bits: Table, days: Table, kind: ColumnElement[bool]
    ) -> Select[Any]:
        """One kind of period at a time: a person falls in one period of each."""
        cell = [days.c["first"], days.c["last"], rows.c.segment_key]
        words = [
            func.bit_or(case((rows.c[name] > 0, bits.c[word]), else_=0)).label(f"{name}_{word}")
            for name in self.rollup.counts
            for word in self.words
        ]
        people = (
            select(*cell, *words)
            .join_from(rows, days, and_(days.c["day"] == rows.c["day"], kind))
            .join(bits, bits.c.combination == rows.c.combination)
            .group_by(*cell, rows.c.customer_key)
            .subquery("people")
        )
        return select(*people.c, func.count().label("people")).group_by(*people.c)

    def _numbered(self) -> dict[tuple[int, ...], int]:
        """The words of every set that people met -> its number."""
        found = set()
        for name in self.rollup.counts:
            words = (self._alike.c[f"{name}_{word}"] for word in self.words)
            rows = self.snapshot.connection.execute(select(*words).distinct())
            found |= {tuple(row) for row in rows}
        return {words: key for key, words in enumerate(sorted(found))}

    def _set_keys(self) -> Table:
        """Columns: set_key, the words."""
        columns = {"set_key": pa.array(list(self._sets.values()), pa.int32())}
        for number, word in enumerate(self.words):
            columns[word] = pa.array([words[number] for words in self._sets], pa.int64())
        return self.snapshot.write(f"{self.rollup.name}_sets", pa.table(columns))

    def _cells_of(self, words: tuple[int, ...]) -> list[tuple[str, ...]]:
        return [
            cell
            for number, cell in enumerate(self.cells)
            if words[number // _BITS] >> number % _BITS & 1
        ]
