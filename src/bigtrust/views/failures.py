"""What could not be formed: the cause goes to the log, and people are told where in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_log = logging.getLogger(__name__)
_met: ContextVar[list[str] | None] = ContextVar("failures_met", default=None)


def logged(what: str) -> str:
    """The reference under which the log says why `what` failed; called where it is caught."""
    reference = uuid4().hex[:8]
    _log.exception("%s failed, reference %s", what, reference)
    met = _met.get()
    if met is not None:
        met.append(reference)
    return reference


@contextmanager
def failures_met() -> Iterator[list[str]]:
    """The references of what fails meanwhile: an answer that holds a failure is not for good."""
    around, met = _met.get(), list[str]()
    token = _met.set(met)
    try:
        yield met
    finally:
        _met.reset(token)
        if around is not None:
            around.extend(met)
