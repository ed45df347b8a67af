"""`bigtrust serve`, up to the moment when the server takes over."""

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bigtrust.cli import serving
from bigtrust.web import server
from tests.cli.conftest import Run
from tests.ports import free_port


@pytest.fixture
def taken_over(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict]:
    """What the server was started with."""
    seen: dict = {}

    def serves(script: Path, *options: str) -> None:
        home = os.environ["BIGTRUST_HOME"]
        seen.update(script=script, options=options, home=home, folder=Path.cwd(), path=[*sys.path])

    monkeypatch.setattr(server, "run", serves)
    monkeypatch.setenv("BIGTRUST_HOME", "")  # which `serve` sets, and is as it was afterwards
    return seen


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "::", "192.168.1.10", "trust.example", "", "127.0.0.1.example"],  # noqa: S104
)
def test_an_address_that_others_reach_is_refused_with_the_reason(run: Run, address: str):
    result = run("serve", "--address", address)
    assert result.exit_code == 3
    assert repr(address) in result.stderr
    assert "there is no sign-in yet" in " ".join(result.stderr.split())


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "localhost"])
def test_a_loopback_address_is_served_and_told(run: Run, taken_over: dict, address: str):
    port = free_port()
    result = run("serve", "--address", address, "--port", port)
    assert f"http://{address}:{port}" in result.stdout
    options = taken_over["options"]
    assert options[options.index("--server.address") + 1] == address
    assert options[options.index("--server.port") + 1] == str(port)


def test_the_server_runs_in_the_company_s_folder_and_is_told_of_it(
    run: Run, home: Path, taken_over: dict
):
    (home / "company").mkdir()
    run("serve", "--home", "company", "--port", free_port())
    assert taken_over["folder"] == home / "company"
    assert taken_over["home"] == str(home / "company")


def test_the_server_imports_nothing_from_the_company_s_folder(
    run: Run, home: Path, taken_over: dict
):
    run("serve", "--home", home, "--port", free_port())
    assert {"", ".", str(home)}.isdisjoint(taken_over["path"])


def test_a_port_in_use_is_an_error_that_names_it(run: Run):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("serve", "--port", port)
    assert result.exit_code == 3
    assert f"Port {port} on 127.0.0.1 cannot be used" in result.stderr


def test_an_installation_without_dashboard_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(serving, "PLACES", (tmp_path / "app.py",))
    with pytest.raises(serving.SettingsError, match="no dashboard"):
        serving.dashboard()
