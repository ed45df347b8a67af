"""Small demo companies, made once a session, with and without what is planted; one is built."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bigtrust.access.pseudonyms import make_key
from bigtrust.builds import Build, build
from bigtrust.cli.origins import sources_at
from bigtrust.demo import DATA_SETS, Truth, make
from bigtrust.loading import load
from bigtrust.settings import Settings

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


def loaded_and_built(home: Path, data: Path, truth: Truth) -> Build:
    """The build of the company whose files are in `data`, as anybody's would be made."""
    settings = Settings(
        home=home, as_of=truth.as_of, segments={"customers": {"region": "personal"}}
    )
    make_key(settings.folder)
    load(settings, sources_at(str(data)))
    return build(settings)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("company")
    return opened(folder, make(folder, CUSTOMERS))


@pytest.fixture(scope="session")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("quiet")
    return opened(folder, make(folder, CUSTOMERS, quiet=True))


@pytest.fixture(scope="session")
def measured(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """What the company says in a build of its own: who asks for it is long."""
    return loaded_and_built(tmp_path_factory.mktemp("home"), company.folder, company.truth)
