"""Dashboards and a browser to open them in, for tests, measurements and pictures."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.ports import free_port

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Only what is needed: a browser that calls home would blur whether the page does.
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOKS = 600  # at a server that starts, a tenth of a second apart


@dataclass(frozen=True)
class Server:
    address: str  # http://127.0.0.1:port
    process: int


@contextmanager
def serving(home: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The dashboard of the company in `home`, on a server of its own; yields its address.

    `settings` are variables of the environment; of Big Trust's it knows no others.
    """
    port = free_port()
    program = Path(sys.executable).with_name("bigtrust")
    command = [program, "serve", "--home", home, "--port", port]
    with started(command, port, settings) as server:
        yield server.address


@contextmanager
def started(
    command: Sequence[object], port: int, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """What a command serves at a port, once it is healthy, until nobody looks any more; `settings`
    as above.

    Raises RuntimeError where it ends before that, or takes longer than a minute.
    """
    known = {name: told for name, told in os.environ.items() if not name.startswith("BIGTRUST_")}
    with subprocess.Popen(
        list(map(str, command)),
        env=known | dict(settings or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(process, address)
            yield Server(address, process.pid)
        finally:
            process.terminate()


def _wait_until_healthy(server: "subprocess.Popen[bytes]", address: str) -> None:
    for _ in range(LOOKS):
        if server.poll() is not None:
            raise RuntimeError(f"The server at {address} ended with {server.returncode}.")
        with suppress(OSError), urlopen(f"{address}/_stcore/health") as answer:  # noqa: S310 (our own)
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server at {address} did not become healthy within a minute.")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A running Chromium; FileNotFoundError where there is none."""
    with sync_playwright() as playwright:
        program = _program(playwright)
        if program is None:
            raise FileNotFoundError("No Chromium on this machine.")
        with playwright.chromium.launch(executable_path=program, args=SWITCHES) as browser:
            yield browser


def _program(playwright: Playwright) -> str | None:
    """The machine's own, else Playwright's."""
    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    bundled = playwright.chromium.executable_path
    return installed or (bundled if Path(bundled).exists() else None)
