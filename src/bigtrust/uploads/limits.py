"""Limits of the process that reads an upload, set by itself before it looks at a single byte.

A file of 57 KB may decode to 800 MB, and one that was made to may never end (security.md, 7).
"""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

GIB = 1 << 30
MEMORY = 4 * GIB  # of addresses, libraries and all
ENGINE_MEMORY = "1GB"  # what a load may take of it, as of `memory_limit` in settings
DECODED = 4 * GIB  # bytes of any file that is written, beyond the size of the store
LARGEST_UPLOAD = 200 << 20  # bytes
LOOK_SECONDS = 60
REHEARSE_SECONDS = 600
LOAD_SECONDS = 1800


@contextmanager
def limited(seconds: int, memory: int = MEMORY, written: int = DECODED) -> Iterator[None]:
    """Within, the process may take so much; past its time, the system ends it (SIGALRM).

    The limits are soft ones, so that what comes after the parsing goes without them.
    """
    kinds = {resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: written, resource.RLIMIT_CORE: 0}
    before = {kind: resource.getrlimit(kind) for kind in kinds}
    for kind, most in kinds.items():
        _, hard = before[kind]
        room = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (room, hard))
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        for kind, limits in before.items():
            with suppress(ValueError):
                resource.setrlimit(kind, limits)
