"""Permission at a moment: by the basis that the customer's law asks for, and the state that stands.

`people` and `bases` are small tables that every judgement joins (decisions.md, 9 to 13).
"""

from collections.abc import Mapping

import pyarrow as pa
from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    case,
    func,
    or_,
    select,
)

from bigtrust.contract import ALL, CHANNELS
from bigtrust.facts.days import SECONDS_OF_AN_HOUR
from bigtrust.facts.snapshot import Snapshot, date_of, day_number
from bigtrust.promises.consents import State
from bigtrust.rules.permission import Basis, basis, tolerated_lag
from bigtrust.rules.working_days import add_working_days


def people(snapshot: Snapshot) -> Table:
    """Columns: customer_key, segment_key, jurisdiction, time_zone, joined_on, left_on,
    first_purchase_at, first_purchase_day, undeclined_purchase_at (the first at which they neither
    declined to register nor bought as a guest). The company's law and zone where the customer's
    are unknown.
    """
    customers, purchases = snapshot.star.customers, snapshot.table("purchases")
    declined = purchases.c.registration.in_(("declined", "guest"))
    first = (
        select(
            purchases.c.customer_key,
            func.min(purchases.c.purchased_at).label("at"),
            func.min(purchases.c.purchased_day).label("day"),
            func.min(case((declined, None), else_=purchases.c.purchased_at)).label("undeclined"),
        )
        .where(purchases.c.purchased_day <= snapshot.as_of)
        .group_by(purchases.c.customer_key)
        .subquery("first_purchase")
    )
    home = snapshot.settings.company.jurisdiction
    return snapshot.keep(
        "people",
        select(
            customers.c.customer_key,
            customers.c.segment_key,
            func.coalesce(customers.c.jurisdiction, home).label("jurisdiction"),
            func.coalesce(customers.c.time_zone, snapshot.settings.company.time_zone).label(
                "time_zone"
            ),
            customers.c.joined_on,
            customers.c.left_on,
            first.c.at.label("first_purchase_at"),
            first.c.day.label("first_purchase_day"),
            first.c.undeclined.label("undeclined_purchase_at"),
        ).outerjoin_from(customers, first, first.c.customer_key == customers.c.customer_key),
    )


def bases(snapshot: Snapshot, people: Table) -> Table:
    """Columns: jurisdiction, channel, basis (NULL: cannot be told), lag_seconds,
    lag_business_days. One row for each law met and each channel (and `all`).
    """
    met = sorted(snapshot.connection.scalars(select(people.c.jurisdiction).distinct()))
    overrides, lag = snapshot.settings.rules_of_permission, snapshot.settings.lag
    rows = []
    for jurisdiction in met:
        for channel in (*CHANNELS, ALL):
            tolerated = tolerated_lag(jurisdiction, channel, lag.hours, lag.us_business_days)
            rows.append(
                {
                    "jurisdiction": jurisdiction,
                    "channel": channel,
                    "basis": _basis(jurisdiction, channel, overrides),
                    "lag_seconds": tolerated.hours * SECONDS_OF_AN_HOUR,
                    "lag_business_days": tolerated.business_days,
                }
            )
    return snapshot.write("bases", pa.Table.from_pylist(rows, schema=_BASES))


def _basis(
    jurisdiction: str, channel: str, overrides: Mapping[tuple[str, str], Basis]
) -> Basis | None:
    """A pair of no one channel has no channel's law: by consent, or not at all."""
    return Basis.OPT_IN if channel == ALL else basis(jurisdiction, channel, overrides)


_BASES = pa.schema(
    [
        ("jurisdiction", pa.string()),
        ("channel", pa.string()),
        ("basis", pa.string()),
        ("lag_seconds", pa.int64()),
        ("lag_business_days", pa.int32()),
    ]
)


def tolerated_days(snapshot: Snapshot, people: Table, bases: Table, spells: Table) -> Table:
    """Columns: jurisdiction, day, business_days, last_day: until when an opt-out of `day` may be
    in processing, where the lag counts business days.
    """
    met = (
        select(people.c.jurisdiction, spells.c.opted_out_day, bases.c.lag_business_days)
        .join_from(spells, people, people.c.customer_key == spells.c.customer_key)
        .join(bases, bases.c.jurisdiction == people.c.jurisdiction)
        .where(bases.c.lag_business_days > 0, spells.c.opted_out_day.is_not(None))
        .distinct()
    )
    found = snapshot.connection.execute(met).all()
    last = [
        day_number(add_working_days(date_of(day), count, jurisdiction))
        for jurisdiction, day, count in found
    ]
    return snapshot.write(
        "tolerated_days",
        pa.table(
            {
                "jurisdiction": pa.array([row[0] for row in found], pa.string()),
                "day": pa.array([row[1] for row in found], pa.int32()),
                "business_days": pa.array([row[2] for row in found], pa.int32()),
                "last_day": pa.array(last, pa.int32()),
            }
        ),
    )


def permitted(
    state: ColumnElement[str],
    basis: ColumnElement[str],
    still_here: ColumnElement[bool],
    bought_before: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Whether marketing is permitted; NULL-free where its arguments are."""
    unopposed = state.in_([State.NONE.value, State.ENDED.value])
    by_default = or_(
        basis == Basis.OPT_OUT.value, and_(basis == Basis.SOFT_OPT_IN.value, bought_before)
    )
    return or_(state == State.CONSENT.value, and_(still_here, unopposed, by_default))
