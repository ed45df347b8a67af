"""The scratch database of a load, and the folder that it spills into."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bigtrust.errors import StoreError
from bigtrust.sources.scratch import open_scratch

LOAD = """
import sys, time
from pathlib import Path
from bigtrust.sources.scratch import open_scratch
with open_scratch(Path(sys.argv[1]), "100MB", 1) as scratch:
    (scratch.folder / "spilled-ids").write_text("SECRET-1")
    print("open", flush=True)
    time.sleep(600)
"""


def test_the_folder_of_a_killed_load_is_deleted_by_the_next_and_a_living_ones_is_not(
    tmp_path: Path,
) -> None:
    killed, living = (_load(tmp_path) for _ in range(2))
    for process in (killed, living):
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    try:
        assert len(list(tmp_path.iterdir())) == 2
        with open_scratch(tmp_path, "100MB", 1) as scratch:
            (other,) = (folder for folder in tmp_path.iterdir() if folder != scratch.folder)
            assert (other / "spilled-ids").exists()
    finally:
        living.kill()
        living.communicate()
    with open_scratch(tmp_path, "100MB", 1) as scratch:
        assert list(tmp_path.iterdir()) == [scratch.folder]


def test_too_little_memory_is_told_with_the_setting_that_gives_more(tmp_path: Path) -> None:
    much = "SELECT length(string_agg(repeat('x', 500), '')) FROM range(1_000_000)"
    with pytest.raises(StoreError) as told, open_scratch(tmp_path, "15MB", 1) as scratch:
        scratch.connection.exec_driver_sql(much).all()
    assert "in which rows are checked, cannot be used: Out of Memory" in told.value.message
    assert "memory_limit" in told.value.advice


def _load(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOAD, str(folder)], stdout=subprocess.PIPE, text=True
    )
