"""Complaints with the days on which their limits run out (decisions.md, 21 and 22)."""

from datetime import date
from typing import Any

import pyarrow as pa
from sqlalchemy import ColumnElement, Table, func, select

from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.rules.complaints import eight_weeks, third_business_day
from bigtrust.rules.working_days import UnknownJurisdictionError


def complaint_limits(snapshot: Snapshot) -> Table:
    """Columns: jurisdiction, received_day, third_business_day (NULL where no calendar is known),
    eight_weeks. One row for each law and day met.
    """
    complaints, customers = snapshot.table("complaints"), snapshot.star.customers
    met = (
        select(complaint_law(snapshot), complaints.c.received_day)
        .outerjoin_from(
            complaints, customers, customers.c.customer_key == complaints.c.customer_key
        )
        .where(complaints.c.received_day <= snapshot.as_of)
        .distinct()
    )
    rows = [
        {
            "jurisdiction": law,
            "received_day": day,
            "third_business_day": _third_business_day(date_of(day), law),
            "eight_weeks": day_number(eight_weeks(date_of(day))),
        }
        for law, day in snapshot.connection.execute(met)
    ]
    return snapshot.write("complaint_limits", pa.Table.from_pylist(rows, schema=_LIMITS))


def next_complaints(snapshot: Snapshot) -> Table:
    """Columns: complaint_id, next_day: of the same person's next complaint of the same topic, or
    NULL. Complaints of nobody known are left out.
    """
    complaints = snapshot.table("complaints")
    next_day = func.lead(complaints.c.received_day).over(
        partition_by=(complaints.c.customer_key, complaints.c.topic),
        order_by=(complaints.c.received_at, complaints.c.complaint_id),
    )
    known = complaints.c.customer_key.is_not(None)
    return snapshot.keep(
        "next_complaints",
        select(complaints.c.complaint_id, next_day.label("next_day")).where(
            known, complaints.c.received_day <= snapshot.as_of
        ),
    )


_LIMITS = pa.schema(
    [
        ("jurisdiction", pa.string()),
        ("received_day", pa.int32()),
        ("third_business_day", pa.int32()),
        ("eight_weeks", pa.int32()),
    ]
)


def complaint_law(snapshot: Snapshot) -> ColumnElement[Any]:
    """The complaint's jurisdiction, else the customer's, else the company's."""
    return func.coalesce(
        snapshot.table("complaints").c.jurisdiction,
        snapshot.star.customers.c.jurisdiction,
        snapshot.settings.company.jurisdiction,
    )


def _third_business_day(received: date, jurisdiction: str) -> int | None:
    try:
        return day_number(third_business_day(received, jurisdiction))
    except UnknownJurisdictionError:
        return None
