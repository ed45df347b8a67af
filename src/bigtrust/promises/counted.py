"""Marketing messages and the contacts that count: bounced ones aside (decisions.md, 44)."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    case,
    cast,
    func,
    select,
)

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import MARKETING, purpose_of

# What a judgement keeps of a contact, for a breach to tell whose and which it is.
OF_A_BREACH = ("contact_id", "customer_key", "segment_key", "sent_at", "sent_day", "message_key")
PRESSURE_DAYS = 30
_SPAM = "reported_spam"
_DELIVERED = ("delivered", "opened", "clicked", _SPAM)


def kinds_of_message(snapshot: Snapshot) -> Table:
    """Columns: kind (its number), channel, purpose, sender_unit, and of each of its contacts
    whether it is counted, delivered_email, reported_spam (1, 0); of marketing messages.
    """
    return snapshot.number(
        "kinds_of_message", "kind", select(*_kind(snapshot)).where(_is_marketing(snapshot))
    )


def marketing_messages(snapshot: Snapshot, kinds: Table, pairs: Table) -> Table:
    """Columns: message_key, kind, pair_key, channel, product_category, counted (1, 0)."""
    messages, same = snapshot.star.messages, _kind(snapshot)
    return snapshot.keep(
        "marketing_messages",
        select(
            messages.c.message_key,
            kinds.c.kind,
            pairs.c.pair_key,
            messages.c.channel,
            messages.c.product_category,
            kinds.c.counted,
        )
        .join_from(messages, kinds, and_(*(kinds.c[each.name] == each for each in same)))
        .join(pairs, and_(pairs.c.purpose == kinds.c.purpose, pairs.c.channel == kinds.c.channel))
        .where(_is_marketing(snapshot)),
    )


def _kind(snapshot: Snapshot) -> list[ColumnElement[Any]]:
    messages = snapshot.star.messages
    outcome, email = messages.c.outcome, messages.c.channel == "email"
    return [
        messages.c.channel,
        purpose_of(messages).label("purpose"),
        messages.c.sender_unit,
        _one(outcome != "bounced").label("counted"),
        _one(and_(email, outcome.in_(_DELIVERED))).label("delivered_email"),
        _one(and_(email, outcome == _SPAM)).label("reported_spam"),
    ]


def _is_marketing(snapshot: Snapshot) -> ColumnElement[bool]:
    return snapshot.star.messages.c.message_class == MARKETING


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def counted_contacts(snapshot: Snapshot, people: Table, messages: Table) -> Table:
    """Columns: contact_id, customer_key, segment_key, sent_at, sent_day, message_key; place (the
    contact's among the person's, in the order of sent_at and contact_id); and how many of them lie
    in the last 30 days: level, once it has come, and leaving, just before it leaves those days.
    On each day some leave first, then others come, one after the other in their places.
    """
    contacts = snapshot.table("contacts")
    place = func.row_number().over(
        partition_by=contacts.c.customer_key, order_by=(contacts.c.sent_at, contacts.c.contact_id)
    )
    statement: Select[Any] = (
        select(
            *((people if name == "segment_key" else contacts).c[name] for name in OF_A_BREACH),
            cast(place, Integer).label("place"),
        )
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .where(messages.c.counted == 1, contacts.c.sent_day <= snapshot.as_of)
    )
    placed = statement.subquery("placed")
    return snapshot.keep(
        "counted_contacts",
        select(
            placed,
            (placed.c.place - _until(placed, -PRESSURE_DAYS)).label("level"),
            (_until(placed, PRESSURE_DAYS - 1) - placed.c.place + 1).label("leaving"),
        ),
    )


def _until(contacts: FromClause, days: int) -> ColumnElement[int]:
    """How many contacts the person has until so many days after the day of each."""
    count = func.count().over(
        partition_by=contacts.c.customer_key, order_by=contacts.c.sent_day, range_=(None, days)
    )
    return cast(count, Integer)
