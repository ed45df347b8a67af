"""Every query behind the Overview: how long each takes."""

from time import perf_counter
from typing import Any

import numpy as np
from sqlalchemy import event

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.views.kinds import kinds
from bigtrust.views.overview import overview

ROUNDS = 5


def reading(build: Build) -> tuple[int, float, float]:
    """How many queries the Overview asks, and the 50th and 95th percentile of them, in ms."""
    took: list[float] = []
    began: dict[int, float] = {}

    @event.listens_for(build.engine, "before_cursor_execute")
    def _before(_: Any, cursor: Any, *__: Any) -> None:
        began[id(cursor)] = perf_counter()

    @event.listens_for(build.engine, "after_cursor_execute")
    def _after(_: Any, cursor: Any, *__: Any) -> None:
        took.append(perf_counter() - began[id(cursor)])

    scope = Scope(Role.EXECUTIVE, build.id)
    for _ in range(ROUNDS):
        overview(scope, build)
        kinds(scope, build)
    median, most = np.percentile(took[len(took) // ROUNDS :], [50, 95]) * 1000
    return len(took) // ROUNDS, float(median), float(most)
