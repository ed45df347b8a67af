"""The counts behind Accountability: requests, complaints, and the customers they are told by."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func

from bigtrust.promises.complaints import complaint_law
from bigtrust.promises.promises import Promises
from bigtrust.promises.requests import WITHDRAWN
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day
from bigtrust.schema import NO_SEGMENT


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
    """A request is overdue from the day after its due day until it is closed."""
    snapshot = promises.snapshot
    requests, clocks = snapshot.table("requests"), promises.request_clocks
    customers = snapshot.star.customers
    source = requests.join(clocks, clocks.c.request_id == requests.c.request_id).outerjoin(
        customers, customers.c.customer_key == requests.c.customer_key
    )
    due, closed = clocks.c.due_day, clocks.c.closed_day
    late = func.coalesce(closed > due, True)
    withdrawn = and_(func.coalesce(requests.c.outcome == WITHDRAWN, False), closed.is_not(None))
    counts: dict[str, tuple[ColumnElement[Any], ColumnElement[Any] | int]] = {
        "received": (requests.c.received_day, 1),
        "closed": (closed, 1),
        "fell_due": (due, case((withdrawn, 0), else_=1)),
        "answered_on_time": (due, case((withdrawn, 0), (late, 0), else_=1)),
        "withdrawn": (due, case((withdrawn, 1), else_=0)),
        "became_overdue": (due + 1, case((late, 1), else_=0)),
        "ceased_overdue": (closed, case((closed > due, 1), else_=0)),
    }
    grain = [requests.c.right, requests.c.regime, requests.c.handler]
    return _with_segments(promises, "requests", source, grain, counts)


def _complaints(promises: Promises) -> Select[Any]:
    snapshot = promises.snapshot
    complaints, limits = snapshot.table("complaints"), promises.complaint_limits
    customers = snapshot.star.customers
    same = and_(
        limits.c.jurisdiction == complaint_law(snapshot),
        limits.c.received_day == complaints.c.received_day,
    )
    source = complaints.outerjoin(
        customers, customers.c.customer_key == complaints.c.customer_key
    ).join(limits, same)
    closed = case((complaints.c.closed_day <= snapshot.as_of, complaints.c.closed_day))
    at_once, weeks = limits.c.third_business_day, limits.c.eight_weeks
    late = func.coalesce(closed > weeks, True)
    counts: dict[str, tuple[ColumnElement[Any], ColumnElement[Any] | int]] = {
        "received": (complaints.c.received_day, 1),
        "reached_third_business_day": (at_once, 1),
        "settled_in_3_business_days": (at_once, case((closed <= at_once, 1), else_=0)),
        "reached_8_weeks": (weeks, 1),
        "settled_in_8_weeks": (weeks, case((late, 0), else_=1)),
        "became_late": (weeks + 1, case((late, 1), else_=0)),
        "ceased_late": (closed, case((closed > weeks, 1), else_=0)),
    }
    grain = [complaints.c.topic, complaints.c.product, complaints.c.channel]
    return _with_segments(promises, "complaints", source, grain, counts)


def _with_segments(
    promises: Promises,
    data_set: str,
    source: FromClause,
    grain: Sequence[ColumnElement[Any]],
    counts: dict[str, tuple[ColumnElement[Any], ColumnElement[Any] | int]],
) -> Select[Any]:
    snapshot = promises.snapshot
    table, customers = snapshot.table(data_set), snapshot.star.customers
    own = [table.c[name] for name in snapshot.star.segment_columns[data_set]]
    # Of whom nothing is known, each is another person, and no customer (their keys count from 0).
    nobody = -func.abs(table.c.row_hash) - 1
    person = func.coalesce(customers.c.customer_key, nobody).label("customer_key")
    segment = func.coalesce(customers.c.segment_key, NO_SEGMENT).label("segment_key")
    texts = [func.coalesce(column, "").label(column.name) for column in (*grain, *own)]
    return by_day(source, [person, segment, *texts], counts, snapshot.as_of)


ACTIVE_CUSTOMERS = Rollup(
    "active_customers", counts=("begun", "ended"), rows=_active_customers, people=People.NUMBERS
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
    ),
    rows=_requests,
    people=People.COUNTED,
    dimensions=("right", "regime", "handler"),
    segments_of="requests",
    spells=(("received", "closed"), ("became_overdue", "ceased_overdue")),
)
COMPLAINTS = Rollup(
    "complaints",
    counts=(
        "received",
        "reached_third_business_day",
        "settled_in_3_business_days",
        "reached_8_weeks",
        "settled_in_8_weeks",
        "became_late",
        "ceased_late",
    ),
    rows=_complaints,
    people=People.COUNTED,
    dimensions=("topic", "product", "channel"),
    segments_of="complaints",
    spells=(("became_late", "ceased_late"),),
)
