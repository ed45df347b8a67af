"""Offers to people who have just bought something (decisions.md, 45)."""

from collections import defaultdict
from typing import Any

import pyarrow as pa
from sqlalchemy import ColumnElement, Select, Table, and_, case, func, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.counted import OF_A_BREACH
from bigtrust.promises.lasting import longest
from bigtrust.rules.repurchase import repurchase_time

_TIMES = pa.schema(
    [
        ("category_key", pa.int32()),
        ("category", pa.string()),
        ("days", pa.int32()),
        ("how", pa.string()),
    ]
)


def repurchase_times(snapshot: Snapshot) -> Table:
    """Columns: category_key, category, days, how (told, learned, follow_up); of categories that
    have a time.
    """
    told = _told(snapshot)
    to_learn = snapshot.table("purchases").c.product_category.not_in(told)
    buyers = dict(_rows(snapshot, _buyers(snapshot).where(to_learn)))
    seen: defaultdict[str, list[Any]] = defaultdict(list)
    for category, *bar in _rows(snapshot, _seen(snapshot, to_learn)):
        seen[category].append(bar)
    rows: list[dict[str, Any]] = []
    for category in sorted({*told, *buyers}):
        days, again, counts = zip(*seen[category], strict=True) if seen[category] else ((), (), ())
        time = repurchase_time(told.get(category), buyers.get(category, 0), days, counts, again)
        if time is not None:
            told_of = {"category": category, "days": time.days, "how": time.found.value}
            rows.append({"category_key": len(rows), **told_of})
    return snapshot.write("repurchase_times", pa.Table.from_pylist(rows, schema=_TIMES))


def _rows(snapshot: Snapshot, statement: Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in snapshot.connection.execute(statement)]


def _told(snapshot: Snapshot) -> dict[str, int]:
    told = snapshot.table("product_categories")
    statement = select(told.c.product_category, told.c.repurchase_days)
    return dict(_rows(snapshot, statement.where(told.c.repurchase_days.is_not(None))))


def _buyers(snapshot: Snapshot) -> Select[Any]:
    purchases = snapshot.table("purchases")
    category, people = purchases.c.product_category, func.count(purchases.c.customer_key.distinct())
    return (
        select(category, people)
        .where(purchases.c.purchased_day <= snapshot.as_of)
        .group_by(category)
    )


def _seen(snapshot: Snapshot, which: ColumnElement[bool]) -> Select[Any]:
    """Category, days from a day of buying to the person's next, or to as-of; whether they bought
    again; how many of these there are.
    """
    purchases = snapshot.table("purchases")
    days = (
        select(purchases.c.product_category, purchases.c.customer_key, purchases.c.purchased_day)
        .where(purchases.c.purchased_day <= snapshot.as_of, which)
        .distinct()
        .subquery("days")
    )
    following = func.lead(days.c.purchased_day).over(
        partition_by=(days.c.product_category, days.c.customer_key), order_by=days.c.purchased_day
    )
    spells = select(days, following.label("next_day")).subquery("spells")
    length = func.coalesce(spells.c.next_day, snapshot.as_of) - spells.c.purchased_day
    bar = (spells.c.product_category, length, case((spells.c.next_day.is_(None), 0), else_=1))
    return select(*bar, func.count()).group_by(*bar)


def judged_offers(snapshot: Snapshot, messages: Table, contacts: Table, times: Table) -> Table:
    """Columns: contact_id, customer_key, segment_key, sent_at, sent_day, message_key, days (the
    category's repurchase time), and bought_at of a purchase of the very category, if one is fresh.

    The counted contacts with a category to people of whom any purchase is fresh.
    """
    purchases = snapshot.keep("lasting_purchases", _purchases(snapshot, times))
    bought = (purchases.c[name] for name in ("customer_key", "bought_at", "until_day"))
    lasting = longest(
        select(*bought).subquery("bought"), ["customer_key"], "bought_at", "until_day"
    )
    of_any = snapshot.keep("fresh_purchases", lasting)
    whose = ["customer_key", "category_key"]
    alike = snapshot.keep("fresh_alike", longest(purchases, whose, "bought_at", "until_day"))
    offered = _offered(messages, times).subquery("offered")
    same = and_(alike.c.category_key == offered.c.category_key, _is_fresh(alike, contacts))
    statement = (
        select(*(contacts.c[name] for name in OF_A_BREACH), offered.c.days, alike.c.bought_at)
        .join_from(contacts, offered, offered.c.message_key == contacts.c.message_key)
        .join(of_any, _is_fresh(of_any, contacts))
        .outerjoin(alike, same)
    )
    offers = snapshot.keep("judged_offers", statement)
    snapshot.let_go(purchases, of_any, alike)
    return offers


def _purchases(snapshot: Snapshot, times: Table) -> Select[Any]:
    """The purchases that are fresh until before a day."""
    purchases = snapshot.table("purchases")
    return (
        select(
            purchases.c.customer_key,
            times.c.category_key,
            purchases.c.purchased_at.label("bought_at"),
            (purchases.c.purchased_day + times.c.days).label("until_day"),
        )
        .join_from(purchases, times, times.c.category == purchases.c.product_category)
        .where(purchases.c.purchased_day <= snapshot.as_of)
    )


def _offered(messages: Table, times: Table) -> Select[Any]:
    """The messages that offer something of a category, and its repurchase time, if it has one."""
    return (
        select(messages.c.message_key, times.c.category_key, times.c.days)
        .outerjoin_from(messages, times, times.c.category == messages.c.product_category)
        .where(messages.c.product_category != "")
    )


def _is_fresh(purchases: Table, contacts: Any) -> Any:
    return and_(
        purchases.c.customer_key == contacts.c.customer_key,
        contacts.c.sent_at >= purchases.c.bought_at,
        contacts.c.sent_at < purchases.c.next,
        contacts.c.sent_day < purchases.c.until_day,
    )
