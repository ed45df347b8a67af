"""Requests with their limits and the days on which they were met (decisions.md, 19, 20, 52, 53).

Deadlines are pure functions of rules, so requests pass through Python here, one by one.
"""

from collections import defaultdict
from datetime import date
from typing import Any

import pyarrow as pa
from sqlalchemy import Integer, Row, Select, String, Table, case, func, select

from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.rules.clock import ClockEvent
from bigtrust.rules.deadline_sentences import due_as_given
from bigtrust.rules.deadlines import EXTENDED, Deadline, RequestClock, due
from bigtrust.rules.working_days import UnknownJurisdictionError

ACKNOWLEDGED = "acknowledged"
ANSWERED = "answered"
REJECTED = "rejected"
WITHDRAWN = "withdrawn"
_TOLD_ONCE = (ANSWERED, ACKNOWLEDGED, EXTENDED)

_DAYS = ("due_day", "closed_day", "acknowledge_by", "acknowledged_day", "extended_day")
_CLOCKS = pa.schema(
    [
        ("request_id", pa.string()),
        *((name, pa.int32()) for name in (*_DAYS, "extended_too_late")),
        ("explanation", pa.string()),
    ]
)

# What is kept of each request that is outstanding at as-of, one by one.
OUTSTANDING: tuple[tuple[str, Any], ...] = (
    ("request_id", String),
    ("customer_key", Integer),  # NULL: nobody known
    ("right", String),
    ("regime", String),
    ("handler", String),
    ("received_day", Integer),
    ("due_day", Integer),  # NULL: its clock stands still, or no rule sets a day
    ("explanation", String),  # why it is due then; NULL where no calendar tells
)


def request_clocks(snapshot: Snapshot) -> Table:
    """Columns: request_id, due_day (NULL where none can be told: the clock stands still, or no
    rule sets one), closed_day (NULL while outstanding at as-of), acknowledge_by (NULL where no
    limit is set), acknowledged_day, extended_day (of the first notice; both NULL where there was
    none), extended_too_late (1 where that notice came after its limit, else 0), explanation (why it
    is due when it is, of an outstanding one).
    """
    events = _events(snapshot)
    rows = [
        _clock(snapshot, request, events[request.request_id])
        for request in snapshot.connection.execute(_received(snapshot)).all()
    ]
    return snapshot.write("request_clocks", pa.Table.from_pylist(rows, schema=_CLOCKS))


def outstanding(snapshot: Snapshot, clocks: Table) -> Select[Any]:
    """The columns of OUTSTANDING of each request that is not closed at as-of."""
    requests = snapshot.table("requests")
    told = (clocks if name in clocks.c else requests for name, _ in OUTSTANDING)
    return (
        select(*(table.c[name] for table, (name, _) in zip(told, OUTSTANDING, strict=True)))
        .join_from(requests, clocks, clocks.c.request_id == requests.c.request_id)
        .where(clocks.c.closed_day.is_(None))
    )


def _received(snapshot: Snapshot) -> Any:
    requests, customers = snapshot.table("requests"), snapshot.star.customers
    first = _first_days(snapshot).subquery("first")
    law = func.coalesce(
        requests.c.jurisdiction,
        customers.c.jurisdiction,
        snapshot.settings.company.jurisdiction,
    )
    return (
        select(
            requests.c.request_id,
            requests.c.right,
            requests.c.regime,
            requests.c.received_day,
            requests.c.due_day,
            requests.c.closed_day,
            law.label("jurisdiction"),
            *(first.c[f"{kind}_day"] for kind in _TOLD_ONCE),
        )
        .outerjoin_from(requests, customers, customers.c.customer_key == requests.c.customer_key)
        .outerjoin(first, first.c.request_id == requests.c.request_id)
        .where(requests.c.received_day <= snapshot.as_of)
    )


def _first_days(snapshot: Snapshot) -> Select[Any]:
    """Columns: request_id, and the first day of each kind of event of which only that one counts,
    or NULL.
    """
    events = snapshot.table("request_events")
    return (
        select(
            events.c.request_id,
            *(
                func.min(case((events.c.kind == kind, events.c.occurred_day))).label(f"{kind}_day")
                for kind in _TOLD_ONCE
            ),
        )
        .where(events.c.occurred_day <= snapshot.as_of)
        .group_by(events.c.request_id)
    )


def _events(snapshot: Snapshot) -> defaultdict[str, list[ClockEvent]]:
    """What moves the clock of each request."""
    events = snapshot.table("request_events")
    found: defaultdict[str, list[ClockEvent]] = defaultdict(list)
    statement = (
        select(events.c.request_id, events.c.kind, events.c.occurred_day, events.c.occurred_at)
        .where(events.c.occurred_day <= snapshot.as_of)
        .where(events.c.kind.not_in((ANSWERED, ACKNOWLEDGED)))
    )
    for request_id, kind, day, at in snapshot.connection.execute(statement).all():
        found[request_id].append(ClockEvent(kind, date_of(day), at))
    return found


def _clock(snapshot: Snapshot, request: Row[Any], events: list[ClockEvent]) -> dict[str, Any]:
    closed = _closed_day(request, snapshot.as_of)
    deadline = _deadline(request, events)
    return {
        "request_id": request.request_id,
        "due_day": _number(deadline.due_day) if deadline else request.due_day,
        "closed_day": closed,
        "acknowledge_by": _number(deadline.acknowledge_by) if deadline else None,
        "acknowledged_day": request.acknowledged_day,
        "extended_day": request.extended_day,
        "extended_too_late": int(deadline.extended_too_late) if deadline else 0,
        "explanation": _explanation(request, deadline) if closed is None else None,
    }


def _explanation(request: Row[Any], deadline: Deadline | None) -> str | None:
    if deadline:
        return deadline.explanation
    return None if request.due_day is None else due_as_given(date_of(request.due_day))


def _closed_day(request: Row[Any], as_of: int) -> int | None:
    """What was answered before it was received is closed as it comes in."""
    ends = (request.answered_day, request.closed_day)
    first = min((day for day in ends if day is not None and day <= as_of), default=None)
    return None if first is None else max(first, request.received_day)


def _number(day: date | None) -> int | None:
    return None if day is None else day_number(day)


def _deadline(request: Row[Any], events: list[ClockEvent]) -> Deadline | None:
    """None where no calendar tells the working days that the rule goes by."""
    clock = RequestClock(
        received=date_of(request.received_day),
        right=request.right,
        regime=request.regime,
        jurisdiction=request.jurisdiction,
        events=tuple(events),
        given_due=None if request.due_day is None else date_of(request.due_day),
    )
    try:
        return due(clock)
    except UnknownJurisdictionError:
        return None
