"""The counts behind Accountability: requests, complaints, and the customers they are told by."""

from typing import Any

from sqlalchemy import Select, and_, case, func

from bigtrust.promises.complaints import complaint_law
from bigtrust.promises.promises import Promises
from bigtrust.promises.requests import WITHDRAWN
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import Counts, by_day
from bigtrust.rollups.whose import of_persons, with_customers


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
    source = with_customers(promises, "requests").join(
        clocks, clocks.c.request_id == requests.c.request_id
    )
    due, closed = clocks.c.due_day, clocks.c.closed_day
    late = func.coalesce(closed > due, True)
    withdrawn = and_(func.coalesce(requests.c.outcome == WITHDRAWN, False), closed.is_not(None))
    counts: Counts = {
        "received": (requests.c.received_day, 1),
        "closed": (closed, 1),
        "fell_due": (due, case((withdrawn, 0), else_=1)),
        "answered_on_time": (due, case((withdrawn, 0), (late, 0), else_=1)),
        "withdrawn": (due, case((withdrawn, 1), else_=0)),
        "became_overdue": (due + 1, case((late, 1), else_=0)),
        "ceased_overdue": (closed, case((closed > due, 1), else_=0)),
    }
    grain = [requests.c.right, requests.c.regime, requests.c.handler]
    return of_persons(promises, "requests", source, grain, counts)


def _complaints(promises: Promises) -> Select[Any]:
    snapshot = promises.snapshot
    complaints, limits = snapshot.table("complaints"), promises.complaint_limits
    same = and_(
        limits.c.jurisdiction == complaint_law(snapshot),
        limits.c.received_day == complaints.c.received_day,
    )
    source = with_customers(promises, "complaints").join(limits, same)
    closed = case((complaints.c.closed_day <= snapshot.as_of, complaints.c.closed_day))
    at_once, weeks = limits.c.third_business_day, limits.c.eight_weeks
    late = func.coalesce(closed > weeks, True)
    counts: Counts = {
        "received": (complaints.c.received_day, 1),
        "reached_third_business_day": (at_once, 1),
        "settled_in_3_business_days": (at_once, case((closed <= at_once, 1), else_=0)),
        "reached_8_weeks": (weeks, 1),
        "settled_in_8_weeks": (weeks, case((late, 0), else_=1)),
        "became_late": (weeks + 1, case((late, 1), else_=0)),
        "ceased_late": (closed, case((closed > weeks, 1), else_=0)),
    }
    grain = [complaints.c.topic, complaints.c.product, complaints.c.channel]
    return of_persons(promises, "complaints", source, grain, counts)


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
