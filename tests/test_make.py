"""The Makefile and its helpers: what the README's two commands do."""

import os
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
BASIC_TOOLS = ("ls", "id")


def planned(target: str) -> str:
    """What `make` would run for the target, on a checkout where nothing is made yet."""
    # The options of a make that runs these tests would be this one's, too.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    command = ["make", "--dry-run", "--always-make", target]
    told = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True
    )
    return told.stdout


def test_run_installs_pinned_packages_makes_the_demo_and_serves_it():
    steps = planned("run")
    wanted = ("-m venv .venv", "--require-hashes -r requirements.lock", "bigtrust demo", "serve")
    places = [steps.index(step) for step in wanted]
    assert places == sorted(places)


def test_test_checks_style_and_types_and_runs_all_that_is_not_long():
    steps = planned("test")
    for step in ("ruff check .", "ruff format --check .", "mypy", ".ci/browser"):
        assert step in steps
    assert 'pytest -m "not long"' in steps
    assert "pytest -m long" not in steps


def test_screenshots_are_of_the_demo_company_in_a_browser():
    steps = planned("screenshots")
    wanted = ("bigtrust demo", ".ci/browser", "docs.screenshots")
    places = [steps.index(step) for step in wanted]
    assert places == sorted(places)


def test_the_build_server_runs_the_long_tests_too():
    assert "make ci" in (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")
    steps = planned("ci")
    assert 'pytest -m "not long"' in steps
    assert "pytest -m long" in steps


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs: the basic ones, and what a test adds."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in BASIC_TOOLS:
        real = subprocess.run(["which", name], capture_output=True, text=True, check=True)
        (programs / name).symlink_to(real.stdout.strip())
    return programs


def on(machine: Path, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    settings = {"PATH": str(machine), "PLAYWRIGHT_BROWSERS_PATH": str(machine / "browsers")}
    program = [str(CHECKOUT / ".ci" / command[0]), *command[1:]]
    return subprocess.run(
        program, env=settings | environment, capture_output=True, text=True, check=False
    )


def test_a_python_that_is_too_old_is_passed_over(machine: Path):
    script(machine / "python3", "exit 1")
    assert on(machine, "python", "3.11").stdout == ""
    script(machine / "python3.12", "exit 0")
    assert on(machine, "python", "3.11").stdout == "python3.12\n"


def test_a_browser_that_is_there_is_used(machine: Path):
    script(machine / "chromium", "exit 0")
    assert on(machine, "browser", str(machine)).stdout == ""


def test_a_browser_that_was_installed_before_is_used(machine: Path):
    (machine / "browsers" / "chromium-1200").mkdir(parents=True)
    assert on(machine, "browser", str(machine)).stdout == ""


def test_without_a_browser_the_package_is_installed_as_root(machine: Path):
    (machine / "id").unlink()
    script(machine / "id", "echo 0")
    script(machine / "apt-get", 'echo "apt-get $*"')
    told = on(machine, "browser", str(machine)).stdout
    assert "install -q -y --no-install-recommends chromium" in told


def test_without_a_browser_playwright_s_own_is_installed_elsewhere(machine: Path):
    (machine / "id").unlink()
    script(machine / "id", "echo 1000")
    script(machine / "playwright", 'echo "playwright $*"')
    assert "playwright install chromium" in on(machine, "browser", str(machine)).stdout


def test_where_no_browser_can_be_had_it_is_said_loudly_and_the_tests_go_on(machine: Path):
    (machine / "id").unlink()
    script(machine / "id", "echo 1000")
    script(machine / "playwright", "exit 1")
    result = on(machine, "browser", str(machine))
    assert result.returncode == 0
    assert "NO CHROMIUM COULD BE INSTALLED" in result.stderr
