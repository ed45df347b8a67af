"""An upload from its first look to the published build, and what is refused on the way."""

import fcntl
import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from bigtrust.access.pseudonyms import make_key
from bigtrust.access.scope import Role
from bigtrust.builds import build, current
from bigtrust.errors import HeldError, NotPermittedError, SourceError, StoreError
from bigtrust.loading import load, quarantine
from bigtrust.settings import FILE_NAME, Settings, read_settings
from bigtrust.settings.parts import Source
from bigtrust.sources.mapping import Mapping
from bigtrust.uploads import Upload, asking, look, rehearse, take_in
from bigtrust.uploads.asking import UploadFailedError

HEADER = "complaint_id,received_at,topic"
ROWS = [f"{number},2026-05-{number:02}T10:00:00Z,delivery" for number in range(1, 26)]
GOOD = "\n".join([HEADER, *ROWS]) + "\n"
BAD = GOOD + ",2026-05-03T10:00:00Z,price\n"
CANARY = "canary-4711"
AS_IT_IS = Mapping(data_set="complaints")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / FILE_NAME).write_text("as_of = 2026-05-31\n")
    read = read_settings(tmp_path)
    make_key(read.folder)
    return read


def upload(content: str | bytes, name: str = "complaints.csv") -> Upload:
    encoded = content.encode() if isinstance(content, str) else content
    return Upload(name, encoded, "complaints")


def test_the_first_look_shows_columns_and_rows_as_they_stand(settings: Settings):
    seen = look(Role.STEWARD, settings, upload("a;b\n1;x\n2;\n"))
    assert (seen.columns, seen.rows) == (("a", "b"), (("1", "x"), ("2", "")))
    assert seen.values("b") == ["x"]


def test_a_long_cell_is_seen_as_far_as_it_is_looked_at(settings: Settings):
    seen = look(Role.STEWARD, settings, upload(f"a,b\n1,{'x' * 200_000}\n"))
    assert seen.rows == (("1", "x" * 200),)


def test_the_first_look_into_parquet_is_text_too(settings: Settings, tmp_path: Path):
    pyarrow.parquet.write_table(pa.table({"a": [1, None]}), tmp_path / "a.parquet")
    seen = look(Role.OFFICER, settings, upload((tmp_path / "a.parquet").read_bytes()))
    assert (seen.columns, seen.rows) == (("a",), (("1",), ("",)))


def test_a_rehearsal_tells_what_would_stay_out_and_keeps_nothing(settings: Settings):
    told = rehearse(Role.STEWARD, settings, upload(BAD), AS_IT_IS)
    (each,) = told.loads
    assert (each.rows_read, each.loaded, each.quarantined) == (26, 25, 1)
    assert [(each.reason, each.rows) for each in told.reasons] == [
        ("complaint_id is empty, and every row needs it", 1)
    ]
    assert (told.kept_out[0].row, told.kept_out[0].column) == (26, "complaint_id")
    assert quarantine(settings) == []


def test_a_refused_file_leaves_somebodys_own_mapping_as_it_was(settings: Settings):
    own = settings.home / "mappings" / "complaints.toml"
    own.parent.mkdir()
    own.write_text('data_set = "complaints"\ncaution = "counted twice"\n')
    with pytest.raises(SourceError):
        take_in(Role.STEWARD, settings, upload(""), AS_IT_IS)
    assert [path.name for path in own.parent.iterdir()] == ["complaints.toml"]
    assert "counted twice" in own.read_text()


def test_taking_in_keeps_the_mapping_loads_and_publishes(settings: Settings):
    steps: list[float] = []
    done = take_in(
        Role.STEWARD, settings, upload(BAD, "Our tickets.csv"), AS_IT_IS,
        progress=lambda _doing, share: steps.append(share),
    )  # fmt: skip
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    assert current(settings).id == done.build
    held = current(settings).manifest["data_sets"]["complaints"]
    assert (held["rows"], held["quarantined"]) == (25, 1)
    assert current(settings).manifest["quarantine"] == [
        {
            "data_set": "complaints",
            "reason": "complaint_id is empty, and every row needs it",
            "rows": 1,
        }
    ]
    assert (settings.home / done.mapping).read_text() == 'data_set = "complaints"\n'


def test_the_same_file_again_says_that_it_is_known(settings: Settings):
    kept = settings.folder / "uploads" / "complaints" / "complaints.csv"
    kept.parent.mkdir(parents=True)
    kept.write_text(GOOD)
    load(settings, [Source(data_set="complaints", path=str(kept))])
    assert [each.already for each in rehearse(Role.STEWARD, settings, upload(GOOD), AS_IT_IS).loads]


def test_too_much_in_quarantine_is_loaded_and_not_published_until_accepted(settings: Settings):
    (settings.home / "first.csv").write_text(GOOD)
    load(settings, [Source(data_set="complaints", path="first.csv")])
    first = build(settings)
    many = HEADER + "\n" + ",2026-05-03T10:00:00Z,price\n" * 9
    with pytest.raises(HeldError, match="in quarantine"):
        take_in(Role.STEWARD, settings, upload(many, "more.csv"), AS_IT_IS)
    assert current(settings).id == first.id
    done = take_in(Role.STEWARD, settings, upload(many, "more.csv"), AS_IT_IS, accept=True)
    assert current(settings).id == done.build


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.CIO, Role.ANALYST])
def test_only_stewards_and_officers_may_upload(settings: Settings, role: Role):
    for ask in (
        lambda: look(role, settings, upload(GOOD)),
        lambda: rehearse(role, settings, upload(GOOD), AS_IT_IS),
        lambda: take_in(role, settings, upload(GOOD), AS_IT_IS),
    ):
        with pytest.raises(NotPermittedError, match="Only data stewards and privacy officers"):
            ask()
    assert not (settings.folder / "facts.duckdb").exists()


def test_an_upload_leaves_nothing_of_itself_behind(settings: Settings):
    rows = f"{HEADER}\n1,2026-05-01T10:00:00Z,x\n".replace("\n1", f"\n{CANARY}")
    rehearse(Role.STEWARD, settings, upload(rows), AS_IT_IS)
    with pytest.raises(SourceError):
        rehearse(Role.STEWARD, settings, upload(f"no,{CANARY}\n1,2\n"), AS_IT_IS)
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]


def test_one_upload_at_a_time(settings: Settings):
    folder = settings.folder / "uploads"
    folder.mkdir()
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        with pytest.raises(StoreError, match="Another upload is being read"):
            look(Role.STEWARD, settings, upload(GOOD))
    finally:
        os.close(descriptor)
    assert look(Role.STEWARD, settings, upload(GOOD)).columns == tuple(HEADER.split(","))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "zip archive"),
        (gzip.compress(b"complaint_id\n" + b"0" * (80 << 20), mtime=0), "unpacks to more than"),
        (gzip.compress(GOOD.encode(), mtime=0)[:40], "damaged gzip"),
        (b"PAR1" + b"\0" * 50, "damaged Parquet"),
        (",".join(f"c{n}" for n in range(400)).encode() + b"\n", "has 400 columns"),
    ],
    ids=["empty", "zip", "bomb", "damaged gzip", "damaged Parquet", "many columns"],
)
def test_a_hostile_file_is_refused_with_a_sentence(settings: Settings, content: bytes, said: str):
    with pytest.raises(SourceError, match=said):
        look(Role.STEWARD, settings, upload(content))


def test_parquet_that_decodes_beyond_reason_is_refused(settings: Settings, tmp_path: Path):
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), ["x" * 1_000])
    day = pa.array(["2026-05-01T10:00:00Z"] * 200_000).dictionary_encode()
    table = pa.table({"complaint_id": text, "received_at": day, "topic": text})
    pyarrow.parquet.write_table(table, tmp_path / "bomb.parquet")
    bomb = upload((tmp_path / "bomb.parquet").read_bytes(), "bomb.parquet")
    assert len(bomb.content) < 100_000
    with pytest.raises(SourceError, match="decodes to"):
        rehearse(Role.STEWARD, settings, bomb, AS_IT_IS)


def test_what_is_larger_than_allowed_is_not_even_handed_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bigtrust.uploads.LARGEST_UPLOAD", 10)
    with pytest.raises(SourceError, match="10 may be uploaded"):
        look(Role.STEWARD, settings, upload(GOOD))


@pytest.mark.parametrize(
    ("program", "error", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGALRM)", SourceError, "took too long"),
        ("os.kill(os.getpid(), signal.SIGKILL)", SourceError, "took more than 4 GiB"),
        (
            """print('{"error": "", "message": "KeyError in x.py, line 1"}')""",
            UploadFailedError,
            "x.py",
        ),
        ("""print('{"error": "StoreError", "message": "m", "advice": "a"}')""", StoreError, "m a"),
    ],
)
def test_how_the_reading_process_ended_is_told(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    program: str,
    error: type[Exception],
    said: str,
):
    command = (sys.executable, "-c", f"import os, signal; {program}")
    monkeypatch.setattr(asking, "_COMMAND", command)
    with pytest.raises(error, match=said):
        look(Role.STEWARD, settings, upload(GOOD))


@pytest.mark.parametrize(
    ("work", "code"),
    [
        ("bytearray(5 << 30)", 1),
        ("open(sys.argv[1], 'wb').truncate(5 << 30)", 1),
        ("exec('while True: pass')", -signal.SIGALRM),
    ],
)
def test_the_limits_hold(tmp_path: Path, work: str, code: int):
    program = (
        f"import sys\nfrom bigtrust.uploads.limits import limited\nwith limited(1):\n    {work}"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "large")]
    ended = subprocess.run(command, capture_output=True, check=False)
    assert ended.returncode == code
    if code == 1:
        assert b"MemoryError" in ended.stderr or b"File too large" in ended.stderr


def test_after_the_limits_all_is_as_before():
    program = (
        "import resource\nfrom bigtrust.uploads.limits import limited\n"
        "before = resource.getrlimit(resource.RLIMIT_AS)\nwith limited(5): pass\n"
        "assert resource.getrlimit(resource.RLIMIT_AS) == before\nbytearray(1)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
