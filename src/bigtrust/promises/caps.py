"""Contact caps and pressure over rolling windows (decisions.md, 16 to 18).

Contacts are counted by the customer's own calendar day.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Select,
    Subquery,
    Table,
    case,
    func,
    or_,
    select,
)

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.counted import OF_A_BREACH, counted_contacts
from bigtrust.rules.caps import Cap

PRESSURE_DAYS = 30
NEVER = -1_000_000  # a day before any window


def beyond_caps(snapshot: Snapshot, people: Table) -> Table:
    """Columns: those of `counted_contacts` that tell a breach, until (the day on which all the
    caps that it is beyond have room again), place (of the first such cap in settings, from 0).

    A contact is there once for each channel and jurisdiction that caps are of, if it is beyond.
    """
    caps = list(enumerate(setting.rule() for setting in snapshot.settings.caps))
    caps.sort(key=lambda placed: _whose(placed[1]))
    return snapshot.keep(
        "beyond_caps",
        *(
            _beyond(snapshot, people, dict(group))
            for _, group in groupby(caps, key=lambda placed: _whose(placed[1]))
        ),
    )


def _whose(cap: Cap) -> tuple[str, str]:
    return cap.channel, cap.jurisdiction or ""


def _beyond(snapshot: Snapshot, people: Table, caps: Mapping[int, Cap]) -> Select[Any]:
    """The contacts that exceed one of the caps, which are all of one channel and jurisdiction.

    The contact `limit` places back lies within the window exactly when the cap is exceeded, and
    leaves the window `days` after its own day.
    """
    contacts = _bound_by(next(iter(caps.values())), counted_contacts(snapshot, people))
    in_order: dict[str, Any] = {
        "partition_by": contacts.c.customer_key,
        "order_by": (contacts.c.sent_at, contacts.c.contact_id),
    }
    lagged = select(
        *(contacts.c[name] for name in OF_A_BREACH),
        *(
            func.lag(contacts.c.sent_day, cap.limit).over(**in_order).label(f"back_{place}")
            for place, cap in caps.items()
        ),
    ).subquery("lagged")
    leaves = {
        place: func.coalesce(lagged.c[f"back_{place}"] + cap.days, NEVER)
        for place, cap in caps.items()
    }
    until = func.greatest(NEVER, *leaves.values())
    first = case(*((leaves[place] > lagged.c.sent_day, place) for place in sorted(caps)))
    return select(
        *(lagged.c[name] for name in OF_A_BREACH), until.label("until"), first.label("place")
    ).where(until > lagged.c.sent_day)


def _bound_by(cap: Cap, contacts: Select[Any]) -> Subquery:
    """Those of the contacts that the cap counts."""
    counted = contacts.subquery("counted")
    bound = select(counted)
    if cap.channel != ALL:
        bound = bound.where(counted.c.channel == cap.channel)
    if cap.jurisdiction is not None:
        law = counted.c.jurisdiction
        bound = bound.where(or_(law == cap.jurisdiction, law.startswith(f"{cap.jurisdiction}-")))
    return bound.subquery("bound")


def pressure_changes(snapshot: Snapshot, people: Table) -> Table:
    """Columns: segment_key, customer_key, day, contacts (in the 30 days to that day), before (the
    same, until that day): one row for each day on which the number changed.
    """
    daily = counted_contacts(snapshot, people).subquery("daily")
    grain = (daily.c.segment_key, daily.c.customer_key, daily.c.sent_day.label("day"))
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
