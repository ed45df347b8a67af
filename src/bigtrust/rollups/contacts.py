"""The counts of marketing contacts: what was judged of each, and which of them are counted."""

from typing import Any

import pyarrow as pa
from sqlalchemy import ColumnElement, Select, Table, case, literal, select, union_all

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup

# In how many ways a contact is counted; once more where it is an offer to somebody who has just
# bought, and once more as a call.
_WAYS: tuple[tuple[str, ...], ...] = (
    ("contacts",),
    ("contacts", "judged"),
    ("contacts", "judged", "in_processing"),
    ("offers_after_purchase",),
    ("calls",),
    ("calls", "judged_calls"),
)
_UNJUDGED, _JUDGED, _IN_PROCESSING, _OFFER, _UNJUDGED_CALL, _JUDGED_CALL = range(len(_WAYS))
_OF_WAYS = tuple(dict.fromkeys(name for way in _WAYS for name in way))
_OF_MESSAGES = ("counted", "delivered_email", "reported_spam")
_DIMENSIONS = ("channel", "purpose", "sender_unit")


def _marketing_contacts(promises: Promises) -> Select[Any]:
    contacts, calls = promises.judged_contacts, promises.judged_calls
    verdict = case(
        (contacts.c.in_processing, _IN_PROCESSING), (contacts.c.judged, _JUDGED), else_=_UNJUDGED
    )
    call = case((calls.c.judged, _JUDGED_CALL), else_=_UNJUDGED_CALL)
    messages = promises.marketing_messages
    parts = (
        _part(messages, contacts, verdict),
        _part(messages, promises.judged_offers, literal(_OFFER)),
        _part(messages, calls, call),
    )
    return select(union_all(*parts).subquery("of_contacts"))


def _part(messages: Table, source: Table, way: ColumnElement[int]) -> Select[Any]:
    """Whose contacts, when, of which kind of message and counted in which way."""
    return select(
        source.c.sent_day.label("day"),
        source.c.customer_key,
        source.c.segment_key,
        _combination(messages.c.kind, way).label("combination"),
    ).join_from(source, messages, messages.c.message_key == source.c.message_key)


def _combination(kind: ColumnElement[int], way: ColumnElement[int]) -> ColumnElement[int]:
    return kind * len(_WAYS) + way


def _combinations(promises: Promises) -> Select[Any]:
    """Every kind of message, counted in every way."""
    kinds = promises.kinds_of_message
    counted = {name: pa.array([int(name in way) for way in _WAYS], pa.int32()) for name in _OF_WAYS}
    numbers = pa.array(range(len(_WAYS)), pa.int32())
    ways = promises.snapshot.write("ways", pa.table({"way": numbers, **counted}))
    return select(
        _combination(kinds.c.kind, ways.c.way).label("combination"),
        *(kinds.c[name] for name in _DIMENSIONS),
        *(ways.c[name] for name in _OF_WAYS),
        *((ways.c.contacts * kinds.c[name]).label(name) for name in _OF_MESSAGES),
    ).join_from(kinds, ways, literal(value=True))


MARKETING_CONTACTS = Rollup(
    "marketing_contacts",
    counts=(*_OF_WAYS, *_OF_MESSAGES),
    needs=("contacts",),
    rows=_marketing_contacts,
    people=People.BY_COMBINATION,
    dimensions=_DIMENSIONS,
    combinations=_combinations,
)
