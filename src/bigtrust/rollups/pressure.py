"""The counts behind what happens by contact pressure: days at risk, and the events on them."""

from typing import Any

from sqlalchemy import Select, literal, select, union_all

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day

_EVENTS = ("opt_outs", "complaints", "departures")


def _days_at_risk(promises: Promises) -> Select[Any]:
    spells = promises.pressure_spells
    return by_day(
        spells,
        [spells.c.segment_key, spells.c.pressure],
        {"begun": (spells.c.begins, 1), "ended": (spells.c.ends, 1)},
        promises.snapshot.as_of,
    )


def _events_by_pressure(promises: Promises) -> Select[Any]:
    parts = []
    for name, statement in promises.pressed_events.items():
        events = statement.subquery(name)
        counts = (literal(int(other == name)).label(other) for other in _EVENTS)
        within = events.c["day"] <= promises.snapshot.as_of
        parts.append(select(*events.c, *counts).where(within))
    return select(union_all(*parts).subquery("events"))


DAYS_AT_RISK = Rollup(
    "days_at_risk",
    counts=("begun", "ended"),
    rows=_days_at_risk,
    people=People.NUMBERS,
    dimensions=("pressure",),
)
EVENTS_BY_PRESSURE = Rollup(
    "events_by_pressure",
    counts=_EVENTS,
    rows=_events_by_pressure,
    people=People.BY_COMBINATION,
    dimensions=("pressure",),
)
