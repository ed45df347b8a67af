"""Every query behind the Overview: how long each takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np
from sqlalchemy import Engine, event

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.views.kinds import kinds
from bigtrust.views.overview import overview

ROUNDS = 5


def reading(build: Build) -> tuple[int, float, float]:
    """How many queries the Overview asks of a build that was just published, and the 50th and 95th
    percentile of them, in ms.
    """
    took: list[float] = []
    for _ in range(ROUNDS):
        fresh = replace(build)  # what was asked of a build is kept with it
        with _timed(fresh.engine, took):
            scope = Scope(Role.EXECUTIVE, fresh.id)
            overview(scope, fresh)
            kinds(scope, fresh)
        fresh.engine.dispose()
    median, most = np.percentile(took, [50, 95]) * 1000
    return len(took) // ROUNDS, float(median), float(most)


@contextmanager
def _timed(engine: Engine, took: list[float]) -> Iterator[None]:
    """Adds the seconds of each query."""
    began: dict[int, float] = {}

    def before(_: Any, cursor: Any, *__: Any) -> None:
        began[id(cursor)] = perf_counter()

    def after(_: Any, cursor: Any, *__: Any) -> None:
        took.append(perf_counter() - began[id(cursor)])

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    yield
