"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, gone after."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OWNER = "postgres"  # the server refuses to run as root
NEEDED = ("initdb", "pg_ctl")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"


def find_programs() -> Path | None:
    """The folder of a server's programs; None where there is none, or root may not lend them."""
    folders = [Path("/usr/lib/postgresql/15/bin"), *_told_folders()]
    found = (one for one in folders if all((one / name).is_file() for name in NEEDED))
    may_start = os.geteuid() != 0 or bool(shutil.which("setpriv"))
    return next(found, None) if may_start else None


def _told_folders() -> Iterator[Path]:
    if shutil.which("pg_config"):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        yield Path(told.stdout.strip())
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent


class Server:
    """A running server. Text is sorted by its bytes (C), as every engine of the product does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.databases = 0

    def new_database(self) -> str:
        """The SQLAlchemy URL of a fresh, empty database."""
        self.databases += 1
        name = f"test_{self.databases}"
        self._say(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder}"

    def drop(self, url: str) -> None:
        """Drop the database of a URL, whoever is still connected to it."""
        name = url.partition("@/")[2].partition("?")[0]
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, statement: str) -> None:
        address = f"host={self.folder} user={OWNER} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """A server from its first start to its last stop."""
    # A socket's path may have 107 characters at most: no deep temporary folder.
    folder = Path(tempfile.mkdtemp(prefix="trust-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    data = str(folder / "data")
    try:
        _run(programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", *_initdb_options())
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "start",
             "-o", f"-c listen_addresses='' -k {folder} {QUICK}")  # fmt: skip
        try:
            yield Server(folder)
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initdb_options() -> tuple[str, ...]:
    return "--no-sync", "--encoding=UTF8", "--locale=C"


def _run(program: Path, *arguments: str) -> None:
    as_owner = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups"]
    command = [*(as_owner if os.geteuid() == 0 else []), str(program), *arguments]
    # The server keeps the output it is born with: a pipe would never end.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(command, stdout=said, stderr=said, cwd="/")
        said.seek(0)
        assert done.returncode == 0, f"{program.name} failed: {said.read()}"
