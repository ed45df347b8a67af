"""`bigtrust load` and `bigtrust quarantine`."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMPLAINTS = """\
complaint_id,received_at,topic
C-1,2026-06-01T10:00:00+02:00,delivery
C-2,2026-06-31T10:00:00+02:00,=HYPERLINK(1)
C-3,2026-06-02T10:00:00+02:00,delivery
"""


@pytest.fixture
def company(run: Run, home: Path) -> Path:
    """A company begun, with a file of three complaints, one on a day that does not exist."""
    run("init")
    (home / "complaints.csv").write_text(COMPLAINTS)
    return home


def counts(stdout: str) -> dict[str, int]:
    """The counts of the one data set that was loaded."""
    header, row, *_ = stdout.splitlines()
    names = header.removeprefix("data set").split()
    return dict(zip(names, map(int, row.split()[1 : 1 + len(names)]), strict=True))


@pytest.mark.usefixtures("company")
def test_every_row_of_a_file_is_accounted_for(run: Run):
    result = run("load", "complaints.csv")
    assert result.exit_code == 0
    assert counts(result.stdout) == {
        "rows": 3,
        "loaded": 2,
        "replaced": 0,
        "quarantined": 1,
        "duplicates": 0,
    }
    assert "`bigtrust quarantine` lists what stayed out" in result.stdout


@pytest.mark.usefixtures("company")
def test_what_was_loaded_before_is_said_to_be(run: Run):
    run("load", "complaints.csv")
    assert "loaded before" in run("load", "complaints.csv").stdout


@pytest.mark.usefixtures("company")
def test_a_dry_run_counts_and_stores_nothing(run: Run):
    result = run("load", "complaints.csv", "--dry-run")
    assert counts(result.stdout)["loaded"] == 2
    assert "Nothing was stored" in result.stdout
    assert "loaded before" not in run("load", "complaints.csv").stdout


@pytest.mark.usefixtures("company")
def test_json_is_all_that_goes_to_stdout(run: Run):
    (load,) = json.loads(run("load", "complaints.csv", "--json").stdout)
    assert (load["data_set"], load["loaded"], load["quarantined"]) == ("complaints", 2, 1)


def test_without_an_argument_the_declared_sources_are_loaded(run: Run, company: Path):
    with (company / "bigtrust.toml").open("a") as file:
        file.write('\n[[sources]]\ndata_set = "complaints"\npath = "complaints.csv"\n')
    assert counts(run("load").stdout)["rows"] == 3


@pytest.mark.usefixtures("company")
def test_without_an_argument_and_without_sources_it_says_what_to_do(run: Run):
    result = run("load")
    assert result.exit_code == 3
    assert "bigtrust.toml names no sources" in result.stderr


def test_a_mapping_beside_the_caller_is_found(run: Run, company: Path):
    (company / "theirs.csv").write_text("Ticket,When,What\n1,2026-06-01T10:00:00Z,delivery\n")
    (company / "theirs.toml").write_text(
        'data_set = "complaints"\n[columns]\n'
        'complaint_id = "Ticket"\nreceived_at = "When"\ntopic = "What"\n'
    )
    options = ("--data-set", "complaints", "--mapping", "theirs.toml")
    assert counts(run("load", "theirs.csv", *options).stdout)["loaded"] == 1


@pytest.mark.usefixtures("home")
def test_without_a_key_nothing_is_loaded(run: Run, home: Path):
    (home / "complaints.csv").write_text(COMPLAINTS)
    result = run("load", "complaints.csv")
    assert result.exit_code == 5
    assert "bigtrust init" in result.stderr


def test_what_a_snapshot_no_longer_has_is_deleted_once_somebody_says_so(run: Run, company: Path):
    with (company / "bigtrust.toml").open("a") as file:
        file.write('\n[[sources]]\ndata_set = "complaints"\npath = "complaints.csv"\n')
        file.write('mode = "snapshot"\n')
    assert "deleted" not in run("load").stdout
    (company / "complaints.csv").write_text("\n".join(COMPLAINTS.splitlines()[::3]) + "\n")
    held = run("load")
    assert held.exit_code == 6
    assert "1 of the 2 rows held are absent from it (50.0 %; 10 % may be)" in held.stderr
    assert counts(run("load", "--accept", "--dry-run").stdout)["deleted"] == 1
    (load,) = json.loads(run("load", "--accept", "--json").stdout)
    assert (load["duplicates"], load["deleted"]) == (1, 1)


@pytest.mark.usefixtures("company")
class TestQuarantine:
    def test_is_empty_at_first(self, run: Run):
        assert run("quarantine").stdout == "The quarantine is empty.\n"

    def test_lists_each_row_with_its_place_and_reason(self, run: Run):
        run("load", "complaints.csv")
        (row,) = json.loads(run("quarantine", "--json").stdout)
        assert row["origin"].endswith("complaints.csv")
        assert (row["data_set"], row["column_name"]) == ("complaints", "received_at")
        assert row["value"] == "2026-06-31T10:00:00+02:00"
        assert row["reason"]
        assert "received_at" in run("quarantine").stdout

    def test_can_be_narrowed_to_a_data_set(self, run: Run):
        run("load", "complaints.csv")
        assert run("quarantine", "--data-set", "contacts").stdout == "The quarantine is empty.\n"

    def test_of_a_data_set_that_there_is_not_is_not_said_to_be_empty(self, run: Run):
        result = run("quarantine", "--data-set", "contact")
        assert result.exit_code == 4
        assert "'contact' is no data set (did you mean contacts?)" in result.stderr

    def test_that_cannot_be_exported_there_is_told(self, run: Run):
        result = run("quarantine", "--export", "/proc/lume/out.csv")
        assert result.exit_code == 1
        assert "Error: /proc/lume/out.csv cannot be written" in result.stderr

    def test_is_exported_so_that_no_spreadsheet_runs_it(self, run: Run, company: Path):
        text = COMPLAINTS.replace("2026-06-01T10:00:00+02:00,delivery", "=1+1,delivery")
        (company / "complaints.csv").write_text(text)
        run("load", "complaints.csv")
        run("quarantine", "--export", "out.csv")
        with (company / "out.csv").open(encoding="utf-8-sig", newline="") as file:
            values = [row["value"] for row in csv.DictReader(file)]
        assert values == ["'=1+1", "2026-06-31T10:00:00+02:00"]
