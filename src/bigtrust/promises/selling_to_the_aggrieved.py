"""Indicator 17: first we put things right, then we sell again (decisions.md, 46)."""

from typing import Any

from sqlalchemy import Select, and_, select

from bigtrust.promises.breach import contact_row, sending, since
from bigtrust.promises.judgements import Judgements

NAME = "selling_to_the_aggrieved"
NEEDS = (
    "contacts",
    "complaints",
    "complaints.closed_at",
    "requests",
    "requests.closed_at|request_events",
)


def breaches(judgements: Judgements) -> Select[Any]:
    """`about` is the case that is open, `since_at` the moment it was received."""
    contacts, messages = judgements.counted_contacts, judgements.snapshot.star.messages
    cases = judgements.open_cases
    evidence = {"since_at": cases.c.received_at, "about": cases.c.about}
    is_open = and_(
        cases.c.customer_key == contacts.c.customer_key,
        contacts.c.sent_at >= cases.c.received_at,
        contacts.c.sent_at < cases.c.next,
        contacts.c.sent_at < cases.c.ended_at,
    )
    return (
        select(*contact_row(NAME, contacts, messages, contacts, **evidence))
        .join_from(contacts, cases, is_open)
        .join(messages, messages.c.message_key == contacts.c.message_key)
    )


def because(breach: Any) -> str:
    return f"{sending(breach)}, while {breach.about} of {since(breach)} was still open"
