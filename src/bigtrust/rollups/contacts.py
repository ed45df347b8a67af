"""The counts of marketing contacts: what was judged of each, and which of them are counted."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, case, literal, select, union_all

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup

_VERDICTS = ("judged", "in_processing")
_OF_MESSAGES = ("counted", "delivered_email", "reported_spam")
_COUNTS = (
    *("contacts", *_VERDICTS, *_OF_MESSAGES),
    *("offers_after_purchase", "calls", "judged_calls"),
)


def _marketing_contacts(promises: Promises) -> Select[Any]:
    """Each contact, and again where it is an offer to somebody who has just bought, or a call."""
    contacts, messages = promises.judged_contacts, promises.marketing_messages
    verdicts = {name: case((contacts.c[name], 1), else_=0) for name in _VERDICTS}
    of_messages = {name: messages.c[name] for name in _OF_MESSAGES}
    told = case((promises.judged_calls.c.judged, 1), else_=0)
    parts = (
        _part(messages, contacts, contacts=literal(1), **verdicts, **of_messages),
        _part(messages, promises.judged_offers, offers_after_purchase=literal(1)),
        _part(messages, promises.judged_calls, calls=literal(1), judged_calls=told),
    )
    return select(union_all(*parts).subquery("of_contacts"))


def _part(messages: Table, source: FromClause, **counts: ColumnElement[int]) -> Select[Any]:
    """Whose contacts, when, and of which combination of dimensions."""
    return select(
        source.c.sent_day.label("day"),
        source.c.customer_key,
        source.c.segment_key,
        messages.c.combination,
        *(counts.get(name, literal(0)).label(name) for name in _COUNTS),
    ).join_from(source, messages, messages.c.message_key == source.c.message_key)


MARKETING_CONTACTS = Rollup(
    "marketing_contacts",
    counts=_COUNTS,
    rows=_marketing_contacts,
    people=People.BY_COMBINATION,
    dimensions=("channel", "purpose", "sender_unit"),
    combinations=lambda promises: select(promises.kinds_of_message),
)
