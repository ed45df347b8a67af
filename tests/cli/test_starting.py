"""`bigtrust init` and `bigtrust contract`."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from bigtrust.access.pseudonyms import read_key
from bigtrust.cli.starting import TEMPLATE
from bigtrust.contract import CONTRACT
from bigtrust.contract.documents import datapackage, markdown
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.settings import Settings, read_settings
from bigtrust.settings.parts import CapSetting, Source
from tests.cli.conftest import Run


def test_init_writes_settings_and_a_key(run: Run, home: Path):
    result = run("init")
    assert result.exit_code == 0
    assert "bigtrust.toml" in result.stdout
    assert read_key(home / "trust").key
    assert (home / "trust" / "pseudonym.key").stat().st_mode & 0o777 == 0o600


def test_init_makes_the_folder_that_home_names(run: Run, home: Path):
    assert run("init", "--home", "new/company").exit_code == 0
    assert (home / "new" / "company" / "bigtrust.toml").exists()


def test_the_settings_that_init_writes_are_the_defaults(run: Run, home: Path):
    (home / "bare").mkdir()
    run("init")
    written, default = read_settings(home), read_settings(home / "bare")
    assert written.model_copy(update={"home": default.home}) == default


def test_init_refuses_to_overwrite_and_changes_nothing(run: Run, home: Path):
    run("init")
    (home / "bigtrust.toml").write_text("as_of = 2026-06-30\n")
    key = (home / "trust" / "pseudonym.key").read_text()
    result = run("init")
    assert result.exit_code == 3
    assert "bigtrust.toml is there already" in result.stderr
    assert (home / "bigtrust.toml").read_text() == "as_of = 2026-06-30\n"
    assert (home / "trust" / "pseudonym.key").read_text() == key


def test_init_keeps_a_key_that_is_there(run: Run, home: Path):
    (home / "trust").mkdir()
    (home / "trust" / "pseudonym.key").write_text("ab" * 32)
    run("init")
    assert (home / "trust" / "pseudonym.key").read_text() == "ab" * 32


def test_init_makes_the_key_of_a_store_that_settings_name_anew(run: Run, home: Path):
    """So do the errors advise that ask for another folder under [store]."""
    run("init")
    moved = 'as_of = 2026-06-30\n[store]\nfolder = "another"\n'
    (home / "bigtrust.toml").write_text(moved)
    (home / "contacts.csv").touch()
    assert "run `bigtrust init`" in run("load", "contacts.csv").stderr
    assert run("init").exit_code == 0
    assert read_key(home / "another").key != read_key(home / "trust").key
    assert (home / "bigtrust.toml").read_text() == moved


def named_in_template() -> set[str]:
    text = TEMPLATE.read_text(encoding="utf-8")
    return set(re.findall(r"^(?:# )?\[{0,2}(\w+)(?: =|\]{1,2})", text, re.MULTILINE))


def test_the_settings_file_names_every_setting():
    fields = set(Settings.model_fields) - {"home"}
    for part in ("company", "store", "loading", "lag"):
        fields |= set(Settings.model_fields[part].annotation.model_fields)
    fields |= {*CapSetting.model_fields, *Source.model_fields}
    assert fields <= named_in_template()


def test_the_examples_behind_comment_signs_are_settings_that_work(home: Path):
    """Uncomment all that is TOML, and read it."""
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    example = re.compile(r"# (?=\[\[|[\w-]+ = )")
    text = "\n".join(example.sub("", line) if example.match(line) else line for line in lines)
    (home / "bigtrust.toml").write_text(text)
    settings = read_settings(home)
    assert len(settings.sources) == text.count("\n[[sources]]") == 2
    assert settings.permission["US-CA"] == {"email": "opt_in", "all": "opt_out"}
    assert set(settings.segments) == {"customers", "complaints"}
    assert set(settings.targets) == set(tomllib.loads(text)["targets"])


def test_contract_prints_the_page_of_the_repository(run: Run):
    assert run("contract").stdout == markdown(CONTRACT.values())


def test_contract_prints_or_writes_a_data_package(run: Run, home: Path):
    assert json.loads(run("contract", "--json").stdout) == datapackage(CONTRACT.values())
    assert run("contract", "--datapackage", "datapackage.json").exit_code == 0
    assert json.loads((home / "datapackage.json").read_text()) == datapackage(CONTRACT.values())


@pytest.mark.parametrize(
    "command",
    [
        ("init", "--home", "/proc/lume"),
        ("demo", "--customers", "1000", "--folder", "/proc/lume"),
        ("contract", "--datapackage", "/proc/lume/package.json"),
    ],
)
def test_what_cannot_be_written_is_told_by_its_path(run: Run, command: tuple[str, ...]):
    result = run(*command)
    assert result.exit_code == 1
    assert "Error: /proc/lume" in result.stderr
    assert "cannot be written" in result.stderr


def test_the_targets_shown_are_those_of_the_catalogue():
    shown = TEMPLATE.read_text(encoding="utf-8").partition("[targets]\n")[2].partition("\n\n")[0]
    targets = tomllib.loads(shown.replace("# ", ""))
    named = {name: m.target for name, m in CATALOGUE.items() if m.target is not None}
    assert targets == named
