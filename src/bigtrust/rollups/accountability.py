"""The counts behind Accountability: requests, the time they take, and what alleges a violation."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from bigtrust.promises.consents import FOREVER
from bigtrust.promises.promises import Promises
from bigtrust.promises.requests import REJECTED, WITHDRAWN
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import Counts, by_day
from bigtrust.rollups.whose import of_persons, with_customers

SOON = 7  # days
NEVER_DUE = -1  # the clock stands still, or the law sets no day


def _active_customers(promises: Promises) -> Select[Any]:
    people = promises.people
    joined = people.c.joined_on
    return by_day(
        people,
        [people.c.segment_key],
        {"begun": (joined, 1), "ended": (case((joined.is_not(None), people.c.left_on)), 1)},
        promises.snapshot.as_of,
    )


def _requests(promises: Promises) -> Select[Any]:
    requests, clocks = promises.snapshot.table("requests"), promises.request_clocks
    counts = {
        "received": (requests.c.received_day, 1),
        "closed": (clocks.c.closed_day, 1),
        **_by_due_day(requests, clocks),
        **_by_acknowledgement(requests, clocks),
        **_by_closing(requests, clocks),
    }
    return of_persons(promises, "requests", _with_clocks(promises), _kinds(requests), counts)


def _with_clocks(promises: Promises) -> FromClause:
    requests, clocks = promises.snapshot.table("requests"), promises.request_clocks
    return with_customers(promises, "requests").join(
        clocks, clocks.c.request_id == requests.c.request_id
    )


def _kinds(requests: Table) -> list[ColumnElement[str]]:
    return [requests.c.right, requests.c.regime, requests.c.handler]


def _is_withdrawn(requests: Table, clocks: Table) -> ColumnElement[bool]:
    """An outcome is known from the day of closing on."""
    said = func.coalesce(requests.c.outcome == WITHDRAWN, False)
    return and_(said, clocks.c.closed_day.is_not(None))


def _by_due_day(requests: Table, clocks: Table) -> Counts:
    """Overdue from the day after the due day, due soon from a week before it, until closed."""
    due, closed = clocks.c.due_day, clocks.c.closed_day
    withdrawn, late = _is_withdrawn(requests, clocks), func.coalesce(closed > due, True)
    soon = func.greatest(requests.c.received_day, due - SOON)
    open_then = case((func.coalesce(closed > soon, True), 1), else_=0)
    soon_no_more = func.least(func.coalesce(closed, FOREVER), due + 1)
    return {
        "fell_due": (due, case((withdrawn, 0), else_=1)),
        "answered_on_time": (due, case((withdrawn, 0), (late, 0), else_=1)),
        "withdrawn": (due, case((withdrawn, 1), else_=0)),
        "became_overdue": (due + 1, case((late, 1), else_=0)),
        "ceased_overdue": (closed, case((closed > due, 1), else_=0)),
        "became_due_soon": (case((due.is_not(None), soon)), open_then),
        "ceased_due_soon": (case((due.is_not(None), soon_no_more)), open_then),
    }


def _by_acknowledgement(requests: Table, clocks: Table) -> Counts:
    limit = clocks.c.acknowledge_by
    in_time = or_(clocks.c.acknowledged_day <= limit, clocks.c.closed_day <= limit)
    withdrawn = _is_withdrawn(requests, clocks)
    return {
        "reached_acknowledgement": (limit, case((withdrawn, 0), else_=1)),
        "acknowledged_on_time": (limit, case((withdrawn, 0), (in_time, 1), else_=0)),
    }


def _by_closing(requests: Table, clocks: Table) -> Counts:
    closed = clocks.c.closed_day
    extended = clocks.c.extended_day <= closed
    too_late = and_(extended, clocks.c.extended_too_late == 1)
    return {
        "rejected": (closed, case((requests.c.outcome == REJECTED, 1), else_=0)),
        "extended": (closed, case((extended, 1), else_=0)),
        "extended_too_late": (closed, case((too_late, 1), else_=0)),
    }


def _answers(promises: Promises) -> Select[Any]:
    """Each request, by the days from its receipt until it was closed or was last seen, and until
    its due day.
    """
    requests, clocks = promises.snapshot.table("requests"), promises.request_clocks
    until = func.coalesce(clocks.c.closed_day, promises.snapshot.as_of)
    unanswered = or_(clocks.c.closed_day.is_(None), _is_withdrawn(requests, clocks))
    day = requests.c.received_day
    return of_persons(
        promises,
        "requests",
        _with_clocks(promises),
        _kinds(requests),
        {
            "received": (day, 1),
            "answered": (day, case((unanswered, 0), else_=1)),
            "closed": (day, case((clocks.c.closed_day.is_not(None), 1), else_=0)),
        },
        numbers=[
            (until - day).label("level"),
            func.coalesce(clocks.c.due_day - day, NEVER_DUE).label("due_in"),
        ],
    )


def _suspected_violations(promises: Promises) -> Select[Any]:
    requests, complaints = (promises.snapshot.table(name) for name in ("requests", "complaints"))
    closed = case((complaints.c.closed_day <= promises.snapshot.as_of, complaints.c.closed_day))
    return select(
        union_all(
            _suspected(
                promises, requests, _with_clocks(promises), promises.request_clocks.c.closed_day
            ),
            _suspected(promises, complaints, with_customers(promises, "complaints"), closed),
        ).subquery("suspected")
    )


def _suspected(
    promises: Promises, told: Table, source: FromClause, closed: ColumnElement[int]
) -> Select[Any]:
    alleged = case((told.c.suspected_violation, 1), else_=0)
    kind = literal(told.name, String).label("data_set")
    counts = {"received": (told.c.received_day, alleged), "closed": (closed, alleged)}
    rows = of_persons(promises, told.name, source, [kind], counts).subquery("rows")
    names = ("day", "customer_key", "segment_key", "data_set", *counts)
    return select(*(rows.c[name] for name in names))


ACTIVE_CUSTOMERS = Rollup(
    "active_customers",
    counts=("begun", "ended"),
    needs=("customers", "customers.joined_on"),
    rows=_active_customers,
    people=People.NUMBERS,
)
REQUESTS = Rollup(
    "requests",
    counts=(
        "received",
        "closed",
        "fell_due",
        "answered_on_time",
        "withdrawn",
        "became_overdue",
        "ceased_overdue",
        "became_due_soon",
        "ceased_due_soon",
        "reached_acknowledgement",
        "acknowledged_on_time",
        "rejected",
        "extended",
        "extended_too_late",
    ),
    needs=("requests",),
    rows=_requests,
    people=People.COUNTED,
    dimensions=("right", "regime", "handler"),
    segments_of="requests",
    spells=(
        ("received", "closed"),
        ("became_overdue", "ceased_overdue"),
        ("became_due_soon", "ceased_due_soon"),
    ),
)
ANSWERS = Rollup(
    "answers",
    counts=("received", "answered", "closed"),
    needs=("requests",),
    rows=_answers,
    people=People.COUNTED,
    dimensions=("right", "regime", "handler"),
    grain=("level", "due_in"),  # days from receipt until it was closed or last seen; until due
    segments_of="requests",
)
SUSPECTED_VIOLATIONS = Rollup(
    "suspected_violations",
    counts=("received", "closed"),
    needs=("complaints.suspected_violation", "requests.suspected_violation"),
    rows=_suspected_violations,
    people=People.COUNTED,
    dimensions=("data_set",),
    spells=(("received", "closed"),),
)
