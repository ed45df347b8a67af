"""What people have just bought, and for how long an offer of the same makes no sense.

A purchase is fresh for its category's repurchase time (decisions.md, 45).
"""

from collections import defaultdict
from typing import Any, NamedTuple

import pyarrow as pa
from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, case, func, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.caps import is_counted
from bigtrust.promises.consents import END_OF_TIME
from bigtrust.rules.repurchase import repurchase_time

NOT_JUDGED = "not_judged"  # too few people bought it to learn from
_TIMES = pa.schema([("product_category", pa.string()), ("days", pa.int32()), ("how", pa.string())])


class _Bar(NamedTuple):
    """Of a category: so many times this many days passed until it was bought again, or (not
    `again`) until as-of.
    """

    days: int
    purchases: int
    again: bool


def repurchase_times(snapshot: Snapshot) -> Table:
    """Columns: product_category, days (NULL where not judged), how: told, learned, follow_up or
    not_judged. One row for each category that was bought.
    """
    days = _days_bought(snapshot)
    histogram, buyers = _histogram(snapshot, days), _buyers(snapshot, days)
    told = _told(snapshot)
    rows = []
    for category in sorted(buyers):
        durations, counts, again = zip(*histogram[category], strict=True)
        time = repurchase_time(told.get(category), buyers[category], durations, counts, again)
        found = (None, NOT_JUDGED) if time is None else (time.days, time.found.value)
        rows.append(dict(zip(_TIMES.names, (category, *found), strict=True)))
    return snapshot.write("repurchase_times", pa.Table.from_pylist(rows, schema=_TIMES))


def _days_bought(snapshot: Snapshot) -> Table:
    """Columns: product_category, customer_key, day, next_day (or NULL)."""
    purchases = snapshot.table("purchases")
    days = (
        select(
            purchases.c.product_category,
            purchases.c.customer_key,
            purchases.c.purchased_day.label("day"),
        )
        .where(purchases.c.purchased_day <= snapshot.as_of)
        .distinct()
        .subquery("days")
    )
    following = func.lead(days.c.day).over(
        partition_by=(days.c.product_category, days.c.customer_key), order_by=days.c.day
    )
    return snapshot.keep("days_bought", select(days, following.label("next_day")))


def _histogram(snapshot: Snapshot, bought: Table) -> dict[str, list[_Bar]]:
    length = func.coalesce(bought.c.next_day, snapshot.as_of) - bought.c.day
    again = bought.c.next_day.is_not(None)
    statement = select(bought.c.product_category, length, func.count(), again).group_by(
        bought.c.product_category, length, again
    )
    found: defaultdict[str, list[_Bar]] = defaultdict(list)
    for category, *bar in snapshot.connection.execute(statement):
        found[category].append(_Bar(*bar))
    return found


def _buyers(snapshot: Snapshot, bought: Table) -> dict[str, int]:
    people = func.count(bought.c.customer_key.distinct())
    statement = select(bought.c.product_category, people).group_by(bought.c.product_category)
    return {row[0]: row[1] for row in snapshot.connection.execute(statement)}


def _told(snapshot: Snapshot) -> dict[str, int]:
    categories = snapshot.table("product_categories")
    days = categories.c.repurchase_days
    statement = select(categories.c.product_category, days).where(days.is_not(None))
    return {row[0]: row[1] for row in snapshot.connection.execute(statement)}


def fresh_offers(snapshot: Snapshot, people: Table, times: Table) -> Table:
    """Columns: segment_key, customer_key, sent_day, message_key: counted contacts with a category
    to people with a fresh purchase of any category.

    And, only where it is of the very category: contact_id, sent_at, bought_at (the last such
    purchase), days (the category's repurchase time), how.
    """
    bought = snapshot.keep("purchase_spells", _purchase_spells(snapshot, times))
    fresh = snapshot.keep("fresh_spells", _fresh_spells(bought))
    contacts, messages = snapshot.table("contacts"), snapshot.star.messages
    same = and_(
        _in_force(contacts, bought),
        bought.c.product_category == messages.c.product_category,
        contacts.c.sent_day < bought.c.fresh_until,
    )
    again = bought.c.at.is_not(None)
    statement = (
        select(
            people.c.segment_key,
            contacts.c.customer_key,
            contacts.c.sent_day,
            contacts.c.message_key,
            case((again, contacts.c.contact_id)).label("contact_id"),
            case((again, contacts.c.sent_at)).label("sent_at"),
            bought.c.at.label("bought_at"),
            bought.c.days,
            bought.c.how,
        )
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .join(fresh, _in_force(contacts, fresh))
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .outerjoin(bought, same)
        .where(
            is_counted(messages),
            messages.c.product_category != "",
            contacts.c.sent_day <= snapshot.as_of,
            contacts.c.sent_day < fresh.c.fresh_until,
        )
    )
    return snapshot.keep("fresh_offers", statement)


def _in_force(contacts: Table, spells: FromClause) -> ColumnElement[bool]:
    return and_(
        spells.c.customer_key == contacts.c.customer_key,
        contacts.c.sent_at >= spells.c.at,
        contacts.c.sent_at < spells.c.until,
    )


def _purchase_spells(snapshot: Snapshot, times: Table) -> Select[Any]:
    """Columns: customer_key, product_category, at, until (the next of the category), fresh_until
    (a day), days, how. Of purchases at one moment, one.
    """
    purchases = snapshot.table("purchases")
    moment = (purchases.c.customer_key, purchases.c.product_category, purchases.c.purchased_at)
    following = func.lead(purchases.c.purchased_at, 1, END_OF_TIME).over(
        partition_by=(purchases.c.customer_key, purchases.c.product_category),
        order_by=purchases.c.purchased_at,
    )
    return (
        select(
            purchases.c.customer_key,
            purchases.c.product_category,
            purchases.c.purchased_at.label("at"),
            following.label("until"),
            (func.max(purchases.c.purchased_day) + times.c.days).label("fresh_until"),
            times.c.days,
            times.c.how,
        )
        .join_from(purchases, times, times.c.product_category == purchases.c.product_category)
        .where(times.c.days > 0, purchases.c.purchased_day <= snapshot.as_of)
        .group_by(*moment, times.c.days, times.c.how)
    )


def _fresh_spells(bought: Table) -> Select[Any]:
    """Columns: customer_key, at, until (the next purchase of any category), fresh_until: the day
    from which nothing bought so far is fresh.
    """
    by_moment = (
        select(bought.c.customer_key, bought.c.at, func.max(bought.c.fresh_until).label("until"))
        .group_by(bought.c.customer_key, bought.c.at)
        .subquery("by_moment")
    )
    in_order: dict[str, Any] = {
        "partition_by": by_moment.c.customer_key,
        "order_by": by_moment.c.at,
    }
    return select(
        by_moment.c.customer_key,
        by_moment.c.at,
        func.lead(by_moment.c.at, 1, END_OF_TIME).over(**in_order).label("until"),
        func.max(by_moment.c.until).over(**in_order, rows=(None, 0)).label("fresh_until"),
    )
