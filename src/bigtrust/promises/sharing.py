"""What people said of the sharing of their data, and what it stops (decisions.md, 43)."""

from typing import Any

import pyarrow as pa
from sqlalchemy import ColumnElement, Select, Table, and_, func, literal, select, union_all

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.promises.choices import Act
from bigtrust.promises.consents import FOREVER
from bigtrust.rules.working_days import UnknownJurisdictionError, add_working_days

DAYS_TO_STOP_A_SALE = 15  # business days: 11 CCR 7026(f)
CONSENT = "consent"
LEGITIMATE_INTEREST = "legitimate_interest"
SALE = "sale_or_sharing"
LIFTS = ""
_AT_ONCE = -FOREVER


def sharing_choices(snapshot: Snapshot, chosen: Table, people: Table) -> Table:
    """Columns: customer_key, at, purpose (or all), stops, from_day.

    `stops` is the legal basis on which nothing may be shared from `from_day` on; '' is a consent,
    which lifts what came before it. What was said of one channel alone concerns messages.
    """
    opt_out = chosen.c.act == Act.OPT_OUT.value
    return snapshot.keep(
        "sharing_choices",
        _said(chosen, LIFTS, chosen.c.act == Act.CONSENT.value),
        _said(chosen, CONSENT, opt_out),
        _said(chosen, LEGITIMATE_INTEREST, and_(opt_out, chosen.c.objects)),
        _opt_outs_of_sale(snapshot, chosen, people),
    )


def _said(chosen: Table, stops: str, which: ColumnElement[bool]) -> Select[Any]:
    return select(
        chosen.c.customer_key,
        chosen.c.at,
        chosen.c.purpose,
        literal(stops).label("stops"),
        literal(_AT_ONCE).label("from_day"),
    ).where(chosen.c.channel == ALL, which)


def _opt_outs_of_sale(snapshot: Snapshot, chosen: Table, people: Table) -> Select[Any]:
    """They must be heeded once their business days are over, by the person's own calendar."""
    told = union_all(_opt_outs(chosen), _requests_of_no_purpose(snapshot)).subquery("told")
    asked = (
        select(told, people.c.jurisdiction)
        .join_from(told, people, people.c.customer_key == told.c.customer_key)
        .subquery("asked")
    )
    limits = _limits(snapshot, select(asked.c.jurisdiction, asked.c["day"]).distinct())
    same = and_(limits.c.jurisdiction == asked.c.jurisdiction, limits.c["day"] == asked.c["day"])
    whose = (asked.c.customer_key, asked.c["at"], asked.c.purpose)
    return select(*whose, literal(SALE), limits.c.from_day).join_from(asked, limits, same)


def _opt_outs(chosen: Table) -> Select[Any]:
    """Told as an event (a browser's signal, say), or by a request that names a purpose."""
    return select(chosen.c.customer_key, chosen.c["at"], chosen.c.purpose, chosen.c["day"]).where(
        chosen.c.channel == ALL, chosen.c.act == Act.OPT_OUT.value
    )


def _requests_of_no_purpose(snapshot: Snapshot) -> Select[Any]:
    """Requests to opt out of sale and sharing alone, which are no choice of a purpose."""
    requests = snapshot.table("requests")
    return select(
        requests.c.customer_key,
        requests.c.received_at.label("at"),
        literal(ALL).label("purpose"),
        requests.c.received_day.label("day"),
    ).where(
        requests.c.right == "opt_out",
        requests.c.purpose.is_(None),
        func.coalesce(requests.c.channel, ALL) == ALL,
        requests.c.received_day <= snapshot.as_of,
    )


def _limits(snapshot: Snapshot, met: Select[Any]) -> Table:
    """Columns: jurisdiction, day, from_day. None where no calendar is known: nobody can tell when
    the days were over.
    """
    rows = [
        {"jurisdiction": law, "day": day, "from_day": from_day}
        for law, day in snapshot.connection.execute(met)
        if (from_day := _first_day_after(day, law)) is not None
    ]
    names = ("day", "from_day")
    fields = [("jurisdiction", pa.string()), *((name, pa.int32()) for name in names)]
    return snapshot.write("sale_limits", pa.Table.from_pylist(rows, schema=pa.schema(fields)))


def _first_day_after(received: int, jurisdiction: str) -> int | None:
    try:
        last = add_working_days(date_of(received), DAYS_TO_STOP_A_SALE, jurisdiction)
    except UnknownJurisdictionError:
        return None
    return day_number(last) + 1
