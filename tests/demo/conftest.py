"""Small demo companies, made once a session: with and without what is planted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bigtrust.demo import DATA_SETS, Truth, make

CUSTOMERS = 10_000


@dataclass(frozen=True)
class Company:
    """A made company: its folder, its truth, and a database with a view a data set."""

    folder: Path
    truth: Truth
    database: duckdb.DuckDBPyConnection

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.database.execute(query, list(values)).fetchall()

    def number(self, query: str, *values: object) -> float:
        return float(self.ask(query, *values)[0][0])


def opened(folder: Path, truth: Truth) -> Company:
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    for name in DATA_SETS:
        database.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
    return Company(folder, truth, database)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("company")
    return opened(folder, make(folder, CUSTOMERS))


@pytest.fixture(scope="session")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("quiet")
    return opened(folder, make(folder, CUSTOMERS, quiet=True))
