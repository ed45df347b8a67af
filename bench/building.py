"""The full build against DuckDB merely sorting the contacts by customer and time."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import CreateTableAs, func, select

from bigtrust import builds
from bigtrust.engines import open_store, transaction
from bigtrust.schema import Star
from bigtrust.settings import Settings, read_settings

CHECKOUT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Building:
    """Seconds; the peak of the build's own process in MB."""

    contacts: int
    sorting: float
    building: float
    peak: float
    steps: tuple[tuple[str, float], ...]  # the longest first

    @property
    def ratio(self) -> float:
        return self.building / self.sorting


def building(settings: Settings) -> Building:
    """Sort, build, sort again: the quicker sort counts."""
    contacts, first = _sorted(settings)
    built = _built_alone(settings)
    _, second = _sorted(settings)
    steps = sorted(map(tuple, built["steps"]), key=lambda step: -step[1])
    return Building(contacts, min(first, second), built["took"], built["peak"], tuple(steps))


def _built_alone(settings: Settings) -> dict[str, Any]:
    """In a process of its own: what it takes of memory is the build's, and nobody else's."""
    command = [sys.executable, "-m", "bench.building", str(settings.home.resolve())]
    ran = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, check=True)  # noqa: S603 (our own command)
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def _built(settings: Settings) -> dict[str, Any]:
    began, told = perf_counter(), []
    builds.build(settings, lambda what, _: told.append((perf_counter(), what)), accept=True)
    ended = perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"took": ended - began, "peak": peak, "steps": list(_steps([*told, (ended, "")]))}


def _sorted(settings: Settings) -> tuple[int, float]:
    """How many contacts, and how long it takes to sort them into a table."""
    contacts = Star(settings.segments).tables["contacts"]
    statement = select(contacts).order_by(contacts.c.customer_key, contacts.c.sent_at)
    store = open_store(settings)
    with transaction(store) as connection:
        connection.scalar(select(1))
        began = perf_counter()
        made = CreateTableAs(statement, "sorted_contacts", temporary=True)
        connection.execute(made)
        took = perf_counter() - began
        rows = connection.scalar(select(func.count()).select_from(made.table)) or 0
    store.dispose()
    return rows, took


def _steps(told: list[tuple[float, str]]) -> Iterator[tuple[str, float]]:
    for (began, what), (ended, _) in pairwise(told):
        yield what, ended - began


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_built(read_settings(Path(sys.argv[1])))))
