"""Requests with their due day and the day they were closed (decisions.md, 19 and 20).

Deadlines are pure functions of rules, so requests pass through Python here, one by one.
"""

from collections import defaultdict
from typing import Any

import pyarrow as pa
from sqlalchemy import Row, Table, func, select

from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.rules.clock import ClockEvent
from bigtrust.rules.deadlines import RequestClock, due
from bigtrust.rules.working_days import UnknownJurisdictionError

ANSWERED = "answered"
WITHDRAWN = "withdrawn"

_CLOCKS = pa.schema(
    [("request_id", pa.string()), ("due_day", pa.int32()), ("closed_day", pa.int32())]
)


def request_clocks(snapshot: Snapshot) -> Table:
    """Columns: request_id, due_day (NULL where none can be told: the clock stands still, or no
    rule sets one), closed_day (NULL while outstanding at as-of).
    """
    events = _events(snapshot)
    rows = [
        _clock(snapshot, request, events[request.request_id])
        for request in snapshot.connection.execute(_received(snapshot))
    ]
    return snapshot.write("request_clocks", pa.Table.from_pylist(rows, schema=_CLOCKS))


def _received(snapshot: Snapshot) -> Any:
    requests, customers = snapshot.table("requests"), snapshot.star.customers
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
        )
        .outerjoin_from(requests, customers, customers.c.customer_key == requests.c.customer_key)
        .where(requests.c.received_day <= snapshot.as_of)
    )


def _events(snapshot: Snapshot) -> defaultdict[str, list[ClockEvent]]:
    events = snapshot.table("request_events")
    found: defaultdict[str, list[ClockEvent]] = defaultdict(list)
    statement = (
        select(events.c.request_id, events.c.kind, events.c.occurred_day)
        .where(events.c.occurred_day <= snapshot.as_of)
        .order_by(events.c.request_id, events.c.occurred_at, events.c.kind)
    )
    for request_id, kind, day in snapshot.connection.execute(statement):
        found[request_id].append(ClockEvent(kind, date_of(day)))
    return found


def _clock(snapshot: Snapshot, request: Row[Any], events: list[ClockEvent]) -> dict[str, Any]:
    answered = [day_number(event.day) for event in events if event.kind == ANSWERED]
    if request.closed_day is not None and request.closed_day <= snapshot.as_of:
        answered.append(request.closed_day)
    return {
        "request_id": request.request_id,
        "due_day": _due_day(request, events),
        "closed_day": min(answered, default=None),
    }


def _due_day(request: Row[Any], events: list[ClockEvent]) -> int | None:
    clock = RequestClock(
        received=date_of(request.received_day),
        right=request.right,
        regime=request.regime,
        jurisdiction=request.jurisdiction,
        events=tuple(event for event in events if event.kind != ANSWERED),
        given_due=None if request.due_day is None else date_of(request.due_day),
    )
    try:
        deadline = due(clock).due_day
    except UnknownJurisdictionError:  # no calendar tells its working days, so no due day either
        return None
    return None if deadline is None else day_number(deadline)
