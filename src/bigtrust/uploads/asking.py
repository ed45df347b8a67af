"""Asking the process that reads uploads, and what is made of its answers."""

import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread
from typing import Any, Final

import orjson

from bigtrust import errors
from bigtrust.errors import SourceError, TrustError
from bigtrust.uploads.limits import GIB, MEMORY

Progress = Callable[[str, float], None]
_COMMAND: Final = (sys.executable, "-P", "-m")
_MODULES: Final = {"load": "bigtrust.uploads.publishing"}
_READING: Final = "bigtrust.uploads.reading"


class UploadFailedError(RuntimeError):
    """The reading process failed in a way that is a mistake of ours; it says where."""


def answer(
    request: Mapping[str, Any], content: bytes, progress: Progress, *, lasting: bool = False
) -> Any:
    """The result of a request.

    A `lasting` one goes on to its end though nobody waits for it any more; others end with that.
    Raises the TrustError that the process met, and SourceError where it was ended by its limits.
    """
    child = subprocess.Popen(  # noqa: S603 (our own module)
        (*_COMMAND, _MODULES.get(request["task"], _READING)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    feeding = Thread(target=_feed, args=(child, request, content), daemon=True)
    feeding.start()
    try:
        said = _last_said(child, progress)
        child.wait()
    finally:
        if not lasting:
            child.kill()
            child.wait()
    if "result" in said:
        return said["result"]
    raise _error(said, child.returncode, request)


def _feed(child: "subprocess.Popen[bytes]", request: Mapping[str, Any], content: bytes) -> None:
    """A process that has failed reads no further."""
    if child.stdin is not None:
        with suppress(BrokenPipeError), child.stdin as sink:
            sink.write(orjson.dumps(request) + b"\n")
            sink.write(content)


def _last_said(child: "subprocess.Popen[bytes]", progress: Progress) -> Mapping[str, Any]:
    """Passes on how far it is, and returns what it said in the end, if anything."""
    for line in child.stdout or ():
        said: dict[str, Any] = orjson.loads(line)
        if "doing" not in said:
            return said
        progress(said["doing"], said["share"])
    return {}


def _error(said: Mapping[str, Any], code: int | None, request: Mapping[str, Any]) -> Exception:
    if said.get("error"):
        kind: type[TrustError] = getattr(errors, said["error"], TrustError)
        return kind(said["message"], said["advice"])
    if said:
        return UploadFailedError(said["message"])
    took = "took too long" if code == -signal.SIGALRM else f"took more than {MEMORY // GIB} GiB"
    return SourceError(
        f"{request['name']} cannot be read: reading it {took}, and was ended.",
        "Nothing of it was loaded. Load it with `bigtrust load`, or export it in several files.",
    )
