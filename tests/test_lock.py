"""requirements.lock: every package pinned and hashed, as pyproject asks, from no one host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).parents[1]
LOCK = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
PIN = r"^(\S+)==(\S+)(?: ; [^\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$"
PINS = re.findall(PIN, LOCK, re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for() -> list[Requirement]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [Requirement(line) for line in asked]


def test_the_lock_names_no_host():
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK
    assert " @ " not in LOCK


def test_every_line_belongs_to_a_pin_with_hashes():
    starts = [line for line in LOCK.splitlines() if not line.startswith("    --hash=sha256:")]
    assert len(starts) == len(PINS) > 50


@pytest.mark.parametrize("requirement", asked_for(), ids=str)
def test_a_pin_agrees_with_what_pyproject_asks_for(requirement: Requirement):
    versions = [version for name, version, _ in PINS if plain(name) == plain(requirement.name)]
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)
