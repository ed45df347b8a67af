"""`bigtrust serve`: the dashboard, on this machine only."""

import os
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from bigtrust.cli.console import RESULTS
from bigtrust.cli.options import Home, settings_in
from bigtrust.errors import SettingsError

PACKAGE = Path(__file__).parents[1]
# In an installed package; in a checkout, with src/bigtrust under its root.
PLACES = (PACKAGE / "dashboard" / "app.py", PACKAGE.parents[1] / "app.py")


def serve(
    home: Home = Path(),
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8501,
    address: Annotated[
        str, typer.Option(help="The address to listen on: a loopback one.")
    ] = "127.0.0.1",
) -> None:
    """Show the dashboard of the company in a browser, until Ctrl+C."""
    _refuse_other_machines(address)
    _refuse_taken_port(address, port)
    settings_in(home)  # what is wrong in them is said here, and not on a page
    RESULTS.print(f"Big Trust is on {_url(address, port)} (Ctrl+C ends it).", soft_wrap=True)
    sys.stdout.flush()
    os.environ["BIGTRUST_HOME"] = str(home.resolve())
    os.chdir(home)
    from bigtrust.web import server  # noqa: PLC0415 (it would slow the start of every command)

    server.run(dashboard(), *options(address, port))


def options(address: str, port: int) -> list[str]:
    """What the server is told besides .streamlit/config.toml beside app.py, as the environment
    could override that file.
    """
    place = ["--server.address", address, "--server.port", str(port)]
    quiet = ["--logger.hideWelcomeMessage", "true", "--logger.level", "warning"]
    return [*place, *quiet]


def dashboard() -> Path:
    """The app.py of this installation or checkout."""
    for path in PLACES:
        if path.exists():
            return path
    raise SettingsError(
        f"This installation has no dashboard (looked for {PLACES[0]}).", "Install bigtrust again."
    )


def _refuse_other_machines(address: str) -> None:
    if address == "localhost":
        return
    try:
        loopback = ip_address(address).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise SettingsError(
            f"The address {address!r} can be reached from other machines, and there is no "
            "sign-in yet: everybody on the network would see people's data.",
            "Use 127.0.0.1 (the default), and reach it from afar through a tunnel of your own.",
        )


def _refuse_taken_port(address: str, port: int) -> None:
    family, kind, *_, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise SettingsError(
                f"Port {port} on {address} cannot be used: {error.strerror}.",
                "End the program that uses it, or name another port with --port.",
            ) from error


def _url(address: str, port: int) -> str:
    host = f"[{address}]" if ":" in address else address
    return f"http://{host}:{port}"
