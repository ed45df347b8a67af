"""Loading real files by real processes: nothing is lost, whatever happens to them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count, takewhile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine, event, func, select, update

from bigtrust import loading
from bigtrust.access.pseudonyms import KEY_FILE
from bigtrust.builds import build
from bigtrust.engines import open_store, transaction
from bigtrust.errors import HeldError, SourceError, StoreError
from bigtrust.schema import Star
from bigtrust.settings import Settings
from bigtrust.settings.parts import Company, Loading, Source
from tests.facts.conftest import Store
from tests.stores import DUCKDB_DAILY, other_process_in, settings_of

ROWS = 2_000
SETS = ("customers", "purchases", "contacts")
REGION = 'customers = {region = "personal"}'


@pytest.fixture(params=DUCKDB_DAILY)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)


@pytest.fixture
def settings(store_url: str, tmp_path: Path) -> Settings:
    return company_in(tmp_path, store_url)


def company_in(home: Path, store_url: str) -> Settings:
    """A company with a key and three files; every hundredth contact has no such day, every
    fiftieth is to somebody who is no customer.
    """
    settings = settings_of(home, store_url)
    settings.folder.mkdir(parents=True)
    (settings.folder / KEY_FILE).write_text("ab" * 32)
    people = (f"{number},2024-01-0{1 + number % 9},north" for number in range(ROWS))
    write(home / "customers.csv", "customer_id,joined_on,region", people)
    bought = (f"{number},{number},2024-02-01T10:00:00Z,kettles" for number in range(ROWS))
    write(home / "purchases.csv", "purchase_id,customer_id,purchased_at,product_category", bought)
    write(home / "contacts.csv", CONTACT_COLUMNS, map(contact, range(ROWS)))
    return settings


def write(path: Path, header: str, lines: Iterator[str] | map) -> None:
    path.write_text("\n".join([header, *lines]) + "\n")


CONTACT_COLUMNS = "contact_id,customer_id,sent_at,channel,message_class"


def contact(number: int) -> str:
    month = "13" if number % 100 == 0 else "03"
    person = ROWS + number if number % 50 == 1 else number
    return f"{number},{person},2024-{month}-01T10:00:00Z,email,marketing"


SOURCES = tuple(Source(data_set=name, path=f"{name}.csv") for name in SETS)


def facts(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """All that stands and all that waits, but for the numbers of the loads."""
    star, found = Star(settings.segments), {}
    store = open_store(settings)
    with transaction(store) as connection:
        for name in (*SETS, "quarantine"):
            table = star.metadata.tables[name]
            columns = [
                column for column in table.c if column.name not in ("load_key", "message_key")
            ]
            found[name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
    return found


def test_every_row_of_every_file_is_accounted_for(settings: Settings):
    customers, purchases, contacts = loading.load(settings, SOURCES)
    assert (customers.loaded, purchases.loaded) == (ROWS, ROWS)
    assert (contacts.loaded, contacts.quarantined) == (ROWS - 60, 60)
    assert len(loading.quarantine(settings)) == 60
    assert Store(settings, open_store(settings)).ledger_adds_up()


def test_nothing_is_left_of_the_working_files(settings: Settings):
    (settings.folder / "checking" / "checking-of-a-killed-load").mkdir(parents=True)
    loading.load(settings, SOURCES[:1])
    left = {path.name for path in settings.folder.iterdir()}
    assert left <= {KEY_FILE, "loading.lock", "facts.duckdb", "temporary"}
    assert not list((settings.folder / "temporary").glob("*"))


def test_a_file_that_is_refused_leaves_those_before_it(settings: Settings):
    (settings.home / "contacts.csv").write_text("")
    with pytest.raises(SourceError):
        loading.load(settings, SOURCES)
    assert len(facts(settings)["purchases"]) == ROWS
    assert not (settings.folder / "checking").exists()


def test_a_dry_run_tells_what_a_load_would_do_and_stores_nothing(settings: Settings):
    would = loading.load(settings, SOURCES, dry_run=True)
    assert loading.quarantine(settings) == []
    does = loading.load(settings, SOURCES)
    assert would == does


def test_orphans_come_in_with_the_load_that_brings_their_customers(settings: Settings):
    loading.load(settings, SOURCES)
    more = (f"{ROWS + number},2024-01-01,south" for number in range(1, ROWS, 50))
    write(settings.home / "more.csv", "customer_id,joined_on,region", more)
    source = Source(data_set="customers", path="more.csv")
    load, retried = loading.load(settings, [source])
    assert (load.loaded, retried.data_set, retried.loaded) == (40, "contacts", 40)
    assert len(loading.quarantine(settings)) == 20
    (would, *_) = loading.load(settings, [source], dry_run=True)
    assert would.already


def test_a_second_load_at_once_is_told_to_wait(settings: Settings):
    def load_again(doing: str, _: float) -> None:
        if doing.startswith("customers"):
            with pytest.raises(StoreError, match=r"Another load into .* is running") as told:
                loading.load(settings, SOURCES)
            assert "Wait until it has ended" in told.value.advice

    assert len(loading.load(settings, SOURCES, progress=load_again)) == 3


@pytest.mark.parametrize("engine", ["duckdb"])
def test_a_store_that_another_process_holds_is_no_traceback(settings: Settings):
    with other_process_in(settings.home / "facts.duckdb"):
        ended = run(settings)
    assert ended.returncode == StoreError.exit_code
    assert "Another load or build has it open" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_segment_that_settings_no_longer_name_is_told(settings: Settings):
    loading.load(settings, SOURCES[:1])
    without = settings.model_copy(update={"segments": {}})
    with pytest.raises(StoreError, match="keeps customer_segments by region") as told:
        loading.load(without, SOURCES)
    assert "Put region back under [segments]" in told.value.advice


def test_a_new_segment_is_filled_when_the_file_is_loaded_again(settings: Settings):
    without = settings.model_copy(update={"segments": {}})
    loading.load(without, SOURCES[:1])
    (load,) = loading.load(settings, SOURCES[:1])
    assert load.replaced == ROWS
    store = Store(settings, open_store(settings))
    assert ("north",) in store.rows("customer_segments", "region")


def snapshot_of(settings: Settings, path: str = "contacts-*.csv") -> list[Source]:
    """A source that is a snapshot in two files: the contacts of even numbers, and of odd ones."""
    for part in (0, 1):
        half = map(contact, range(part, ROWS, 2))
        write(settings.home / f"contacts-{part}.csv", CONTACT_COLUMNS, half)
    return [Source(data_set="contacts", path=path, mode="snapshot")]


class TestSnapshot:
    @pytest.fixture
    def whole(self, settings: Settings) -> list[Source]:
        """The source, loaded once."""
        loading.load(settings, SOURCES[:1])
        source = snapshot_of(settings)
        assert [load.rows_read for load in loading.load(settings, source)] == [ROWS // 2] * 2
        return source

    def test_a_pattern_of_files_is_one_snapshot(self, settings: Settings, whole: list[Source]):
        """Twenty rows are gone from each file, and in the first twenty have no such day."""
        kept = [*range(20), *range(60, ROWS)]
        for part in (0, 1):
            half = map(contact, (number for number in kept if number % 2 == part))
            write(settings.home / f"contacts-{part}.csv", CONTACT_COLUMNS, half)
        would = loading.load(settings, whole, dry_run=True)
        first, second = loading.load(settings, whole)
        assert would == [first, second]
        assert (first.deleted, second.deleted) == (0, 39)  # number 50 had no such day before
        store = Store(settings, open_store(settings))
        assert store.ledger_adds_up()
        standing = {int(number) for (number,) in store.rows("contacts", "contact_id")}
        assert standing == {number for number in kept if number % 100 and number % 50 != 1}

    def test_too_much_gone_is_held_until_somebody_says_so(
        self, settings: Settings, whole: list[Source]
    ):
        write(settings.home / "contacts-1.csv", CONTACT_COLUMNS, iter(()))
        before = facts(settings)
        with pytest.raises(HeldError, match=r"960 of the 1,940 rows held are absent from it"):
            loading.load(settings, whole)
        assert facts(settings) == before
        assert loading.load(settings, whole, accept=True)[1].deleted == 960
        assert len(facts(settings)["contacts"]) == 980

    def test_how_much_may_be_gone_is_a_setting(self, settings: Settings, whole: list[Source]):
        write(settings.home / "contacts-1.csv", CONTACT_COLUMNS, iter(()))
        most = Loading(held_above_percent_absent=50)
        settings = settings.model_copy(update={"loading": most})
        assert loading.load(settings, whole)[1].deleted == 960


def test_a_changed_type_of_a_column_is_held_until_somebody_says_so(settings: Settings):
    table = pa.table({"recipient": ["1", "2"], "recipient_category": ["carriers", None]})
    for name, kind in (("old", pa.string()), ("new", pa.int64())):
        column = table["recipient"].cast(kind)
        pq.write_table(table.set_column(0, "recipient", column), settings.home / f"{name}.parquet")
    old, every = (Source(data_set="recipients", path=path) for path in ("old.parquet", "*.parquet"))
    loading.load(settings, [old])
    (settings.home / "new.parquet").rename(settings.home / "old.parquet")
    with pytest.raises(HeldError, match=r"old\.parquet is held.*recipient was text and is int64"):
        loading.load(settings, [old])
    (load,) = loading.load(settings, [old], accept=True)
    assert load.duplicates == 2
    assert loading.load(settings, [every])[0].already


def test_a_file_loaded_before_is_known_before_it_is_read(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    first = loading.load(settings, SOURCES)
    monkeypatch.setattr(loading, "check", None)
    again = loading.load(settings, SOURCES)
    assert [each.load_key for each in again] == [each.load_key for each in first]
    assert all(each.already for each in again)


def test_a_file_loaded_before_is_read_again_once_its_encoding_is_declared(settings: Settings):
    lines = "complaint_id,received_at,topic\n1,2026-03-14T10:02Z,qualità\n"
    (settings.home / "complaints.csv").write_bytes(lines.encode("cp1252"))
    source = Source(data_set="complaints", path="complaints.csv")
    (strange,) = loading.load(settings, [source])
    assert strange.quarantined == 1
    for already in (False, True):
        (told,) = loading.load(settings, [source.model_copy(update={"encoding": "cp1252"})])
        assert told.already is already
    assert not loading.quarantine(settings)


def test_a_row_of_the_future_is_tried_again_by_the_same_file(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    rows = "complaint_id,received_at,topic\n1,2026-03-14T10:02Z,late\n2,2090-03-14T10:02Z,late\n"
    (settings.home / "complaints.csv").write_text(rows)
    source = Source(data_set="complaints", path="complaints.csv")
    for days, counts in ((1, (1, 1, 0)), (1, (0, 1, 1)), (36_500, (1, 0, 1))):
        monkeypatch.setattr("bigtrust.sources.raw.TOLERANCE", timedelta(days=days))
        (load,) = loading.load(settings, [source])
        assert (load.loaded, load.quarantined, load.duplicates) == counts
        assert len(loading.quarantine(settings)) == load.quarantined
    assert loading.load(settings, [source])[0].already


def test_rows_of_several_ids_that_contradict_each_other_leave_with_the_right_one(
    settings: Settings,
):
    columns = "request_id,occurred_at,kind,reason\n"
    event = "1,2026-03-14T10:02:00+01:00,extended,"
    for name, rows in (("events", f"{event}many\n{event}few\n"), ("right", f"{event}many\n")):
        (settings.home / f"{name}.csv").write_text(columns + rows)
        loading.load(settings, [Source(data_set="request_events", path=f"{name}.csv")])
        assert len(loading.quarantine(settings)) == (2 if name == "events" else 0)


def test_another_time_zone_of_the_company_is_refused_once_something_is_loaded(settings: Settings):
    moved = Company(time_zone="America/Lima")
    there = settings.model_copy(update={"company": moved})
    assert loading.load(there, SOURCES[:1], dry_run=True)[0].loaded == ROWS
    loading.load(settings, SOURCES[1:2])
    with pytest.raises(
        StoreError, match=r"loaded in the time zone Europe/Rome, and .*/Lima"
    ) as told:
        loading.load(there, SOURCES)
    assert 'Put time_zone = "Europe/Rome" back' in told.value.advice
    with pytest.raises(StoreError, match="loaded in the time zone Europe/Rome"):
        build(there, accept=True)
    assert loading.load(settings, SOURCES)


def test_another_key_is_refused_once_somebody_is_known_by_the_first(settings: Settings):
    key = settings.folder / KEY_FILE
    loading.load(settings, SOURCES[:1], dry_run=True)
    key.write_text("cd" * 32)
    loading.load(settings, SOURCES[:1])
    before = facts(settings)
    key.write_text("ab" * 32)
    for dry_run in (False, True):
        with pytest.raises(StoreError, match="not the one that this fact store") as told:
            loading.load(settings, SOURCES, dry_run=dry_run)
    assert "Restore that key" in told.value.advice
    assert facts(settings) == before
    key.write_text("cd" * 32)
    assert loading.load(settings, SOURCES)[0].already


def test_a_key_may_be_made_anew_while_nobody_is_known_by_it(settings: Settings):
    (settings.home / "customers.csv").write_text("")
    with pytest.raises(SourceError):
        loading.load(settings, SOURCES)
    (settings.folder / KEY_FILE).write_text("cd" * 32)
    assert loading.load(settings, SOURCES[1:2])


@pytest.mark.long
@pytest.mark.parametrize("engine", ["duckdb"])
@pytest.mark.parametrize("kilobytes", [100, 300])
def test_a_full_disk_is_told_and_loses_nothing(settings: Settings, kilobytes: int):
    """No file may grow beyond so much, the store's own neither."""
    ended = run(settings, kilobytes=kilobytes)
    assert ended.returncode == StoreError.exit_code
    assert "Traceback" not in ended.stderr
    assert not (settings.folder / "checking").exists()
    assert run(settings).returncode == 0
    assert Store(settings, open_store(settings)).ledger_adds_up()
    assert len(facts(settings)["contacts"]) == ROWS - 60


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_server_that_drops_the_connection_in_mid_load_loses_nothing(settings: Settings):
    """The second file's rows are on their way; those of the first stand."""
    with cut_off_at(settings, "INSERT INTO purchases"), pytest.raises(StoreError) as told:
        loading.load(settings, SOURCES)
    assert "server down" in told.value.advice
    assert [len(facts(settings)[name]) for name in SETS] == [ROWS, 0, 0]
    assert Store(settings, open_store(settings)).ledger_adds_up()
    loading.load(settings, SOURCES)
    assert Store(settings, open_store(settings)).ledger_adds_up()
    assert len(facts(settings)["contacts"]) == ROWS - 60


@contextmanager
def cut_off_at(settings: Settings, statement: str) -> Iterator[None]:
    """The server ends the connection over which such a statement is about to go."""

    def end(connection, _cursor, text: str, *_) -> None:
        if text.startswith(statement):
            me = connection.connection.driver_connection.info.backend_pid
            with open_store(settings).connect() as another:
                another.execute(select(func.pg_terminate_backend(me)))

    event.listen(Engine, "before_cursor_execute", end)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", end)


@pytest.mark.long
@pytest.mark.parametrize("engine", ["duckdb"])
def test_the_time_zone_of_the_machine_changes_nothing(settings: Settings, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("auckland")
    there = company_in(elsewhere, f"duckdb:///{elsewhere / 'facts.duckdb'}")
    contacts = elsewhere / "contacts.csv"
    contacts.write_text(contacts.read_text().replace("10:00:00Z", "23:30:00"))
    (settings.home / "contacts.csv").write_text(contacts.read_text())
    assert run(settings, TZ="UTC").returncode == run(there, TZ="Pacific/Auckland").returncode == 0
    assert facts(settings) == facts(there)


def test_files_named_alike_in_two_folders_leave_each_others_quarantine(settings: Settings):
    for folder, number in (("mail", 0), ("shop", 100)):
        (settings.home / folder).mkdir()
        broken = contact(number).replace(f"{number},", ",", 1)  # it has no id to be known by
        write(settings.home / folder / "contacts.csv", CONTACT_COLUMNS, iter([broken]))
    every = [Source(data_set="contacts", path="*/contacts.csv")]
    loading.load(settings, every)
    waiting = {row.origin for row in loading.quarantine(settings)}
    assert waiting == {"mail/contacts.csv", "shop/contacts.csv"}
    write(settings.home / "mail" / "contacts.csv", CONTACT_COLUMNS, iter([contact(7)]))
    loading.load(settings, every)
    assert [row.origin for row in loading.quarantine(settings)] == ["shop/contacts.csv"]


LOG = "received_at,topic\n2026-03-14T10:02Z,late\n2026-03-15T10:02Z,late\n"
GROWN = f"{LOG}2026-03-16T10:02Z,early\n"


class TestNumberedRows:
    """Files whose rows have their numbers for ids, loaded one after the other from some place."""

    def counts(self, settings: Settings, path: str, lines: str, more: str = "") -> tuple[int, ...]:
        """How many rows were loaded, replaced and duplicates."""
        file = settings.home / path.replace("*", "log")
        file.parent.mkdir(exist_ok=True)
        file.write_text(lines)
        numbered = 'data_set = "complaints"\n[columns]\ncomplaint_id = { row_number = true }\n'
        (settings.home / "numbered.toml").write_text(numbered + more)
        source = Source(data_set="complaints", path=path, mapping="numbered.toml")
        (load,) = loading.load(settings, [source])
        return load.loaded, load.replaced, load.duplicates

    @pytest.mark.parametrize(
        "path", ["exports/*.csv", pytest.param("exports/log.csv", marks=pytest.mark.long)]
    )
    @pytest.mark.parametrize(("more", "met"), [("", (0, 0, 2)), ('product = "topic"\n', (0, 2, 0))])
    def test_a_file_counts_once_wherever_it_lies(
        self, settings: Settings, path: str, more: str, met: tuple[int, ...]
    ):
        """It was uploaded, say, and is loaded by command, where another mapping may tell more of
        it; then its new version comes from there.
        """
        assert self.counts(settings, "uploads/log.csv", LOG) == (2, 0, 0)
        assert self.counts(settings, path, LOG, more) == met
        assert self.counts(settings, "uploads/log.csv", LOG)[0] == 0
        assert self.counts(settings, path, GROWN)[0] == 1

    def test_a_ledger_that_knows_no_places_yet_knows_a_file_by_its_source(self, settings: Settings):
        for path in ("uploads/log.csv", "exports/log.csv"):
            self.counts(settings, path, LOG)
        store = open_store(settings)
        with transaction(store) as connection:
            connection.execute(update(Star(settings.segments).loads).values(place=None))
        store.dispose()
        assert self.counts(settings, "exports/log.csv", GROWN)[0] == 1

    def test_a_copy_of_a_file_that_begins_anew_keeps_its_rows(self, settings: Settings):
        assert self.counts(settings, "log.csv", LOG) == (2, 0, 0)
        assert self.counts(settings, "march.csv", LOG) == (0, 0, 2)
        assert self.counts(settings, "log.csv", GROWN.replace("-03-", "-04-")) == (1, 2, 0)
        assert self.counts(settings, "march.csv", LOG) == (2, 0, 0)


KILLED = """
import os, resource, signal, sys
from sqlalchemy import Engine, event
from bigtrust.cli import app

left, kilobytes = int(sys.argv.pop(1)), int(sys.argv.pop(1))
if kilobytes:
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

@event.listens_for(Engine, "before_cursor_execute")
def kill(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

app()
"""


def run(
    settings: Settings, kill_at: int = 0, kilobytes: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`bigtrust load` in a process of its own, killed before its statement number `kill_at`; no
    file that it writes may grow beyond so many kilobytes.
    """
    sources = "".join(f'[[sources]]\ndata_set = "{n}"\npath = "{n}.csv"\n' for n in SETS)
    toml = f'[store]\nfacts = "{settings.facts_url}"\n[segments]\n{REGION}\n{sources}'
    (settings.home / "bigtrust.toml").write_text(toml)
    command = [sys.executable, "-c", KILLED, str(kill_at), str(kilobytes)]
    return subprocess.run(
        [*command, "load", "--home", str(settings.home)],
        capture_output=True,
        text=True,
        env=os.environ | environment,
    )


@pytest.mark.long
def test_a_load_killed_again_and_again_loses_nothing(settings: Settings, tmp_path_factory):
    """While parsing and in the middle of each load: the statements are the parser's and ours."""
    kills = takewhile(lambda at: run(settings, at).returncode == -signal.SIGKILL, count(5, 40))
    survived = [Store(settings, open_store(settings)).ledger_adds_up() for _ in kills]
    assert len(survived) >= 3
    assert all(survived)
    assert run(settings).returncode == 0
    assert Store(settings, open_store(settings)).ledger_adds_up()
    assert not (settings.folder / "checking").exists()
    elsewhere = tmp_path_factory.mktemp("unkilled")
    unkilled = company_in(elsewhere, f"duckdb:///{elsewhere / 'facts.duckdb'}")
    loading.load(unkilled, SOURCES)
    assert without_keys(facts(settings)) == without_keys(facts(unkilled))


def without_keys(found: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """JSON is spaced as the engine likes it."""
    return {
        name: [tuple(str(value).replace(" ", "") for value in row) for row in rows]
        for name, rows in found.items()
    }
