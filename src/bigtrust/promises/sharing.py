"""What people said of the sharing of their data, and what it stops (decisions.md, 43)."""

from typing import Any

import pyarrow as pa
from sqlalchemy import ColumnElement, Select, Table, and_, func, literal, select

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.promises.choices import Act
from bigtrust.promises.consents import FOREVER
from bigtrust.rules.working_days import UnknownJurisdictionError, add_working_days

DAYS_TO_STOP_A_SALE = 15  # business days: 11 CCR 7026(f)
CONSENT = "consent"
LEGITIMATE_INTEREST = "legitimate_interest"
SALE = "sale_or_sharing"
_LIFTS = ""
_AT_ONCE = -FOREVER


def sharing_choices(snapshot: Snapshot, chosen: Table, people: Table) -> Table:
    """Columns: customer_key, at, purpose (or all), stops, from_day.

    `stops` is the legal basis on which nothing may be shared from `from_day` on; '' is a consent,
    which lifts what came before it. What was said of one channel alone concerns messages.
    """
    opt_out = chosen.c.act == Act.OPT_OUT.value
    return snapshot.keep(
        "sharing_choices",
        _said(chosen, _LIFTS, chosen.c.act == Act.CONSENT.value),
        _said(chosen, CONSENT, opt_out),
        _said(chosen, LEGITIMATE_INTEREST, and_(opt_out, chosen.c.objects)),
        _opt_outs_of_sale(snapshot, people),
    )


def _said(chosen: Table, stops: str, which: ColumnElement[bool]) -> Select[Any]:
    return select(
        chosen.c.customer_key,
        chosen.c.at,
        chosen.c.purpose,
        literal(stops).label("stops"),
        literal(_AT_ONCE).label("from_day"),
    ).where(chosen.c.channel == ALL, which)


def _opt_outs_of_sale(snapshot: Snapshot, people: Table) -> Select[Any]:
    """They must be heeded once their business days are over, by the person's own calendar."""
    requests = snapshot.table("requests")
    asked = (
        select(
            requests.c.customer_key,
            requests.c.received_at,
            func.coalesce(requests.c.purpose, ALL).label("purpose"),
            requests.c.received_day,
            people.c.jurisdiction,
        )
        .join_from(requests, people, people.c.customer_key == requests.c.customer_key)
        .where(
            requests.c.right == "opt_out",
            func.coalesce(requests.c.channel, ALL) == ALL,
            requests.c.received_day <= snapshot.as_of,
        )
        .subquery("asked")
    )
    limits = _limits(snapshot, select(asked.c.jurisdiction, asked.c.received_day).distinct())
    same = and_(
        limits.c.jurisdiction == asked.c.jurisdiction,
        limits.c.received_day == asked.c.received_day,
    )
    whose = (asked.c.customer_key, asked.c.received_at, asked.c.purpose)
    return select(*whose, literal(SALE), limits.c.from_day).join_from(asked, limits, same)


def _limits(snapshot: Snapshot, met: Select[Any]) -> Table:
    """Columns: jurisdiction, received_day, from_day. None where no calendar is known: nobody can
    tell when the days were over.
    """
    rows = [
        {"jurisdiction": law, "received_day": day, "from_day": from_day}
        for law, day in snapshot.connection.execute(met)
        if (from_day := _first_day_after(day, law)) is not None
    ]
    names = ("received_day", "from_day")
    fields = [("jurisdiction", pa.string()), *((name, pa.int32()) for name in names)]
    return snapshot.write("sale_limits", pa.Table.from_pylist(rows, schema=pa.schema(fields)))


def _first_day_after(received: int, jurisdiction: str) -> int | None:
    try:
        last = add_working_days(date_of(received), DAYS_TO_STOP_A_SALE, jurisdiction)
    except UnknownJurisdictionError:
        return None
    return day_number(last) + 1
