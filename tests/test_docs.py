"""The documents are true: links lead somewhere, commands exist, the README's session is real."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bigtrust.cli import app

CHECKOUT = Path(__file__).parents[1]
DOCUMENTS = [
    *sorted(CHECKOUT.glob("*.md")),
    *sorted((CHECKOUT / "docs").glob("*.md")),
    *sorted((CHECKOUT / "data").glob("*.md")),
]
NAMES = [str(path.relative_to(CHECKOUT)) for path in DOCUMENTS]

COMMANDS = {command.name for command in app.registered_commands}
TARGETS = set(
    re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)


def text_of(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_link_to_a_file_leads_to_one(name: str):
    links = re.findall(r"\]\(([^)#\s]+)", text_of(name))
    files = [link for link in links if "://" not in link]
    lost = [link for link in files if not ((CHECKOUT / name).parent / link).exists()]
    assert not lost


@pytest.mark.parametrize("name", NAMES)
def test_every_command_exists(name: str):
    text = text_of(name)
    assert set(re.findall(r"[`$] ?bigtrust ([a-z]+)", text)) <= COMMANDS
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= TARGETS


def test_decisions_are_told_apart_by_their_numbers():
    numbers = re.findall(r"^(\d+)\. ", text_of("docs/decisions.md"), re.MULTILINE)
    assert len(numbers) == len(set(numbers))


def test_every_decision_referred_to_is_there():
    numbers = set(re.findall(r"^(\d+)\. ", text_of("docs/decisions.md"), re.MULTILINE))
    sources = [path for folder in ("src", "tests") for path in (CHECKOUT / folder).rglob("*.py")]
    told = re.findall(
        r"decisions\.md, ((?:\d+(?:, | and | to )?)+)",
        " ".join(path.read_text(encoding="utf-8") for path in sources),
    )
    assert {number for each in told for number in re.findall(r"\d+", each)} <= numbers


def test_the_changelog_names_every_command():
    told = set(re.findall(r"`(?:bigtrust )?([a-z]+)`", text_of("CHANGELOG.md")))
    assert told == COMMANDS


def session() -> list[tuple[str, str]]:
    """The commands of the README's session, each with what it is said to print."""
    block = re.search(r"```console\n(\$ .*?)```", text_of("README.md"), re.DOTALL)
    assert block
    steps = re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (step.partition("\n") for step in steps)]


@pytest.mark.long
def test_the_readme_s_session_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(CHECKOUT / "data" / "sample", tmp_path / "data" / "sample")
    monkeypatch.chdir(tmp_path)
    assert len(session()) >= 3
    for command, shown in session():
        program, *arguments = shlex.split(command)
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
        printed = "\n".join(line.rstrip() for line in result.output.splitlines())
        assert (program, result.exit_code, printed) == ("bigtrust", 0, shown.strip())
