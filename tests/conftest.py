"""What tests share: the engines of the fact store, the public data, and loud skips."""

import gc
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from bigtrust.cli.building import make_demo
from tests.postgresql import Server, find_programs, running_server

CHECKOUT = Path(__file__).parent.parent
SHARED_DATA = CHECKOUT.parent / "shared" / "data"
WANTED = {
    "PostgreSQL": "install a PostgreSQL server (Debian: postgresql-15)",
    "Chromium": "install a Chromium",
    "../shared/data": "put the public data sets beside the checkout",
}

# No test is timed; the engines' fixtures are one a test, and examples clean up after themselves.
hypothesis_settings.register_profile(
    "tests",
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers first: they take longest, and wait more than they work, while others work."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish() -> None:
    """Thousands of tests are held until the end: to look for garbage among them takes long."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server, started once a session (one a worker); skips where there is none."""
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine")
    with running_server(programs) as server:
        yield server


@pytest.fixture(params=["duckdb", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine: a test that uses it, or `store_url`, runs once on each; where a file
    takes it as DUCKDB_DAILY has it, on PostgreSQL in the long tests.
    """
    return str(request.param)


@pytest.fixture
def store_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh, empty fact store on the engine."""
    if engine == "duckdb":
        yield f"duckdb:///{tmp_path / 'facts.duckdb'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the public data sets, which are not part of the checkout."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside the checkout")
    return SHARED_DATA


@pytest.fixture(scope="session")
def demo_company(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The home of the demo company, small: it has every data set, two and a half years of them.
    One worker makes it, and each has a copy to write in.
    """
    own = tmp_path_factory.getbasetemp()
    made = (own if worker_id == "master" else own.parent) / "demo_of_all"
    with FileLock(f"{made}.lock"):
        if not made.exists():
            unfinished = tmp_path_factory.mktemp("unfinished")
            make_demo(unfinished, customers=1_000)
            unfinished.rename(made)
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("demo") / "company"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which tests this machine could not run, and what would let it."""
    reasons = [_reason(report) for report in terminalreporter.stats.get("skipped", [])]
    missed = Counter(want for want in WANTED for reason in reasons if want in reason)
    for want, number in missed.items():
        line = f"NOT RUN: {number} tests, for want of {want}. To run them, {WANTED[want]}."
        terminalreporter.write_line(line, red=True, bold=True)


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
