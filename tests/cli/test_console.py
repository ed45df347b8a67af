"""The progress bar: only for people, and only for what lasts."""

import io
import time

import pytest
from rich.console import Console
from rich.table import Table

from bigtrust.cli import console


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What a person at a terminal sees of stderr."""
    seen = io.StringIO()
    monkeypatch.setattr(console, "REMARKS", Console(file=seen, force_terminal=True, width=80))
    return seen


def test_work_that_is_soon_done_shows_no_bar(screen: io.StringIO):
    with console.progress() as report:
        report("contacts", 0.5)
    assert screen.getvalue() == ""


def test_work_that_lasts_shows_what_is_being_done(
    screen: io.StringIO, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(console, "SECONDS_WITHOUT_A_BAR", 0)
    with console.progress() as report:
        report("contacts from [bold]a.csv", 0.5)
        while "contacts" not in screen.getvalue():
            time.sleep(0.01)
    assert "contacts from [bold]a.csv" in screen.getvalue()
    assert "50%" in screen.getvalue()


def test_where_nobody_watches_there_is_no_bar(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(console, "SECONDS_WITHOUT_A_BAR", 0)
    monkeypatch.setattr(console, "REMARKS", Console(file=screen, force_terminal=False))
    with console.progress() as report:
        report("contacts", 0.5)
        time.sleep(0.3)
    assert "contacts" not in screen.getvalue()


def test_a_bar_in_the_way_of_an_error_is_taken_down(
    screen: io.StringIO, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(console, "SECONDS_WITHOUT_A_BAR", 0)
    with pytest.raises(ZeroDivisionError), console.progress():
        time.sleep(0.3)
        raise ZeroDivisionError
    assert screen.getvalue().endswith("\x1b[2K")  # the line is wiped


def test_no_number_is_cut_where_the_terminal_is_narrow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", "20")
    table = Table(box=None)
    table.add_column("of", no_wrap=True)
    table.add_column("people", no_wrap=True)
    table.add_column("status")
    table.add_row("1,234,567", "7,654,321", "meets its target")
    console.print_table(table)
    told = capsys.readouterr().out
    assert "1,234,567  7,654,321  meets" in " ".join(told.split("\n")).replace("   ", "  ")
