"""The counts behind Restraint: customers over a cap, and how the contacts are spread."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    case,
    literal,
    select,
    union_all,
)

from bigtrust.promises.choices import purpose_of
from bigtrust.promises.counted import counted_contacts
from bigtrust.promises.overlaps import at_least_one
from bigtrust.promises.promises import Promises
from bigtrust.rollups.combinations import messages_met
from bigtrust.rollups.rollup import People, Rollup

_COUNTED = (
    *("contacts", "offers_after_purchase", "calls", "judged_calls"),
    *("delivered_email", "reported_spam"),
)
_SPAM = "reported_spam"
_DELIVERED = ("delivered", "opened", "clicked", _SPAM)


def _counted_contacts(promises: Promises) -> Select[Any]:
    """Each contact, and again where it is an offer to somebody who has just bought, or a call."""
    contacts = counted_contacts(promises.snapshot, promises.people).subquery("counted")
    offers, calls = promises.judged_offers, promises.judged_calls
    told = case((calls.c.judged, 1), else_=0)
    outcome, email = contacts.c.outcome, contacts.c.channel == "email"
    mail = {
        "delivered_email": case((and_(email, outcome.in_(_DELIVERED)), 1), else_=0),
        "reported_spam": case((and_(email, outcome == _SPAM), 1), else_=0),
    }
    parts = (
        select(*_cell(contacts, contacts), *_counts(contacts=literal(1), **mail)),
        _again(promises, offers, offers_after_purchase=literal(1)),
        _again(promises, calls, calls=literal(1), judged_calls=told),
    )
    return select(union_all(*parts).subquery("counted_contacts"))


def _again(promises: Promises, judged: Table, **counts: ColumnElement[int]) -> Select[Any]:
    messages = promises.snapshot.star.messages
    return select(*_cell(judged, messages), *_counts(**counts)).join_from(
        judged, messages, messages.c.message_key == judged.c.message_key
    )


def _counts(**told: ColumnElement[int]) -> list[ColumnElement[int]]:
    return [told.get(name, literal(0)).label(name) for name in _COUNTED]


def _cell(contacts: FromClause, messages: FromClause) -> list[ColumnElement[Any]]:
    """Whose contacts, when, and which of the combinations of dimensions they are of."""
    return [
        contacts.c.sent_day.label("day"),
        contacts.c.customer_key,
        contacts.c.segment_key,
        contacts.c.message_key.label("combination"),
        messages.c.channel,
        purpose_of(messages).label("purpose"),
        messages.c.sender_unit,
    ]


def _over_contacted(promises: Promises) -> Select[Any]:
    """From a contact beyond a cap until there is room again."""
    beyond = promises.beyond_caps
    person = (beyond.c.segment_key, beyond.c.customer_key)
    spells = select(*person, beyond.c.sent_day.label("begins"), beyond.c.until.label("ends"))
    return at_least_one(spells.subquery("spells"), promises.snapshot.as_of)


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
    counts=_COUNTED,
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
