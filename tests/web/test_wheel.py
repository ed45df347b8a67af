"""The wheel, installed in another folder, serves a company there."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.ports import free_port
from tests.web.conftest import Open

CHECKOUT = Path(__file__).parents[2]
PACKAGES = next(path for path in sys.path if path.endswith("site-packages"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    subprocess.run([*build, CHECKOUT], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_all_that_the_dashboard_needs(wheel: Path):
    names = set(ZipFile(wheel).namelist())
    pages = [path.relative_to(CHECKOUT).as_posix() for path in CHECKOUT.glob("pages/*/*.py")]
    static = [path.relative_to(CHECKOUT) for path in (CHECKOUT / "static").rglob("*.*")]
    wanted = ["app.py", ".streamlit/config.toml", *pages, *(path.as_posix() for path in static)]
    assert pages
    assert {f"bigtrust/dashboard/{name}" for name in wanted} <= names
    mappings = {f"bigtrust/mappings/{path.name}" for path in CHECKOUT.glob("data/mappings/*.toml")}
    assert mappings <= names
    assert "bigtrust/bigtrust.toml" in names
    assert "bigtrust/exports/meeting.typ" in names
    assert "bigtrust/books/migrations/versions/v0001_the_books.py" in names
    assert not [name for name in names if name.startswith(("tests/", "data/"))]


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin of a virtual environment with the wheel; its packages are those of this one."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, wheel], check=True, capture_output=True)
    # After the wheel's own folder, so that the wheel is found first.
    for packages in folder.glob("lib/*/site-packages"):
        (packages / "others.pth").write_text(PACKAGES)
    return folder / "bin"


@pytest.fixture
def home(programs: Path, tmp_path: Path) -> Path:
    """The sample company, loaded and built by the installed program."""
    for command in (["init"], ["load", CHECKOUT / "data" / "sample"], ["build"]):
        subprocess.run(
            [programs / "bigtrust", *command], cwd=tmp_path, check=True, capture_output=True
        )
    return tmp_path


@pytest.fixture
def address(programs: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the installed program serves the company; its person's home folder is empty."""
    port = str(free_port())
    person = tmp_path_factory.mktemp("person")
    environment = {**os.environ, "HOME": str(person)}
    command = [programs / "bigtrust", "serve", "--port", port]
    with subprocess.Popen(command, cwd=home, env=environment) as server:
        yield f"http://127.0.0.1:{port}"
        server.terminate()
    assert not list(person.rglob("*"))


def answer(url: str) -> str:
    """What the server says there, once it listens."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(url) as response:  # noqa: S310 (our own server)
                return response.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url}")


@pytest.mark.long
@pytest.mark.browser
def test_the_installed_wheel_serves_the_company(address: str, browser: Open):
    assert answer(f"{address}/_stcore/health") == "ok"
    page = browser().new_page()
    page.goto(address)
    expect(page.get_by_text("Data to 29 June 2026")).to_be_visible(timeout=60_000)
