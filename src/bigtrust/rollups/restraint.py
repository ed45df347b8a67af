"""The counts behind Restraint: customers over a cap, and how the contacts are spread."""

from typing import Any

from sqlalchemy import Select, literal, select, union_all

from bigtrust.promises.counted import PRESSURE_DAYS
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
    """A contact that comes ends a customer's spell at the level before and begins one at its own;
    one that leaves the 30 days, the other way round.
    """
    contacts = promises.counted_contacts
    comes, leaves = contacts.c.sent_day, contacts.c.sent_day + PRESSURE_DAYS
    rows = union_all(
        *(
            select(
                day.label("day"),
                contacts.c.segment_key,
                level.label("level"),
                literal(int(begins)).label("begun"),
                literal(int(not begins)).label("ended"),
            )
            for day, level, begins in (
                (comes, contacts.c.level - 1, False),
                (comes, contacts.c.level, True),
                (leaves, contacts.c.leaving, False),
                (leaves, contacts.c.leaving - 1, True),
            )
        )
    ).subquery("rows")
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
