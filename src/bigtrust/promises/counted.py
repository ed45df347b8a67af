"""Counted contacts: marketing, bounces aside (decisions.md, 44)."""

from typing import Any

from sqlalchemy import Select, Table, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import MARKETING

_OF_CONTACTS = ("contact_id", "customer_key", "sent_at", "sent_day", "message_key")
# What a judgement keeps of a contact, for a breach to tell whose and which it is.
OF_A_BREACH = ("contact_id", "customer_key", "segment_key", "sent_at", "sent_day", "message_key")
_OF_PEOPLE = ("segment_key", "jurisdiction", "time_zone")
_OF_MESSAGES = ("channel", "purpose", "sender_unit", "campaign_id", "product_category", "outcome")


def counted_contacts(snapshot: Snapshot, people: Table) -> Select[Any]:
    """One row a contact, with what is known of it, of its person and of its message."""
    contacts, messages = snapshot.table("contacts"), snapshot.star.messages
    return (
        select(
            *(contacts.c[name] for name in _OF_CONTACTS),
            *(people.c[name] for name in _OF_PEOPLE),
            *(messages.c[name] for name in _OF_MESSAGES),
        )
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .where(
            messages.c.message_class == MARKETING,
            messages.c.outcome != "bounced",
            contacts.c.sent_day <= snapshot.as_of,
        )
    )
