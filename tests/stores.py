"""Putting a small company into a fact store and building from it, as a test needs it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import select

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, build
from bigtrust.contract import CONTRACT
from bigtrust.engines import open_store, transaction
from bigtrust.facts import Load, create_tables, take_in
from bigtrust.facts.retry import retry
from bigtrust.schema import QUARANTINED, Star
from bigtrust.settings import Settings
from bigtrust.settings.parts import Store
from tests.companies import Company

# For tests that are many: each time, the oracle and other tests of facts ask PostgreSQL as much.
DUCKDB_DAILY = ("duckdb", pytest.param("postgresql", marks=pytest.mark.long))
PSEUDONYMS = Pseudonyms(bytes(range(32)))


@dataclass(frozen=True)
class Rows:
    """The rows of one data set, as the door hands them on."""

    data_set: str
    table: pa.Table
    given: frozenset[str]
    origin: str = "test.csv"
    duplicates: int = 0
    warnings: tuple[str, ...] = ()
    caution: str = ""
    mapping: Mapping[str, Any] = field(default_factory=dict)
    aside: pa.Table = field(default_factory=QUARANTINED.empty_table)
    types: Mapping[str, str] = field(default_factory=dict)
    content: str = ""
    place: str = ""
    series: str = "*.csv"

    @property
    def rows_read(self) -> int:
        return int(self.table.num_rows + self.aside.num_rows)

    @property
    def fingerprint(self) -> str:
        return sha256(f"{self.data_set} {self.table.to_pylist()}".encode()).hexdigest()

    def rows(self) -> pa.RecordBatchReader:
        return self.table.to_reader()

    def quarantined(self) -> pa.RecordBatchReader:
        return self.aside.to_reader()


def settings_of(home: Path, store_url: str = "", settings: Settings | None = None) -> Settings:
    """Settings (the defaults) with their home and fact store elsewhere, and a region. Few rows are
    quickest in one thread, the more so as other tests run beside.
    """
    changed = {
        "home": home,
        "store": Store(facts=store_url, threads=1),
        "segments": {"customers": {"region": "personal"}},
    }
    return (settings or Settings(home=home)).model_copy(update=changed)


def rows_of(company: Company, data_set: str, segments: tuple[str, ...] = ()) -> Rows:
    table = company.checked(data_set, PSEUDONYMS.of, segments)
    return Rows(data_set, table, frozenset(company.given(data_set)))


def give(company: Company, settings: Settings) -> list[Load]:
    """Load all of a company's data sets, in the contract's order."""
    star, store = Star(settings.segments), open_store(settings)
    with transaction(store) as connection:
        star.metadata.drop_all(connection)
        create_tables(connection, star)
        loads = [
            take_in(
                connection,
                star,
                rows_of(company, data_set, star.segment_columns[data_set]),
                settings.company.time_zone,
            )
            for data_set in CONTRACT
            if data_set in company
        ]
        loads += retry(connection, star, settings.company.time_zone)
    store.dispose()
    return loads


def built(company: Company, settings: Settings) -> Build:
    give(company, settings)
    return build(settings, accept=True)


def officer(build: Build) -> Scope:
    return Scope(Role.OFFICER, build.id)


def rolled_up(build: Build) -> dict[str, list[tuple[Any, ...]]]:
    """The sorted rows of every rollup; segments by their words, as keys differ between stores."""
    segments = build.shelf.segments
    found = {}
    with transaction(build.engine) as connection:
        words = {key: tuple(texts) for key, *texts in connection.execute(select(*segments.c)).all()}
        for name, table in build.shelf.rollups.items():
            rows = connection.execute(select(*table.c)).all()
            told = ((row.day, words[row.segment_key], *tuple(row)[2:]) for row in rows)
            found[name] = sorted(told, key=repr)  # some are NULL
    build.engine.dispose()
    return found


@contextmanager
def other_process_in(path: Path) -> Iterator[None]:
    """Another process that holds a DuckDB file open."""
    program = f"""
import duckdb, sys
held = duckdb.connect({str(path)!r})
print(flush=True)
sys.stdin.read()
"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", program], **pipes) as process:
        process.stdout.readline()
        yield
        process.stdin.close()
