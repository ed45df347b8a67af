"""The tables of a build, and a published build open for reading."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    literal,
    select,
)

from bigtrust.engines import open_build
from bigtrust.promises.breach import BREACH
from bigtrust.promises.registers import REGISTERS
from bigtrust.promises.requests import OUTSTANDING
from bigtrust.rollups import ROLLUPS
from bigtrust.rollups.combinations import members_table, met_table
from bigtrust.rollups.journeys import JOURNEYS
from bigtrust.rollups.people import repetitions_table, standing_table
from bigtrust.rollups.rollup import People, Rollup, in_words
from bigtrust.schema import Segments
from bigtrust.settings.parts import Levels


def _manifest(metadata: MetaData) -> Table:
    return Table("manifest", metadata, Column("document", String))


MANIFEST = _manifest(MetaData())  # read before it is known how the rest is laid out


class Shelf:
    """Every rollup, the people behind its cells, the segments that customers fall in, the ledger
    of broken promises and the outstanding requests with whose they are, the journeys of people let
    down, what the company says of itself, the manifest.

    `tables` and `cells` are what is kept of the rollups, `rollups` what is read of them.
    """

    def __init__(self, segments: Segments, levels: Levels, schema: str | None = None) -> None:
        self.metadata = MetaData(schema=schema)
        self.tables = {
            rollup.name: rollup.table(self.metadata, segments)
            for rollup in ROLLUPS
            if rollup.rows is not None
        }
        self.cells = {each.name: each.cells(self.metadata) for each in ROLLUPS if each.numbered}
        counted = [rollup for rollup in ROLLUPS if rollup.people is People.COUNTED]
        combined = [rollup for rollup in ROLLUPS if rollup.people is People.BY_COMBINATION]
        self.repetitions = {
            each.name: repetitions_table(each, self.metadata, segments) for each in counted
        }
        self.standing = {
            each.name: standing_table(each, self.metadata, segments)
            for each in counted
            if each.spells
        }
        self.members = {each.name: members_table(each, self.metadata) for each in combined}
        self.met = {each.name: met_table(each, self.metadata) for each in combined}
        declared = segments.get("customers", {})
        areas = (level for column in declared for level in levels.get(column, ()))
        self.segments = Table(
            "customer_segments",
            self.metadata,
            Column("segment_key", Integer),
            *(Column(name, String) for name in (*declared, *areas)),
            Column("customers", BigInteger),
        )
        self.ledger = Table("ledger", self.metadata, *(Column(*column) for column in BREACH))
        self.persons = Table(
            "persons",
            self.metadata,
            Column("customer_key", Integer),
            Column("pseudonym", String),
        )
        self.outstanding = Table(
            "outstanding", self.metadata, *(Column(*column) for column in OUTSTANDING)
        )
        self.registers = {
            name: Table(name, self.metadata, *(Column(*column) for column in columns))
            for name, columns in REGISTERS.items()
        }
        self.journeys = Table("journeys", self.metadata, *(Column(*column) for column in JOURNEYS))
        self.manifest = _manifest(self.metadata)
        self.rollups = {rollup.name: self._as_read(rollup) for rollup in ROLLUPS}

    def _as_read(self, rollup: Rollup) -> FromClause:
        if rollup.rows is None:
            told = (self.ledger.c[name] for name in ("day", "segment_key", *rollup.dimensions))
            ones = (literal(1).label(name) for name in rollup.counts)
            return select(*told, *ones).subquery(rollup.name)
        table = self.tables[rollup.name]
        return in_words(rollup, table, self.cells[rollup.name]) if rollup.numbered else table

    @property
    def layout(self) -> str:
        """A fingerprint of all tables and columns: a build of another layout cannot be read."""
        tables = self.metadata.tables.values()
        told = sorted(
            f"{table.name} {[(c.name, str(c.type)) for c in table.c]}" for table in tables
        )
        return sha256("\n".join(told).encode()).hexdigest()[:16]


def shelf_of(segments: Segments, levels: Levels, schema: str | None = None) -> Shelf:
    """The shelf of a company with these segment columns and their levels. To lay one out takes
    longer than any question to it, so builds that are alike share theirs.
    """
    return _laid_out(orjson.dumps([segments, levels]), schema)


@lru_cache(maxsize=8)
def _laid_out(columns: bytes, schema: str | None) -> Shelf:
    segments, levels = orjson.loads(columns)
    return Shelf(segments, levels, schema)


@dataclass(frozen=True)
class Build:
    """A published build, open for reading."""

    id: str
    path: Path
    manifest: dict[str, Any]

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.manifest["as_of"])

    @property
    def first_day(self) -> date:
        """The first day on which any data set has something."""
        days = [self.first_day_of(name) for name in self.manifest["data_sets"]]
        return min((day for day in days if day is not None), default=self.as_of)

    def first_day_of(self, data_set: str) -> date | None:
        """The first day on which a data set has something; None where it has no days."""
        day: date | None = self.manifest["data_sets"].get(data_set, {}).get("first_day")
        return day

    @property
    def zone(self) -> ZoneInfo:
        """The company's own time zone, in which times are told."""
        return ZoneInfo(self.manifest["settings"]["company"]["time_zone"])

    @property
    def segments(self) -> Segments:
        segments: Segments = self.manifest["settings"]["segments"]
        return segments

    @property
    def levels(self) -> Levels:
        levels: Levels = self.manifest["settings"]["levels"]
        return levels

    def kinds_of(self, data_set: str) -> Mapping[str, str]:
        """The segment columns of a data set and their levels: name -> personal | operational."""
        kinds = self.segments.get(data_set, {})
        levels = {level: kinds[name] for name in kinds for level in self.levels.get(name, ())}
        return {**kinds, **levels}

    @cached_property
    def shelf(self) -> Shelf:
        return shelf_of(self.segments, self.levels)

    @cached_property
    def engine(self) -> Engine:
        return open_build(self.path)

    @cached_property
    def told(self) -> dict[tuple[Hashable, ...], dict[tuple[date, date], float]]:
        """What it said of the whole company: count -> period -> number (measures/whole.py)."""
        return {}

    def missing(self, needs: tuple[str, ...]) -> str | None:
        """The first of these data sets (or data_set.column; `a|b`: either) that was not given."""
        for need in needs:
            either = need.split("|")
            if not any(self._has(name) for name in either):
                return either[0]
        return None

    def _has(self, name: str) -> bool:
        data_set, _, column = name.partition(".")
        held = self.manifest["data_sets"].get(data_set)
        return held is not None and (not column or column in held["given"])
