"""The counts behind what happens by contact pressure: days at risk, and the events on them."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.pressure import EVENTS
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import spells_by_day


def _days_at_risk(promises: Promises) -> Select[Any]:
    grain = ("segment_key", "combination")
    return spells_by_day(promises.pressure_spells, grain, promises.snapshot.as_of)


def _pressed_events(promises: Promises) -> Select[Any]:
    events, told = promises.pressed_events.subquery("pressed"), promises.pressures
    kept = [events.c[name] for name in ("day", "customer_key", "segment_key", *EVENTS)]
    same = told.c.combination == events.c.combination
    return select(*kept, told.c.pressure).join_from(events, told, same)


def _pressures(promises: Promises) -> Select[Any]:
    return select(promises.pressures)


DAYS_AT_RISK = Rollup(
    "days_at_risk",
    counts=("begun", "ended"),
    needs=("customers", "customers.joined_on", "contacts"),
    rows=_days_at_risk,
    people=People.NUMBERS,
    dimensions=("pressure",),
    combinations=_pressures,
)
EVENTS_BY_PRESSURE = Rollup(
    "events_by_pressure",
    counts=EVENTS,
    needs=("customers", "customers.joined_on", "contacts"),
    rows=_pressed_events,
    people=People.BY_COMBINATION,
    dimensions=("pressure",),
)
