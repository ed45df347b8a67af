"""Contact caps and pressure over rolling windows (decisions.md, 16 to 18).

Contacts here are marketing, bounces excluded, by the customer's own calendar day.
"""

from itertools import groupby
from typing import Any

from sqlalchemy import (
    Select,
    Table,
    and_,
    case,
    func,
    or_,
    select,
)

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import MARKETING
from bigtrust.rules.caps import Cap

PRESSURE_DAYS = 30
NEVER = -1_000_000  # a day before any window


def over_cap_spells(snapshot: Snapshot, people: Table) -> Table:
    """Columns: segment_key, customer_key, begins, ends: over at least one cap from the day
    `begins` to before `ends`. A customer's spells do not overlap.
    """
    caps = sorted(
        (setting.rule() for setting in snapshot.settings.caps),
        key=lambda cap: (cap.channel, cap.jurisdiction or ""),
    )
    stretches = snapshot.keep(
        "over_cap_stretches",
        *(
            _stretches(snapshot, people, channel, jurisdiction, list(group))
            for (channel, jurisdiction), group in groupby(
                caps, key=lambda cap: (cap.channel, cap.jurisdiction)
            )
        ),
    )
    return snapshot.keep("over_cap_spells", _merged(stretches))


def _stretches(
    snapshot: Snapshot,
    people: Table,
    channel: str,
    jurisdiction: str | None,
    caps: list[Cap],
) -> Select[Any]:
    """From each contact that exceeds one of the caps to the day on which all of them have room.

    The contact `limit` places back lies within the window exactly when the cap is exceeded, and
    leaves the window `days` after its own day.
    """
    contacts = counted_contacts(snapshot, people, channel, jurisdiction).subquery("counted")
    lagged = select(
        contacts,
        *(
            func.lag(contacts.c.day, cap.limit)
            .over(partition_by=contacts.c.customer_key, order_by=contacts.c.day)
            .label(f"back_{index}")
            for index, cap in enumerate(caps)
        ),
    ).subquery("lagged")
    leaves = [
        func.coalesce(lagged.c[f"back_{index}"] + cap.days, NEVER) for index, cap in enumerate(caps)
    ]
    ends = func.greatest(*leaves) if len(leaves) > 1 else leaves[0]
    return select(
        lagged.c.segment_key,
        lagged.c.customer_key,
        lagged.c.day.label("begins"),
        ends.label("ends"),
    ).where(ends > lagged.c.day)


def counted_contacts(
    snapshot: Snapshot, people: Table, channel: str = ALL, jurisdiction: str | None = None
) -> Select[Any]:
    """Columns: segment_key, customer_key, day; one row a contact."""
    contacts, messages = snapshot.table("contacts"), snapshot.star.messages
    counted = and_(messages.c.message_class == MARKETING, messages.c.outcome != "bounced")
    if channel != ALL:
        counted = and_(counted, messages.c.channel == channel)
    if jurisdiction is not None:
        law = people.c.jurisdiction
        counted = and_(counted, or_(law == jurisdiction, law.startswith(f"{jurisdiction}-")))
    return (
        select(people.c.segment_key, contacts.c.customer_key, contacts.c.sent_day.label("day"))
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .where(counted, contacts.c.sent_day <= snapshot.as_of)
    )


def _merged(stretches: Table) -> Select[Any]:
    """Overlapping and touching stretches of a customer as one spell."""
    in_order: dict[str, Any] = {
        "partition_by": stretches.c.customer_key,
        "order_by": (stretches.c.begins, stretches.c.ends),
    }
    reached = func.max(stretches.c.ends).over(**in_order, rows=(None, -1))
    opened = select(
        stretches, case((stretches.c.begins <= reached, 0), else_=1).label("opens")
    ).subquery("opened")
    number = func.sum(opened.c.opens).over(
        partition_by=opened.c.customer_key,
        order_by=(opened.c.begins, opened.c.ends),
        rows=(None, 0),
    )
    numbered = select(opened, number.label("number")).subquery("numbered")
    return select(
        numbered.c.segment_key,
        numbered.c.customer_key,
        func.min(numbered.c.begins).label("begins"),
        func.max(numbered.c.ends).label("ends"),
    ).group_by(numbered.c.segment_key, numbered.c.customer_key, numbered.c.number)


def pressure_changes(snapshot: Snapshot, people: Table) -> Table:
    """Columns: segment_key, customer_key, day, contacts (in the 30 days to that day), before (the
    same, until that day): one row for each day on which the number changed.
    """
    daily = counted_contacts(snapshot, people).subquery("daily")
    grain = (daily.c.segment_key, daily.c.customer_key, daily.c.day)
    count = func.count().label("contacts")
    days = snapshot.keep("contact_days", select(*grain, count).group_by(*grain))
    changes = snapshot.keep(
        "contact_day_changes",
        select(
            days.c.segment_key, days.c.customer_key, days.c.day, days.c.contacts.label("change")
        ),
        select(
            days.c.segment_key, days.c.customer_key, days.c.day + PRESSURE_DAYS, -days.c.contacts
        ),
    )
    return snapshot.keep("pressure_changes", _levels(changes))


def _levels(changes: Table) -> Select[Any]:
    grain = (changes.c.segment_key, changes.c.customer_key, changes.c.day)
    change = func.sum(changes.c.change)
    by_day = (
        select(*grain, change.label("change"))
        .group_by(*grain)
        .having(change != 0)
        .subquery("by_day")
    )
    level = func.sum(by_day.c.change).over(
        partition_by=by_day.c.customer_key, order_by=by_day.c.day, rows=(None, 0)
    )
    return select(
        by_day.c.segment_key,
        by_day.c.customer_key,
        by_day.c.day,
        level.label("contacts"),
        (level - by_day.c.change).label("before"),
    )
