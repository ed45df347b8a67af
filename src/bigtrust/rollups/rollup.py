"""What a rollup is: its grain, its counts, and the statement that fills it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Select, String, Table

from bigtrust.promises.promises import Promises
from bigtrust.schema import Segments


@dataclass(frozen=True)
class Rollup:
    """Counts by day, segment and dimensions.

    A row's `day` is the day something happened, or a spell began (`begun`) or ended (`ended`):
    what stands at a day's close is the running sum of begun less ended.
    """

    name: str
    counts: tuple[str, ...]
    fill: Callable[[Promises], Select[Any]]  # day, segment_key, dimensions, grain, own, counts
    dimensions: tuple[str, ...] = ()
    grain: tuple[str, ...] = ()  # further whole numbers that the counts are kept by
    segments_of: str = ""  # the data set whose own segment columns it carries

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
