"""What every command has in common."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import duckdb
import pytest

from bigtrust.cli import app
from bigtrust.cli.options import exit_codes
from bigtrust.errors import HeldError, SettingsError, SourceError, StoreError
from tests.cli.conftest import Run

COMMANDS = [command.name for command in app.registered_commands]


def words(text: str) -> str:
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_the_exit_codes(run: Run, command: str):
    assert words(exit_codes()) in words(run(command, "--help").stdout)


@pytest.mark.parametrize("error", [SettingsError, SourceError, StoreError, HeldError])
def test_each_exit_code_is_told_with_what_it_says(error: type):
    assert f"{error.exit_code}: {words(error.__doc__)}" in exit_codes()


def test_no_argument_at_all_shows_the_help(run: Run):
    assert "Commands" in run().stdout


def test_the_version_is_told(run: Run):
    assert re.fullmatch(r"bigtrust \d+\.\d+\.\d+\n", run("--version").stdout)


def test_an_error_is_said_with_its_advice_and_without_a_traceback(run: Run, home):
    (home / "bigtrust.toml").write_text('[company]\njurisdiction = "Italy [bold]"\n')
    result = run("serve")
    assert result.exit_code == SettingsError.exit_code
    assert "company.jurisdiction = 'Italy [bold]'" in result.stderr
    assert "Put it right and run again." in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["load", "build", "quarantine", "serve"])
def test_a_company_s_folder_that_is_misspelt_is_not_made(run: Run, home, command: str):
    result = run(command, "--home", "lumme")
    assert result.exit_code == SettingsError.exit_code
    assert "There is no folder lumme." in result.stderr
    assert not (home / "lumme").exists()


def test_a_command_written_wrongly_ends_with_2(run: Run):
    assert run("serve", "--port", "many").exit_code == 2


def test_it_can_be_run_as_a_module():
    command = [sys.executable, "-m", "bigtrust.cli", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Usage: bigtrust" in told.stdout


def test_ctrl_c_ends_a_command_wherever_it_is(run: Run, monkeypatch: pytest.MonkeyPatch):
    """DuckDB at work says so in a way of its own, and not as Python does."""

    def work(*_arguments: object, **_named: object) -> None:
        Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        duckdb.execute("SELECT sum(a.range ^ b.range) FROM range(1_000_000) a, range(1_000_000) b")

    monkeypatch.setattr("bigtrust.builds.build", work)
    result = run("build")
    assert result.exit_code == 130
    assert "Traceback" not in result.output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("command", ["contract", "measure --list", "measure --list --json"])
def test_an_output_without_room_is_told_without_a_traceback(home: Path, command: str):
    with Path("/dev/full").open("w") as full:
        arguments = [sys.executable, "-m", "bigtrust.cli", *command.split()]
        done = subprocess.run(arguments, cwd=home, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The output cannot be written: No space left on device.")
