"""The counts behind Accountability: complaints, and what became of them."""

from typing import Any

from sqlalchemy import Select, and_, case, func

from bigtrust.promises.complaints import complaint_law
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import Counts
from bigtrust.rollups.whose import of_persons, with_customers

REPEATED_WITHIN = 90  # days


def _complaints(promises: Promises) -> Select[Any]:
    snapshot = promises.snapshot
    complaints, limits = snapshot.table("complaints"), promises.complaint_limits
    same = and_(
        limits.c.jurisdiction == complaint_law(snapshot),
        limits.c.received_day == complaints.c.received_day,
    )
    following = promises.next_complaints
    source = (
        with_customers(promises, "complaints")
        .join(limits, same)
        .outerjoin(following, following.c.complaint_id == complaints.c.complaint_id)
    )
    closed = case((complaints.c.closed_day <= snapshot.as_of, complaints.c.closed_day))
    at_once, weeks = limits.c.third_business_day, limits.c.eight_weeks
    day_90 = complaints.c.received_day + REPEATED_WITHIN
    late = func.coalesce(closed > weeks, True)
    counts: Counts = {
        "received": (complaints.c.received_day, 1),
        "reached_third_business_day": (at_once, 1),
        "settled_in_3_business_days": (at_once, case((closed <= at_once, 1), else_=0)),
        "reached_8_weeks": (weeks, 1),
        "settled_in_8_weeks": (weeks, case((late, 0), else_=1)),
        "became_late": (weeks + 1, case((late, 1), else_=0)),
        "ceased_late": (closed, case((closed > weeks, 1), else_=0)),
        "closed": (closed, 1),
        "decided": (closed, case((complaints.c.upheld.is_not(None), 1), else_=0)),
        "upheld": (closed, case((complaints.c.upheld, 1), else_=0)),
        "came_to_90_days": (day_90, 1),
        "reached_90_days": (case((following.c.complaint_id.is_not(None), day_90)), 1),
        "repeated": (day_90, case((following.c.next_day <= day_90, 1), else_=0)),
    }
    grain = [complaints.c.topic, complaints.c.product, complaints.c.channel]
    return of_persons(promises, "complaints", source, grain, counts)


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
        "closed",
        "decided",
        "upheld",
        "came_to_90_days",  # of whomever
        "reached_90_days",  # of known customers
        "repeated",
    ),
    needs=("complaints",),
    rows=_complaints,
    people=People.COUNTED,
    dimensions=("topic", "product", "channel"),
    segments_of="complaints",
    spells=(("became_late", "ceased_late"),),
)
