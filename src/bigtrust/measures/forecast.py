"""The forecast of what will be overdue (decisions.md, 56): its inputs, from the daily counts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, func, select

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.permitting import refuse_what_is_not_published
from bigtrust.rollups import ANSWERS
from bigtrust.rollups.accountability import NEVER_DUE
from bigtrust.rules.forecast import Backlog, Forecast, closing_rates, overdue_after

PAST = 90  # days from which arrivals and answers are learned


def forecast_overdue(scope: Scope, build: Build) -> Forecast | None:
    """How many requests will be overdue 30 days after as-of; None where no requests were given, or
    nothing that closes them. It is of the whole company, and so exact for every role.
    """
    measure = CATALOGUE["due_soon"]
    refuse_what_is_not_published(measure, (), (), scope, build)
    if build.missing(measure.needs) is not None:
        return None
    requests, today = _requests(build), day_number(build.as_of)
    since = max(today - PAST + 1, _first_day(build, requests))
    rates = _rates(requests, since)
    return overdue_after(
        _backlog(requests, today), _arrivals(requests, since, today), rates, seed=today
    )


def _requests(build: Build) -> Sequence[Row[Any]]:
    """Columns: day (of receipt), level (days until closed or as-of), due_in, received, closed."""
    answers = build.shelf.rollups[ANSWERS.name]
    kept = (answers.c["day"], answers.c.level, answers.c.due_in)
    sums = (func.sum(answers.c[name]).label(name) for name in ("received", "closed"))
    with transaction(build.engine) as connection:
        return connection.execute(select(*kept, *sums).group_by(*kept).order_by(*kept)).all()


def _first_day(build: Build, requests: Sequence[Row[Any]]) -> int:
    """Before the first request that is known, nobody can tell that none came."""
    return min((row.day for row in requests), default=day_number(build.as_of))


def _backlog(requests: Sequence[Row[Any]], today: int) -> Backlog:
    waiting = [
        row
        for row in requests
        for _ in range(int(row.received - row.closed))
        if row.due_in != NEVER_DUE
    ]
    return Backlog(
        ages=[today - row.day for row in waiting],
        days_left=[row.day + row.due_in - today for row in waiting],
    )


def _arrivals(requests: Sequence[Row[Any]], since: int, today: int) -> list[list[int]]:
    """For each day since then, the days that what came on it had to its due day."""
    found: list[list[int]] = [[] for _ in range(since, today + 1)]
    for row in requests:
        if row.day >= since and row.due_in != NEVER_DUE:
            found[row.day - since] += [row.due_in] * int(row.received)
    return found


def _rates(requests: Sequence[Row[Any]], since: int) -> tuple[float, ...]:
    """By age: who was open on a day since then, and who was closed on it."""
    days, levels, received, closed = _columns(requests, "day", "level", "received", "closed")
    seen = days + levels >= since
    days, levels, received, closed = (each[seen] for each in (days, levels, received, closed))
    length = int(levels.max(initial=0)) + 1
    entered = np.bincount(np.maximum(since - days, 0), received, length + 1)
    left = np.bincount(levels + 1, received, length + 1)
    at_risk = np.cumsum(entered - left)[:length]
    ended = np.bincount(levels, closed, length)
    return closing_rates(range(length), at_risk.astype(int).tolist(), ended.astype(int).tolist())


def _columns(requests: Sequence[Row[Any]], *names: str) -> list[NDArray[np.int64]]:
    return [np.array([getattr(row, name) for row in requests], dtype=np.int64) for name in names]
