"""Opening stores and builds: what is refused, what a reader cannot do, what survives the way."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError, ProgrammingError

from bigtrust.engines import (
    BUILD,
    be_the_only_writer,
    copy_in,
    copy_out,
    json_of,
    new_build,
    open_build,
    open_store,
    transaction,
    working_table,
    writing_in,
)
from bigtrust.errors import StoreError
from tests.postgresql import Server
from tests.stores import other_process_in, settings_of

WORDS = Table(
    "words",
    MetaData(),
    Column("number", BigInteger),
    Column("word", String),
    Column("yes", Boolean),
)
SCHEMA = pa.schema([("number", pa.int64()), ("word", pa.string()), ("yes", pa.bool_())])
ODD = [
    None,
    "",
    "NULL",
    "\\N",
    "\\.",
    'say "so"',
    "a,b",
    "two\nlines",
    "tab\t",
    "à€🙂",
    " ",
    "'; --",
]


@pytest.fixture
def store(store_url: str, tmp_path: Path) -> Engine:
    engine = open_store(settings_of(tmp_path, store_url))
    with transaction(engine) as connection:
        WORDS.create(connection)
    return engine


class TestRows:
    def test_go_in_and_come_out_as_they_are(self, store: Engine):
        rows = [
            {"number": number - 5, "word": word, "yes": (None, True, False)[number % 3]}
            for number, word in enumerate(ODD)
        ]
        with transaction(store) as connection:
            copy_in(connection, WORDS, pa.Table.from_pylist(rows, schema=SCHEMA).to_reader())
            found = copy_out(connection, select(*WORDS.c).order_by(WORDS.c.number), SCHEMA)
            assert found.read_all().to_pylist() == rows

    def test_of_some_columns_leave_the_others_empty(self, store: Engine):
        with transaction(store) as connection:
            copy_in(connection, WORDS, pa.table({"word": ["a"]}).to_reader())
            assert connection.execute(select(*WORDS.c)).all() == [(None, "a", None)]

    def test_none_at_all_keep_their_columns(self, store: Engine):
        with transaction(store) as connection:
            copy_in(connection, WORDS, SCHEMA.empty_table().to_reader())
            found = copy_out(connection, select(*WORDS.c), SCHEMA).read_all()
        assert (found.num_rows, found.schema) == (0, SCHEMA)

    def test_that_a_server_ended_on_their_way_are_a_fault_of_the_store(
        self, postgresql: Server, tmp_path: Path
    ):
        engine = open_store(settings_of(tmp_path, url := postgresql.new_database()))

        def until_the_server_ends() -> Iterator[pa.RecordBatch]:
            yield pa.record_batch({"word": ["a"]})
            postgresql.drop(url)
            yield from [pa.record_batch({"word": ["b" * 1_000_000]})] * 50

        schema = pa.schema([("word", pa.string())])
        rows = pa.RecordBatchReader.from_batches(schema, until_the_server_ends())
        with transaction(engine) as connection:
            WORDS.create(connection)
        with pytest.raises(StoreError, match="cannot be used"), transaction(engine) as connection:
            copy_in(connection, WORDS, rows)

    def test_sums_come_out_as_whole_numbers(self, store: Engine):
        with transaction(store) as connection:
            connection.execute(insert(WORDS), [{"number": 2**40}, {"number": 1}])
            total = copy_out(
                connection, select(func.sum(WORDS.c.number)), pa.schema([("total", pa.int64())])
            )
            assert total.read_all().to_pylist() == [{"total": 2**40 + 1}]

    def test_are_told_as_json_by_either_engine(self, store: Engine):
        with transaction(store) as connection:
            connection.execute(insert(WORDS).values(number=2**62, word='say "so"', yes=None))
            (told,) = connection.execute(select(json_of(connection, WORDS.c))).one()
        assert (
            told.replace(" ", "")
            == '{"number":4611686018427387904,"word":"say\\"so\\"","yes":null}'
        )


class TestTransactions:
    def test_are_undone_by_an_error(self, store: Engine):
        def fails(connection: Connection) -> None:
            connection.execute(insert(WORDS).values(number=1))
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError), transaction(store) as connection:
            fails(connection)
        with transaction(store) as connection:
            assert connection.execute(select(WORDS)).all() == []

    def test_leave_our_own_mistakes_as_they_are(self, store: Engine):
        nowhere = Table("nowhere", MetaData(), Column("x", Integer))
        with pytest.raises(ProgrammingError), transaction(store) as connection:
            connection.execute(select(nowhere))

    def test_take_their_working_tables_with_them(self, store: Engine):
        for _ in range(2):
            with transaction(store) as connection:
                working_table(connection, "kept", select(*WORDS.c))

    def test_of_two_writers_wait_for_one_another(self, postgresql, tmp_path: Path):
        url = postgresql.new_database()
        settings = settings_of(tmp_path, url)
        with transaction(open_store(settings)) as first:
            be_the_only_writer(first)
            with pytest.raises(StoreError), transaction(open_store(settings)) as second:
                second.exec_driver_sql("SET lock_timeout = 50")
                be_the_only_writer(second)
        postgresql.drop(url)


class TestFaults:
    def test_a_store_that_another_process_has_open_is_told(self, tmp_path: Path):
        settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
        with (
            other_process_in(tmp_path / "facts.duckdb"),
            pytest.raises(StoreError, match="lock") as told,
            transaction(open_store(settings)),
        ):
            pass
        assert "wait until it has ended" in told.value.advice

    @pytest.mark.parametrize("damage", ["truncated", "flipped", "no database"])
    def test_a_damaged_file_is_told(self, tmp_path: Path, damage: str):
        path = tmp_path / "facts.duckdb"
        with duckdb.connect(path) as database:
            database.execute("CREATE TABLE words AS SELECT range AS number FROM range(300_000)")
        content = bytearray(path.read_bytes())
        if damage == "truncated":
            del content[len(content) // 2 :]
        elif damage == "flipped":
            content[::20_000] = bytes(byte ^ 255 for byte in content[::20_000])
        else:
            content = bytearray(b"Dear diary, " * 1000)
        path.write_bytes(content)
        store = open_store(settings_of(tmp_path, f"duckdb:///{path}"))
        with pytest.raises(StoreError) as told, transaction(store) as connection:
            connection.execute(select(func.sum(WORDS.c.number))).all()
        assert "restore a damaged file" in told.value.advice

    def test_too_little_memory_is_told_with_the_setting_that_gives_more(self, tmp_path: Path):
        settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
        small = settings.store.model_copy(update={"memory_limit": "15MB"})
        store = open_store(settings.model_copy(update={"store": small}))
        much = "SELECT length(string_agg(repeat('x', 500), '')) FROM range(1_000_000)"
        with pytest.raises(StoreError) as told, transaction(store) as connection:
            connection.exec_driver_sql(much).all()
        assert "memory_limit" in told.value.advice

    def test_a_server_that_is_down_is_told_without_its_password(self, tmp_path: Path):
        url = "postgresql+psycopg://me:s3cret@127.0.0.1:9/trust"
        store = open_store(settings_of(tmp_path, url))
        with pytest.raises(StoreError) as told, transaction(store):
            pass
        assert "s3cret" not in str(told.value)

    @pytest.mark.parametrize(
        "url", ["sqlite:///x.db", "mysql://x/y", "nonsense", "postgresql+psycopg2://x/y"]
    )
    def test_an_address_that_cannot_be_used_is_told(self, tmp_path: Path, url: str):
        with pytest.raises(StoreError, match="fact store") as told:
            open_store(settings_of(tmp_path, url))
        assert "duckdb:///" in told.value.advice

    def test_a_folder_that_cannot_be_made_or_written_is_told(self, tmp_path: Path):
        (tmp_path / "file").touch()
        for folder in (tmp_path / "file", tmp_path / "file" / "trust", Path("/proc/trust")):
            with pytest.raises(StoreError, match="cannot be used") as told, writing_in(folder):
                (folder / "new").touch()
            assert "[store]" in told.value.advice

    def test_a_full_disk_is_told(self, tmp_path: Path):
        with pytest.raises(StoreError, match="No space left on device"), writing_in(tmp_path):
            Path("/dev/full").write_text("x")


def test_what_fills_a_build_keeps_to_the_memory_and_the_folder_of_settings(
    store_url, tmp_path: Path
):
    """The facts of PostgreSQL reach a build through a DuckDB of their own."""
    settings = settings_of(tmp_path, store_url)
    store = open_store(settings)
    with new_build(store, tmp_path / "build.duckdb", settings) as (_, filling):
        names = ("memory_limit", "temp_directory")
        told = [filling.scalar(select(func.current_setting(name))) for name in names]
    assert told == ["1.1 GiB", str(settings.folder / "temporary")]


def test_the_dashboards_connection_is_a_dead_end(tmp_path: Path):
    path, secret = tmp_path / "build.duckdb", tmp_path / "secret.txt"
    secret.write_text("canary")
    settings = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}")
    with new_build(open_store(settings), path, settings) as (_, connection):
        words = WORDS.to_metadata(MetaData(), schema=BUILD)
        words.create(connection)
        connection.execute(insert(words).values(number=1))
    engine = open_build(path)
    for attempt in DEAD_ENDS:
        with engine.connect() as connection, pytest.raises(DBAPIError):
            connection.exec_driver_sql(attempt.format(folder=tmp_path)).all()
    with engine.connect() as connection:
        assert connection.scalar(select(WORDS.c.number)) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        *("build.duckdb", "facts.duckdb", "secret.txt"),
    ]


DEAD_ENDS = (
    "SELECT * FROM read_text('{folder}/secret.txt')",
    "SELECT * FROM read_csv('{folder}/secret.txt')",
    "SELECT * FROM read_blob('{folder}/secret.txt')",
    "SELECT * FROM '{folder}/secret.txt'",
    "SELECT * FROM glob('{folder}/*')",
    "COPY words TO '{folder}/out.csv'",
    "COPY words FROM '{folder}/secret.txt'",
    "EXPORT DATABASE '{folder}/out'",
    "ATTACH '{folder}/other.duckdb' AS other",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET temp_directory = '{folder}/out'",
    "INSERT INTO words VALUES (2, 'b', true)",
    "DELETE FROM words",
    "DROP TABLE words",
    "CREATE TABLE more (x INTEGER)",
    "CREATE SECRET s (TYPE s3)",
    "SET memory_limit = '1TB'",
    "SELECT length(string_agg(range || repeat('x', 500), '')) FROM range(10000000)",
)
