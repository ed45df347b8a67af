"""What could not be formed: the cause goes to the log, and people are told where in it."""

import logging
from uuid import uuid4

_log = logging.getLogger(__name__)


def logged(what: str) -> str:
    """The reference under which the log says why `what` failed; called where it is caught."""
    reference = uuid4().hex[:8]
    _log.exception("%s failed, reference %s", what, reference)
    return reference
