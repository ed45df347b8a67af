"""The process that looks into an upload and rehearses its load; it begins quickly."""

from typing import Any

from bigtrust.loading import rehearse
from bigtrust.uploads.glance import look_into
from bigtrust.uploads.limits import LOOK_SECONDS, REHEARSE_SECONDS, limited
from bigtrust.uploads.work import (
    Request,
    limited_by_store,
    mapped,
    placed,
    sparing,
    tell,
    work,
)


def _look(request: Request) -> Any:
    """The first look: columns and some rows."""
    with limited(LOOK_SECONDS), placed(request) as (_, path):
        return look_into(path, request["encoding"], path.parent)


def _rehearse(request: Request) -> Any:
    """What would be loaded and what would stay out."""
    with placed(request) as (settings, path), limited_by_store(settings, REHEARSE_SECONDS):
        source = mapped(request, path)
        tell({"doing": "checking every row", "share": 0.1})
        return rehearse(sparing(settings), source, request["accept"])


if __name__ == "__main__":
    work({"look": _look, "rehearse": _rehearse})
