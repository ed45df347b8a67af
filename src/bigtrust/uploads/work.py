"""What the processes share that read an upload.

They are asked on their standard input: a line of JSON, then the file's bytes. They answer on their
standard output, a line of JSON each: how far they are, then the result or the error.
"""

import errno
import fcntl
import gc
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from bigtrust.engines import writing_in
from bigtrust.errors import SourceError, StoreError, TrustError
from bigtrust.settings import Settings, read_settings
from bigtrust.settings.parts import Source
from bigtrust.uploads.limits import DECODED, ENGINE_MEMORY, limited

Request = Mapping[str, Any]
_FOLDER = "uploads"


def work(tasks: Mapping[str, Callable[[Request], Any]]) -> None:
    """Do the one task that is asked for."""
    gc.freeze()  # what was imported stays until the end, and need not be looked through
    request: Request = orjson.loads(sys.stdin.buffer.readline())
    try:
        tell({"result": tasks[request["task"]](request)})
    except TrustError as error:
        tell({"error": type(error).__name__, "message": error.message, "advice": error.advice})
    except BaseException as error:
        tell(_beyond_limits(error, request) or {"error": "", "message": _where(error)})


@contextmanager
def placed(request: Request) -> Iterator[tuple[Settings, Path]]:
    """The file in its place, for as long as it is worked on, and one file at a time.

    It holds customers' ids as they came, so it is deleted at the end; what a killed process left,
    the next one deletes.
    """
    settings = read_settings(Path(request["home"]))
    folder = settings.folder / _FOLDER
    with writing_in(folder), _alone(folder):
        shutil.rmtree(folder / request["data_set"], ignore_errors=True)
        path = folder / request["data_set"] / request["name"]
        path.parent.mkdir(mode=0o700)
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
            yield settings, path
        finally:
            shutil.rmtree(path.parent, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The lock is the system's: it goes with the process, however that ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise StoreError(
            "Another upload is being read.", "Wait until it has ended, then try again."
        ) from error
    finally:
        os.close(descriptor)


@contextmanager
def limited_by_store(settings: Settings, seconds: int) -> Iterator[None]:
    """What is written may be the store itself, so its size is added."""
    store = settings.folder / "facts.duckdb"
    size = store.stat().st_size if store.exists() else 0
    with limited(seconds, written=2 * size + DECODED):
        yield


def sparing(settings: Settings) -> Settings:
    """The settings with less memory for the engine than the process may take."""
    store = settings.store.model_copy(update={"memory_limit": ENGINE_MEMORY, "threads": 1})
    return settings.model_copy(update={"store": store})


def mapped(request: Request, path: Path) -> Source:
    """The file in its place, with its mapping beside it."""
    mapping = path.parent / ".mapping.toml"  # a name that no upload has
    mapping.write_text(request["mapping"], encoding="utf-8")
    told = {"path": str(path.resolve()), "mapping": str(mapping.resolve())}
    return Source(data_set=request["data_set"], **told)


def tell(said: Mapping[str, Any]) -> None:
    """Whoever asked may have gone: a load goes on without them."""
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(orjson.dumps(said, default=str) + b"\n")
        sys.stdout.buffer.flush()


def _beyond_limits(error: BaseException, request: Request) -> Mapping[str, str] | None:
    told = f"{type(error).__name__} {getattr(error, 'orig', error)}"
    too_large = getattr(error, "errno", None) == errno.EFBIG or "File too large" in told
    if not (too_large or isinstance(error, MemoryError) or "emory" in told):
        return None
    return {
        "error": SourceError.__name__,
        "message": f"{request['name']} takes more room to read than an upload may.",
        "advice": "Load it with `bigtrust load`, or export it in several files.",
    }


def _where(error: BaseException) -> str:
    """The kind of error and its place, and nothing of what the file said."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
