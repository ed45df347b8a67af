"""Dashboards under measurement: one's processor time and memory, and sessions that stay open."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

CHECKOUT = Path(__file__).parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
RERUNS = 40
_WHOLE_MESSAGES = 2**26  # bytes


@dataclass(frozen=True)
class Server:
    address: str  # http://127.0.0.1:port
    process: int

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        told = Path(f"/proc/{self.process}/stat").read_text().rpartition(") ")[2].split()
        return (int(told[11]) + int(told[12])) / _TICKS

    def memory(self) -> float:
        """MiB that stand in memory."""
        status = Path(f"/proc/{self.process}/status").read_text().splitlines()
        resident = next(line for line in status if line.startswith("VmRSS"))
        return int(resident.split()[1]) / 1024


@contextmanager
def serving(script: Path, home: Path, port: int) -> Iterator[Server]:
    """A script, served as `bigtrust serve` serves the dashboard."""
    command = [sys.executable, "-P", "-m", "bigtrust.web.server", "run", str(script)]
    options = ["--server.port", str(port), "--logger.level", "error"]
    environment = {**os.environ, "BIGTRUST_HOME": str(home)}
    with subprocess.Popen(  # noqa: S603 (our own command)
        [*command, *options], cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(address)
            yield Server(address, process.pid)
        finally:
            process.terminate()


def _wait_until_healthy(address: str) -> None:
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health"):  # noqa: S310
            return
        time.sleep(0.1)
    raise TimeoutError(f"No server became healthy at {address} within a minute.")


def memory_with_sessions(server: Server, sessions: int) -> float:
    """MiB with so many sessions open at once, each of which has seen the first page."""
    with ExitStack() as stack:
        opened = [stack.enter_context(_session(server)) for _ in range(sessions)]
        for each in opened:
            each.send(_run())
        for each in opened:
            _until_finished(each)
        return server.memory()


def cpu_of_a_rerun(server: Server, query: str = "") -> float:
    """Milliseconds of processor time that a run of the first page takes, when it ran before."""
    with _session(server) as session:
        for turn in range(RERUNS + 1):
            if turn == 1:
                before = server.cpu()
            session.send(_run(query))
            _until_finished(session)
        return (server.cpu() - before) / RERUNS * 1000


@contextmanager
def _session(server: Server) -> Iterator[ClientConnection]:
    address = server.address.replace("http", "ws") + "/_stcore/stream"
    subprotocols = [Subprotocol("streamlit")]
    with connect(address, subprotocols=subprotocols, max_size=_WHOLE_MESSAGES) as session:
        yield session


def _run(query: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    told: bytes = message.SerializeToString()
    return told


def _until_finished(session: ClientConnection) -> None:
    told = ForwardMsg()
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(session.recv(timeout=120))
