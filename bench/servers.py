"""Dashboards under measurement: one's processor time and memory, and sessions that stay open."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.dashboards import Server, started
from tests.ports import free_port

_TICKS = os.sysconf("SC_CLK_TCK")
RERUNS = 40
_WHOLE_MESSAGES = 2**26  # bytes


@contextmanager
def serving(script: Path, home: Path) -> Iterator[Server]:
    """A script, served as `bigtrust serve` serves the dashboard."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "bigtrust.web.server", script]
    options = ["--server.port", port, "--logger.level", "error"]
    with started([*command, *options], port, {"BIGTRUST_HOME": str(home)}) as server:
        yield server


def _cpu(server: Server) -> float:
    """Seconds of processor time so far."""
    told = Path(f"/proc/{server.process}/stat").read_text().rpartition(") ")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS


def _memory(server: Server) -> float:
    """MiB that stand in memory."""
    status = Path(f"/proc/{server.process}/status").read_text().splitlines()
    resident = next(line for line in status if line.startswith("VmRSS"))
    return int(resident.split()[1]) / 1024


def memory_with_sessions(server: Server, sessions: int) -> float:
    """MiB with so many sessions open at once, each of which has seen the first page."""
    with ExitStack() as stack:
        opened = [stack.enter_context(_session(server)) for _ in range(sessions)]
        for each in opened:
            each.send(_run())
        for each in opened:
            _until_finished(each)
        return _memory(server)


def cpu_of_a_rerun(server: Server, query: str = "") -> float:
    """Milliseconds of processor time that a run of the first page takes, when it ran before."""
    with _session(server) as session:
        for turn in range(RERUNS + 1):
            if turn == 1:
                before = _cpu(server)
            session.send(_run(query))
            _until_finished(session)
        return (_cpu(server) - before) / RERUNS * 1000


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
