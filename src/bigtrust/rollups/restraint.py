"""The counts behind Restraint: customers over a cap, and how the contacts are spread."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, literal, select, union_all

from bigtrust.promises.choices import purpose_of
from bigtrust.promises.counted import counted_contacts
from bigtrust.promises.promises import Promises
from bigtrust.rollups.combinations import messages_met
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day


def _counted_contacts(promises: Promises) -> Select[Any]:
    contacts = counted_contacts(promises.snapshot, promises.people).subquery("counted")
    return select(*_cell(contacts), literal(1).label("contacts"))


def _cell(contacts: FromClause) -> list[ColumnElement[Any]]:
    """Whose contacts, when, and which of the combinations of dimensions they are of."""
    return [
        contacts.c.sent_day.label("day"),
        contacts.c.customer_key,
        contacts.c.segment_key,
        contacts.c.message_key.label("combination"),
        contacts.c.channel,
        purpose_of(contacts).label("purpose"),
        contacts.c.sender_unit,
    ]


def _over_contacted(promises: Promises) -> Select[Any]:
    spells = promises.over_cap_spells
    return by_day(
        spells,
        [spells.c.segment_key],
        {"begun": (spells.c.begins, 1), "ended": (spells.c.ends, 1)},
        promises.snapshot.as_of,
    )


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


COUNTED_CONTACTS = Rollup(
    "counted_contacts",
    counts=("contacts",),
    rows=_counted_contacts,
    people=People.BY_COMBINATION,
    combinations=messages_met,
    dimensions=("channel", "purpose", "sender_unit"),
)
OVER_CONTACTED = Rollup(
    "over_contacted", counts=("begun", "ended"), rows=_over_contacted, people=People.NUMBERS
)
CONTACT_PRESSURE = Rollup(
    "contact_pressure",
    counts=("begun", "ended"),
    rows=_contact_pressure,
    people=People.NUMBERS,
    grain=("level",),  # contacts in the last 30 days; people with none are not in it
)
