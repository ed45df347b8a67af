"""The counts behind Restraint: customers over a cap, and how the contacts are spread."""

from typing import Any

from sqlalchemy import Select, literal, select, union_all

from bigtrust.promises.overlaps import at_least_one
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import spells_by_day


def _over_contacted(promises: Promises) -> Select[Any]:
    """From a contact beyond a cap until there is room again."""
    beyond = promises.beyond_caps
    person = (beyond.c.segment_key, beyond.c.customer_key)
    spells = select(*person, beyond.c.sent_day.label("begins"), beyond.c.until.label("ends"))
    over = at_least_one(spells).subquery("over")
    return spells_by_day(over, ("segment_key",), promises.snapshot.as_of)


def _contact_pressure(promises: Promises) -> Select[Any]:
    """A change ends a customer's spell at the level before and begins one at the new level."""
    changes = promises.pressure_changes
    where = (changes.c.day, changes.c.segment_key)
    ended = select(
        *where,
        changes.c.before.label("level"),
        literal(0).label("begun"),
        literal(1).label("ended"),
    )
    begun = select(*where, changes.c.contacts, literal(1), literal(0))
    rows = union_all(ended, begun).subquery("rows")
    return select(rows).where(rows.c.level > 0, rows.c.day <= promises.snapshot.as_of)


OVER_CONTACTED = Rollup(
    "over_contacted",
    counts=("begun", "ended"),
    needs=("contacts",),
    rows=_over_contacted,
    people=People.NUMBERS,
)
CONTACT_PRESSURE = Rollup(
    "contact_pressure",
    counts=("begun", "ended"),
    needs=("contacts",),
    rows=_contact_pressure,
    people=People.NUMBERS,
    grain=("level",),  # contacts in the last 30 days; people with none are not in it
)
