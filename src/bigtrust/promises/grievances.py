"""Complaints and requests while they are open, to the second (decisions.md, 46)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, and_, case, func, literal, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.caps import is_counted
from bigtrust.promises.consents import END_OF_TIME
from bigtrust.promises.requests import ANSWERED


def contacts_amid_grievances(snapshot: Snapshot, people: Table) -> Table:
    """Columns: segment_key, customer_key, sent_day, sent_at, contact_id, message_key, opened_at,
    case (complaint or request, and its id): the counted contacts to people with an open one; of
    several, the one that was open longest.
    """
    open_cases = snapshot.keep("open_cases", _complaints(snapshot), _requests(snapshot))
    contacts, messages = snapshot.table("contacts"), snapshot.star.messages
    place = func.row_number().over(
        partition_by=contacts.c.contact_id, order_by=(open_cases.c.opened_at, open_cases.c.case)
    )
    while_open = and_(
        open_cases.c.customer_key == contacts.c.customer_key,
        contacts.c.sent_at >= open_cases.c.opened_at,
        contacts.c.sent_at < open_cases.c.closed_at,
    )
    found = (
        select(
            people.c.segment_key,
            *(contacts.c[name] for name in ("customer_key", "sent_day", "sent_at", "contact_id")),
            contacts.c.message_key,
            open_cases.c.opened_at,
            open_cases.c.case,
            place.label("place"),
        )
        .join_from(contacts, open_cases, while_open)
        .join(messages, messages.c.message_key == contacts.c.message_key)
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .where(is_counted(messages), contacts.c.sent_day <= snapshot.as_of)
        .subquery("found")
    )
    columns = [column for column in found.c if column.name != "place"]
    return snapshot.keep("contacts_amid_grievances", select(*columns).where(found.c.place == 1))


def _complaints(snapshot: Snapshot) -> Select[Any]:
    complaints = snapshot.table("complaints")
    closed = case((complaints.c.closed_day <= snapshot.as_of, complaints.c.closed_at))
    return select(
        complaints.c.customer_key,
        complaints.c.received_at.label("opened_at"),
        func.coalesce(closed, END_OF_TIME).label("closed_at"),
        _named("complaint", complaints.c.complaint_id).label("case"),
    ).where(complaints.c.customer_key.is_not(None), complaints.c.received_day <= snapshot.as_of)


def _requests(snapshot: Snapshot) -> Select[Any]:
    """Closed by closed_at or by the first answer, whichever is first."""
    requests, answers = snapshot.table("requests"), _first_answers(snapshot).subquery("answers")
    closed = case((requests.c.closed_day <= snapshot.as_of, requests.c.closed_at))
    ends = func.least(func.coalesce(closed, END_OF_TIME), func.coalesce(answers.c.at, END_OF_TIME))
    return (
        select(
            requests.c.customer_key,
            requests.c.received_at,
            ends,
            _named("request", requests.c.request_id),
        )
        .outerjoin_from(requests, answers, answers.c.request_id == requests.c.request_id)
        .where(requests.c.customer_key.is_not(None), requests.c.received_day <= snapshot.as_of)
    )


def _first_answers(snapshot: Snapshot) -> Select[Any]:
    events = snapshot.table("request_events")
    return (
        select(events.c.request_id, func.min(events.c.occurred_at).label("at"))
        .where(events.c.kind == ANSWERED, events.c.occurred_day <= snapshot.as_of)
        .group_by(events.c.request_id)
    )


def _named(kind: str, identity: ColumnElement[str]) -> ColumnElement[str]:
    return literal(f"{kind} ", String).concat(identity)
