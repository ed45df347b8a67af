"""The counts behind what happens by contact pressure: days at risk, and the events on them."""

from typing import Any

from sqlalchemy import Select

from bigtrust.promises.pressure import EVENTS
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day


def _days_at_risk(promises: Promises) -> Select[Any]:
    spells = promises.pressure_spells
    return by_day(
        spells,
        [spells.c.segment_key, spells.c.pressure],
        {"begun": (spells.c.begins, 1), "ended": (spells.c.ends, 1)},
        promises.snapshot.as_of,
    )


DAYS_AT_RISK = Rollup(
    "days_at_risk",
    counts=("begun", "ended"),
    rows=_days_at_risk,
    people=People.NUMBERS,
    dimensions=("pressure",),
)
EVENTS_BY_PRESSURE = Rollup(
    "events_by_pressure",
    counts=EVENTS,
    rows=lambda promises: promises.pressed_events,
    people=People.BY_COMBINATION,
    dimensions=("pressure",),
)
