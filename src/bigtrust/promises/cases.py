"""Open cases: complaints and requests of a person, from receipt until closed."""

from typing import Any

from sqlalchemy import Select, Table, and_, case, func, literal, select, union_all

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.consents import END_OF_TIME
from bigtrust.promises.lasting import longest
from bigtrust.promises.requests import ANSWERED


def open_cases(snapshot: Snapshot) -> Table:
    """Columns: customer_key, received_at, ended_at (the end of time while it is open), about
    ("complaint C-12"), next.

    A person has one case at a moment: of those received by then, the one that was open longest.
    """
    cases = union_all(_complaints(snapshot), _requests(snapshot)).subquery("cases")
    return snapshot.keep(
        "open_cases", longest(cases, ["customer_key"], begins="received_at", ends="ended_at")
    )


def _complaints(snapshot: Snapshot) -> Select[Any]:
    complaints = snapshot.table("complaints")
    return select(
        complaints.c.customer_key,
        complaints.c.received_at,
        _closed_at(snapshot, complaints).label("ended_at"),
        (literal("complaint ") + complaints.c.complaint_id).label("about"),
    ).where(complaints.c.customer_key.is_not(None), complaints.c.received_day <= snapshot.as_of)


def _requests(snapshot: Snapshot) -> Select[Any]:
    """A request ends when it is closed or answered, whichever is first."""
    requests, events = snapshot.table("requests"), snapshot.table("request_events")
    answers = (
        select(events.c.request_id, func.min(events.c.occurred_at).label("at"))
        .where(events.c.kind == ANSWERED, events.c.occurred_day <= snapshot.as_of)
        .group_by(events.c.request_id)
        .subquery("answers")
    )
    ended = func.least(_closed_at(snapshot, requests), func.coalesce(answers.c.at, END_OF_TIME))
    return (
        select(
            requests.c.customer_key,
            requests.c.received_at,
            ended.label("ended_at"),
            (literal("request ") + requests.c.request_id).label("about"),
        )
        .outerjoin_from(requests, answers, answers.c.request_id == requests.c.request_id)
        .where(requests.c.customer_key.is_not(None), requests.c.received_day <= snapshot.as_of)
    )


def _closed_at(snapshot: Snapshot, cases: Table) -> Any:
    known = and_(cases.c.closed_at.is_not(None), cases.c.closed_day <= snapshot.as_of)
    return case((known, cases.c.closed_at), else_=END_OF_TIME)
