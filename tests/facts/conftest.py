"""A fact store that a test loads small companies into, one by one, and looks into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import Engine, select

from bigtrust.contract import CONTRACT
from bigtrust.engines import open_store, transaction
from bigtrust.facts import Load, begin_whole, create_tables, take_in
from bigtrust.facts.retry import retry
from bigtrust.facts.snapshot import date_of
from bigtrust.schema import QUARANTINED, Star
from bigtrust.settings import Settings
from tests.companies import company
from tests.stores import PSEUDONYMS, Rows, rows_of, settings_of


def refused(**entry: Any) -> pa.Table:
    """One row in quarantine, as the checks hand it on."""
    told = {"source_row": 9, "reason": "no such day", "row_json": "{}"}
    empty = dict.fromkeys(QUARANTINED.names, "") | told
    return pa.Table.from_pylist([empty | entry], schema=QUARANTINED)


@dataclass(frozen=True)
class Store:
    """One load a call, each in a transaction of its own."""

    settings: Settings
    engine: Engine
    star: Star = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "star", Star(self.settings.segments))
        with transaction(self.engine) as connection:
            create_tables(connection, self.star)

    def load(self, text: str, origin: str = "test.csv", **told: Any) -> Load:
        """Load the one data set of a text table; `told` is what else the door says of it."""
        return self.take(self.file(text, origin, **told))

    def file(self, text: str, origin: str = "test.csv", **told: Any) -> Rows:
        tables = company(text)
        (data_set,) = tables
        rows = rows_of(tables, data_set, self.star.segment_columns[data_set])
        return Rows(data_set, rows.table, rows.given, origin=origin, **told)

    def take(self, rows: Rows, accept: bool = False) -> Load:
        with transaction(self.engine) as connection:
            return take_in(connection, self.star, rows, self.settings.company.time_zone, accept)

    def snapshot(self, *files: Rows, accept: bool = False, most_percent: float = 100) -> list[Load]:
        """The rows of each file of a snapshot, in one transaction."""
        with transaction(self.engine) as connection:
            data_set = CONTRACT[files[0].data_set]
            whole = begin_whole(connection, self.star, data_set, accept)
            zone = self.settings.company.time_zone
            return whole.end([whole.take(file, zone) for file in files], most_percent)

    def retry(self) -> list[Load]:
        with transaction(self.engine) as connection:
            return list(retry(connection, self.star, self.settings.company.time_zone))

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """The columns of a table, sorted."""
        with transaction(self.engine) as connection:
            wanted = (self.star.metadata.tables[table].c[name] for name in columns)
            return sorted(map(tuple, connection.execute(select(*wanted))), key=repr)

    def days(self, data_set: str, column: str) -> list[date]:
        return sorted(date_of(day) for (day,) in self.rows(data_set, column))

    def waiting(self) -> list[tuple[str, str]]:
        """The reason and the id of what is in quarantine."""
        entries = self.rows("quarantine", "reason", "natural_key", "released_by")
        return [(reason, key) for reason, key, released_by in entries if released_by is None]

    def people(self) -> Mapping[str, int]:
        return dict(self.rows("customers", "pseudonym", "customer_key"))

    def ledger_adds_up(self) -> bool:
        """Every load accounts for its rows, and all of them for the rows that stand."""
        counts = ("rows_read", "loaded", "replaced", "quarantined", "duplicates")
        loads = self.rows("loads", "data_set", "deleted", *counts)
        standing = {name: len(self._standing(name)) for name in CONTRACT}
        loaded = dict.fromkeys(CONTRACT, 0)
        for data_set, deleted, _, number, *_ in loads:
            loaded[data_set] += number - deleted
        return loaded == standing and all(row[2] == sum(row[3:]) for row in loads)

    def _standing(self, data_set: str) -> Sequence[Any]:
        return [row for row in self.rows(data_set, "load_key") if row[0] is not None]


@pytest.fixture
def store(store_url: str, tmp_path: Path) -> Store:
    settings = settings_of(tmp_path, store_url)
    settings.folder.mkdir(exist_ok=True)
    return Store(settings, open_store(settings))


def key_of(store: Store, name: str) -> int:
    return store.people()[PSEUDONYMS.of(name)]
