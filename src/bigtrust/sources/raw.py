"""What every reader leaves behind: the rows as text in the scratch file, and what it noticed."""

import hashlib
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bigtrust.contract import Column, DataSet, Kind
from bigtrust.sources.cells import Cells, Text
from bigtrust.sources.mapping import Mapping

RAW = "raw"
TOLERANCE = timedelta(hours=24)  # of clocks that run ahead, before a moment is in the future


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: a data set with declared segment columns, by a mapping; moments without
    a zone in `time_zone`, where the mapping names none, and nothing after `latest`."""

    data_set: DataSet
    segments: tuple[str, ...]
    mapping: Mapping
    zone: str
    latest: datetime = field(default_factory=lambda: datetime.now(UTC) + TOLERANCE)

    @property
    def time_zone(self) -> str:
        return self.mapping.time_zone or self.zone

    @property
    def columns(self) -> tuple[Column, ...]:
        """The contract's columns, and the segments as terms of the company's own."""
        segments = (Column(name, Kind.TERM, "a segment") for name in self.segments)
        return (*self.data_set.columns, *segments)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def numbered_by(self, place: str) -> str:
        """The place of a file whose rows are numbered; of any other, it says nothing of them."""
        return place if self.mapping.numbers_rows else ""

    def fingerprint(self, sha256: str) -> str:
        """Of some content and of how it is read: the same again says nothing new."""
        mapping = self.mapping  # what it does not say changes no fingerprint of what was loaded
        unsaid = None if mapping.trend_misleads else {"trend_misleads"}
        how = f"{mapping.model_dump_json(exclude=unsaid)}{self.segments}{self.time_zone}"
        return hashlib.sha256(f"{sha256}{how}".encode()).hexdigest()

    def cells(self, column: Column, text: Text) -> Cells:
        """A column's cells, with what is declared of them."""
        date_format = self.mapping.format_of(column.name)
        return Cells(column, text, self.time_zone, date_format, self.latest)

    def given(self, raw: "Raw") -> tuple[str, ...]:
        """The names that the source really gives: read, constant or numbered."""
        return tuple(
            name
            for name in self.names
            if name in raw.columns or not self.mapping.given(name).column
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be told into columns: its number from 1, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Raw:
    """The rows in the scratch file's table `raw`: `columns` are those that the source has.

    rows_read = the rows of the table + those refused.
    """

    columns: tuple[str, ...]
    rows_read: int
    sha256: str
    size: int
    refused: tuple[Refused, ...] = ()
    warnings: tuple[str, ...] = ()
    nul: bool = False  # whether a value may hold a NUL character
    types: Names[str, str] = field(default_factory=dict)  # of the source's columns, if it has any
