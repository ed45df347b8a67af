"""Builds: published whole or not at all, kept for a while, read by many."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from bigtrust import builds
from bigtrust.builds import Build, Shelf, build, current, filling, shelf
from bigtrust.engines import open_store, transaction
from bigtrust.errors import HeldError, StoreError
from bigtrust.rollups import ROLLUPS
from bigtrust.settings import Settings
from tests.companies import company
from tests.facts.conftest import Store, refused
from tests.stores import DUCKDB_DAILY, give, settings_of

COMPLAINTS = """
    complaints
      received_at      | topic
      2024-03-01 10:00 | delivery
      2024-03-02 10:00 | repair
"""


CORRECTED = COMPLAINTS.replace("repair", "delivery")


@pytest.fixture(params=DUCKDB_DAILY)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)


@pytest.fixture
def settings(store_url: str, tmp_path: Path) -> Settings:
    """A company with two complaints loaded."""
    settings = settings_of(tmp_path, store_url)
    give(company(COMPLAINTS), settings)
    return settings


def files(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.folder / "builds").iterdir())


@pytest.fixture
def of_one_rollup(monkeypatch: pytest.MonkeyPatch):
    """For tests that do not depend on what a build is filled with."""
    monkeypatch.setattr(filling, "ROLLUPS", ROLLUPS[:1])


@pytest.mark.usefixtures("of_one_rollup")
class TestPublishing:
    @pytest.fixture
    def store_url(self, tmp_path: Path) -> str:
        """Nothing here depends on where the facts are kept."""
        return f"duckdb:///{tmp_path / 'facts.duckdb'}"

    def test_the_pointer_names_the_build_that_was_made(self, settings: Settings):
        made = build(settings)
        assert files(settings) == [f"{made.id}.duckdb", "current"]
        assert current(settings).id == made.id
        assert current(settings).manifest == made.manifest

    def test_the_last_three_are_kept(self, settings: Settings):
        ids = [build(settings).id for _ in range(4)]
        assert files(settings) == [*(f"{name}.duckdb" for name in ids[1:]), "current"]
        assert current(settings).id == ids[-1]

    def test_fewer_than_are_kept_are_left_alone(self, settings: Settings):
        store = settings.store.model_copy(update={"keep_builds": 9})
        for number in range(1, 4):
            build(settings.model_copy(update={"store": store}))
            assert len(files(settings)) == number + 1

    def test_the_current_one_is_kept_though_the_clock_was_set_back(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ):
        for _ in range(3):
            build(settings)
        monkeypatch.setattr(builds, "datetime", Earlier)
        made = build(settings)
        assert made.id.startswith("2001")
        assert current(settings).id == made.id
        assert len(files(settings)) == 4

    def test_fifty_readers_see_one_build_or_the_next_and_never_a_mixture(self, tmp_path: Path):
        settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
        store = settings.store.model_copy(update={"keep_builds": 1})
        settings = settings.model_copy(update={"store": store})
        give(company(COMPLAINTS), settings)
        build(settings)
        seen: list[tuple[str, str]] = []
        stop = Event()
        with ThreadPoolExecutor(50) as pool:
            readers = [pool.submit(read_again_and_again, settings, seen, stop) for _ in range(50)]
            made = {build(settings).id for _ in range(5)}
            stop.set()
        assert not [reader for reader in readers if reader.exception()]
        assert all(named == told for named, told in seen)
        assert len({named for named, _ in seen} & made) > 1


class Earlier(datetime):
    """A clock that was set back."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2001, 1, 1, tzinfo=tz)


def read_again_and_again(settings: Settings, seen: list[tuple[str, str]], stop: Event) -> None:
    while not stop.is_set():
        found = current(settings)
        seen.append((found.id, found.manifest["build"]))
        stop.wait(0.1)


@pytest.mark.usefixtures("of_one_rollup")
class TestInterruption:
    def test_by_an_error_leaves_the_build_before(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ):
        before = build(settings)
        with monkeypatch.context() as patched:
            patched.setattr(filling, "copy_across", fail_at(3, filling.copy_across))
            with pytest.raises(ZeroDivisionError):
                build(settings)
        assert current(settings).id == before.id
        assert [name for name in files(settings) if name.endswith(".duckdb")] == [
            f"{before.id}.duckdb"
        ]
        after = build(settings)
        assert files(settings) == [f"{before.id}.duckdb", f"{after.id}.duckdb", "current"]

    @pytest.mark.parametrize(
        ("moment", "published"),
        [
            ("filling.copy_across", False),
            ("publish", False),
            ("publishing.point", False),
            ("publishing.remove", True),
        ],
    )
    def test_by_a_kill_leaves_one_build_or_the_other(
        self, tmp_path: Path, moment: str, published: bool
    ):
        """SIGKILL in the middle of filling; before, between and after the two renamings."""
        settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
        give(company(COMPLAINTS), settings)
        before = build(settings)
        program = KILLED.format(home=str(tmp_path), moment=moment)
        killed = subprocess.run([sys.executable, "-c", program], env=os.environ)
        assert killed.returncode == -9
        assert (current(settings).id != before.id) is published
        after = build(settings)
        assert current(settings).id == after.id
        assert not [name for name in files(settings) if "unfinished" in name]


def fail_at(number: int, real: Callable[..., None]) -> Callable[..., None]:
    calls = iter(range(1, number + 1))

    def failing(*arguments: object) -> None:
        real(*arguments)
        1 / (number - next(calls))

    return failing


KILLED = """
import os, signal
from pathlib import Path
from bigtrust import builds
from bigtrust.builds import filling, publishing
from tests.stores import settings_of

def kill(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

home = Path({home!r})
filling.ROLLUPS = filling.ROLLUPS[:1]
builds.{moment} = kill
builds.build(settings_of(home, f"duckdb:///{{home / 'facts.duckdb'}}"))
"""


@pytest.mark.usefixtures("of_one_rollup")
class TestReading:
    @pytest.fixture
    def store_url(self, tmp_path: Path) -> str:
        """Builds are read alike, wherever the facts are kept."""
        return f"duckdb:///{tmp_path / 'facts.duckdb'}"

    def test_without_a_build_it_is_said_what_to_do(self, tmp_path: Path):
        with pytest.raises(StoreError, match=r"no build in .* yet") as told:
            current(settings_of(tmp_path))
        assert "bigtrust build" in told.value.advice

    @pytest.mark.parametrize("damage", [b"", b"no database" * 2_000])
    def test_a_damaged_build_is_told(self, settings: Settings, damage: bytes):
        build(settings).path.write_bytes(damage)
        with pytest.raises(StoreError) as told:
            current(settings)
        assert told.value.advice == "Run `bigtrust build`."

    def test_a_build_of_another_layout_is_told(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ):
        build(settings).path.touch()
        monkeypatch.setattr(shelf, "ROLLUPS", ROLLUPS[:-1])
        monkeypatch.setattr(shelf, "shelf_of", Shelf)  # another version has laid out none yet
        with pytest.raises(StoreError, match="another version") as told:
            current(settings)
        assert told.value.advice == "Run `bigtrust build`."

    def test_a_build_is_read_once(self, settings: Settings):
        build(settings)
        assert current(settings) is current(settings)

    def test_builds_that_are_alike_share_their_tables(self, settings: Settings):
        assert build(settings).shelf is build(settings).shelf

    def test_a_missing_build_is_told(self, settings: Settings):
        build(settings).path.unlink()
        with pytest.raises(StoreError, match="is missing"):
            current(settings)


class TestManifest:
    def test_tells_what_went_in(self, settings: Settings):
        manifest = current_of(settings).manifest
        held = manifest["data_sets"]["complaints"]
        assert (held["rows"], held["quarantined"]) == (2, 0)
        assert (held["first_day"], held["last_day"]) == (date(2024, 3, 1), date(2024, 3, 2))
        assert held["origins"] == ["test.csv"]
        assert set(held["given"]) == {"complaint_id", "topic", "received_at"}
        assert held["loaded_at"].tzinfo is UTC
        assert len(manifest["inputs"]) == 1
        assert set(manifest["rollups"]) == {rollup.name for rollup in ROLLUPS}
        assert manifest["rollups"]["complaints"] > 0
        assert manifest["versions"].keys() == {"bigtrust", "duckdb", "sqlalchemy"}
        assert manifest["settings"]["company"]["name"] == "The company"

    def test_tells_no_address_of_a_store_or_source(self, settings: Settings):
        assert {"home", "store", "sources"}.isdisjoint(current_of(settings).manifest["settings"])

    def test_tells_what_is_missing(self, settings: Settings):
        made = current_of(settings)
        assert made.missing(("complaints", "complaints.topic")) is None
        assert made.missing(("complaints", "complaints.closed_at")) == "complaints.closed_at"
        assert made.missing(("contacts|complaints",)) is None

    def test_data_sets_without_a_day_begin_at_as_of(self, settings: Settings):
        give(company("recipients\n recipient\n Postini"), settings)
        made = build(settings.model_copy(update={"as_of": date(2024, 3, 4)}))
        assert made.first_day == made.as_of == date(2024, 3, 4)


def current_of(settings: Settings) -> Build:
    build(settings)
    return current(settings)


@pytest.mark.usefixtures("of_one_rollup")
class TestHolding:
    def test_above_5_percent_in_quarantine(self, settings: Settings):
        store = Store(settings, open_store(settings))
        store.load(CORRECTED, origin="bad.csv", aside=refused())
        with pytest.raises(HeldError, match=r"33\.3 % of the rows of complaints"):
            build(settings)
        assert build(settings, accept=True).manifest["data_sets"]["complaints"]["quarantined"] == 1

    def test_rows_that_came_many_times_do_not_hide_those_that_wait(self, settings: Settings):
        store = Store(settings, open_store(settings))
        for week in range(3):
            text = COMPLAINTS.replace("repair", f"repair {week}")
            store.load(text, origin=f"{week}.csv", aside=refused(natural_key="9"))
        with pytest.raises(HeldError, match=r"33\.3 %"):
            build(settings)

    def test_not_at_the_limit(self, settings: Settings):
        store = Store(settings, open_store(settings))
        store.load(CORRECTED, origin="bad.csv", aside=refused())
        loading = settings.loading.model_copy(update={"held_above_percent": 34.0})
        assert build(settings.model_copy(update={"loading": loading}))


@pytest.mark.usefixtures("of_one_rollup")
class TestAsOf:
    @pytest.mark.parametrize(
        ("latest", "as_of"),
        [
            ("2024-03-05 00:00", date(2024, 3, 5)),  # a date without a time: that day is complete
            ("2024-03-05 00:01", date(2024, 3, 4)),  # it was still running
            ("2024-03-05 23:59", date(2024, 3, 4)),
            ("2024-03-04T23:00Z", date(2024, 3, 5)),  # midnight in Rome
        ],
    )
    def test_is_the_last_complete_day(self, settings: Settings, latest: str, as_of: date):
        give(company(f"complaints\n received_at\n 2024-03-01 10:00\n {latest}"), settings)
        assert build(settings).as_of == as_of

    def test_a_deadline_that_lies_ahead_does_not_count(self, settings: Settings):
        text = "requests\n received_at | due_at\n 2024-03-02 00:00 | 2024-12-24 00:00"
        give(company(text), settings)
        assert build(settings).as_of == date(2024, 3, 2)

    def test_is_what_settings_say(self, settings: Settings):
        told = settings.model_copy(update={"as_of": date(2024, 3, 1)})
        assert build(told).as_of == date(2024, 3, 1)

    def test_cannot_be_told_of_data_without_moments(self, settings: Settings):
        give(company("recipients\n recipient\n Postini"), settings)
        with pytest.raises(StoreError, match="as-of day cannot be told"):
            build(settings)

    def test_no_data_at_all_is_told(self, tmp_path: Path, store_url: str):
        with pytest.raises(StoreError, match="Nothing has been loaded yet"):
            build(settings_of(tmp_path, store_url))


def test_a_build_holds_no_pseudonym(settings: Settings):
    give(company("customers\n customer_id\n ann\n" + COMPLAINTS), settings)
    made = build(settings)
    with transaction(made.engine) as connection:
        tables = [*made.shelf.rollups.values(), made.shelf.segments]
        names = {column.name for table in tables for column in table.c}
        assert all(connection.execute(select(table)).all() is not None for table in tables)
    assert not names & {"pseudonym", "customer_id", "customer_key"}
