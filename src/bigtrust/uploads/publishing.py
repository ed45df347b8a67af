"""The process that loads an upload, builds and publishes."""

from collections.abc import Callable
from typing import Any

from bigtrust.builds import build
from bigtrust.loading import load
from bigtrust.uploads.limits import LOAD_SECONDS
from bigtrust.uploads.work import (
    Request,
    limited_by_store,
    mapped,
    placed,
    sparing,
    tell,
    work,
)
from bigtrust.uploads.written import keep

_LOADING = 0.4  # the share of it all until the building begins


def _load(request: Request) -> Any:
    """Load, keep the mapping, build, publish."""
    with placed(request) as (settings, path):
        source = mapped(request, path)
        with limited_by_store(settings, LOAD_SECONDS):
            loads = load(
                sparing(settings), [source], progress=_part(0, _LOADING), accept=request["accept"]
            )
    kept = keep(settings.home, request["data_set"], request["name"], request["mapping"])
    built = build(settings, _part(_LOADING, 1), accept=request["accept"])
    return {"loads": loads, "build": built.id, "mapping": kept}


def _part(begin: float, end: float) -> Callable[[str, float], None]:
    return lambda doing, share: tell({"doing": doing, "share": begin + (end - begin) * share})


if __name__ == "__main__":
    work({"load": _load})
