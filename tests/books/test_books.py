"""The books: made and migrated when opened, written by several at once, refused to who may not."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from bigtrust import books as room
from bigtrust.access.scope import Role
from bigtrust.books import Books, NewDecision, open_books
from bigtrust.books.tables import Book
from bigtrust.errors import NotPermittedError, StoreError, TrustError
from bigtrust.settings import Settings, read_settings
from bigtrust.settings.parts import Store
from tests.postgresql import find_programs, running_server

HELD = date(2026, 10, 28)
NEW = NewDecision("Send the list through the check", "J. Okafor", date(2026, 11, 18))


@pytest.fixture(scope="session")
def server() -> Iterator[object]:
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    with running_server(programs) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return read_settings(tmp_path)
    url = request.getfixturevalue("server").new_database()
    return Settings(home=tmp_path, store=Store(books=url))


@pytest.fixture
def books(settings: Settings) -> Iterator[Books]:
    opened = open_books(settings)
    yield opened
    opened.engine.dispose()


def test_the_migrations_give_the_schema_of_the_models(books: Books):
    with books.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Book.metadata) == []


def test_to_open_them_again_changes_nothing(settings: Settings, books: Books):
    room.open_meeting(books, Role.CIO, "Trust review", HELD)
    again = open_books(settings)
    assert [meeting.title for meeting in room.meetings(again, Role.CIO)] == ["Trust review"]
    again.engine.dispose()


def test_sessions_that_open_and_write_at_once_lose_nothing(settings: Settings):
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            own = open_books(settings)
            meeting = room.open_meeting(own, Role.CIO, f"Meeting {number}", HELD)
            for _ in range(5):
                room.add_decision(own, Role.CIO, meeting, NEW)
            own.engine.dispose()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    found = open_books(settings)
    assert len(room.meetings(found, Role.CIO)) == 4
    assert len(room.decisions(found, Role.CIO)) == 20
    found.engine.dispose()


def test_a_decision_keeps_every_status_it_had(books: Books):
    meeting = room.open_meeting(books, Role.CIO, "Trust review", HELD)
    decision = room.add_decision(books, Role.OFFICER, meeting, NEW)
    between = datetime.now(UTC)
    room.change_status(books, Role.CIO, decision, "on course")
    room.change_status(books, Role.CIO, decision, "on course")
    (found,) = room.decisions(books, Role.EXECUTIVE)
    assert (found.what, found.owner, found.due) == (NEW.what, NEW.owner, NEW.due)
    assert found.status_at(between) == "not begun"
    assert found.status_at(None) == "on course"
    assert len(found.history) == 2
    assert found.meeting.held_on == HELD


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.ANALYST, Role.STEWARD])
def test_only_the_cio_and_the_officer_write(books: Books, role: Role):
    meeting = room.open_meeting(books, Role.CIO, "Trust review", HELD)
    decision = room.add_decision(books, Role.CIO, meeting, NEW)
    for write in (
        lambda: room.open_meeting(books, role, "Another", HELD),
        lambda: room.add_decision(books, role, meeting, NEW),
        lambda: room.change_status(books, role, decision, "done"),
        lambda: room.annotate(books, role, "opt_out_rate", HELD, "Newsletter"),
    ):
        with pytest.raises(NotPermittedError, match="may not write"):
            write()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.STEWARD])
def test_meetings_are_not_read_by_other_roles(books: Books, role: Role):
    for read in (room.meetings, room.decisions):
        with pytest.raises(NotPermittedError):
            read(books, role)


def test_what_is_empty_too_long_twice_or_unknown_is_refused(books: Books):
    meeting = room.open_meeting(books, Role.CIO, "Trust review", HELD)
    with pytest.raises(TrustError, match="There is a meeting"):
        room.open_meeting(books, Role.CIO, " Trust review ", HELD)
    with pytest.raises(TrustError, match="The owner is empty"):
        room.add_decision(books, Role.CIO, meeting, NewDecision("What", " ", HELD))
    with pytest.raises(TrustError, match="What was decided is empty"):
        room.add_decision(books, Role.CIO, meeting, NewDecision(" ", "Me", HELD))
    with pytest.raises(TrustError, match="301 letters; at most 300"):
        room.add_decision(books, Role.CIO, meeting, NewDecision("w" * 301, "Me", HELD))
    with pytest.raises(TrustError, match="no indicator"):
        room.annotate(books, Role.CIO, "happiness", HELD, "x")
    with pytest.raises(TrustError, match="no status"):
        room.change_status(books, Role.CIO, 1, "nearly")


def test_annotations_stand_in_order_of_their_days_and_anybody_reads_them(books: Books):
    room.annotate(books, Role.CIO, "opt_out_rate", HELD, "Second")
    room.annotate(books, Role.CIO, "opt_out_rate", date(2026, 1, 2), "First")
    room.annotate(books, Role.CIO, "consent_rate", HELD, "Of another")
    assert [note.text for note in room.annotations(books, "opt_out_rate")] == ["First", "Second"]


def test_a_saved_view_of_the_same_name_is_replaced(books: Books):
    room.save_view(books, Role.ANALYST, "Mine", "explore", "measure=a")
    room.save_view(books, Role.ANALYST, "Mine", "explore", "measure=b")
    assert [view.query for view in room.saved_views(books)] == ["measure=b"]


def test_a_saved_view_is_removed_and_another_stays(books: Books):
    for name in ("Mine", "Yours"):
        room.save_view(books, Role.ANALYST, name, "explore", "measure=a")
    room.remove_view(books, Role.EXECUTIVE, "Mine")
    assert [view.name for view in room.saved_views(books)] == ["Yours"]
    with pytest.raises(TrustError, match="no saved view 'Mine' any more"):
        room.remove_view(books, Role.EXECUTIVE, "Mine")


def test_the_books_of_a_newer_version_are_refused(tmp_path: Path):
    settings = read_settings(tmp_path)
    opened = open_books(settings)
    with opened.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        open_books(settings)


def test_a_file_that_is_no_database_is_a_fault_that_names_it(tmp_path: Path):
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "books.sqlite").write_text("no database at all, only some text" * 100)
    with pytest.raises(StoreError, match=r"books\.sqlite.*cannot be used"):
        open_books(read_settings(tmp_path))


@pytest.mark.parametrize(
    "address",
    ["mysql://me:hunter2@x/y", "me:hunter2@no address", "postgresql+psycopg://me:p@x:hunter2@y/z"],
)
def test_other_kinds_of_books_are_refused_without_repeating_a_password(
    tmp_path: Path, address: str
):
    with pytest.raises(StoreError, match=r"not supported|no database address") as refused:
        open_books(Settings(home=tmp_path, store=Store(books=address)))
    assert "hunter2" not in str(refused.value)


def test_a_migration_that_is_interrupted_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings = read_settings(tmp_path)
    create = Operations.create_table

    def failing(self, name, *columns, **options):
        if name == "saved_views":
            raise OSError("No space left on device")
        return create(self, name, *columns, **options)

    monkeypatch.setattr(Operations, "create_table", failing)
    with pytest.raises(StoreError, match="No space left"):
        open_books(settings)
    with sqlite3.connect(tmp_path / "trust" / "books.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    monkeypatch.undo()
    assert room.meetings(open_books(settings), Role.CIO) == []
