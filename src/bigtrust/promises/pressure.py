"""Contact pressure: counted contacts in the 30 days that end with a day (decisions.md, 18 and 49).

Between two days on which a customer's number changes it stands: pressure is a spell.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, case, func, literal, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.caps import MONTH, NEVER
from bigtrust.promises.consents import FOREVER

NO_CONTACT = "0"
# The most contacts of each band but the last, which is open.
BANDS = {NO_CONTACT: 0, "1-2": 2, "3-4": 4, "5-8": 8, "9-12": 12}
LAST_BAND = "13+"


def pressure_changes(snapshot: Snapshot, ranked: Table) -> Table:
    """Columns: segment_key, customer_key, day, contacts (in the 30 days to that day), before (the
    same, until that day): one row for each day on which the number changed.
    """
    grain = (ranked.c.segment_key, ranked.c.customer_key, ranked.c.sent_day)
    count = func.count().label("contacts")
    days = snapshot.keep("contact_days", select(*grain, count).group_by(*grain))
    changes = snapshot.keep(
        "contact_day_changes",
        select(
            days.c.segment_key,
            days.c.customer_key,
            days.c.sent_day.label("day"),
            days.c.contacts.label("change"),
        ),
        select(days.c.segment_key, days.c.customer_key, days.c.sent_day + MONTH, -days.c.contacts),
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


def pressure_spells(snapshot: Snapshot, people: Table, changes: Table) -> Table:
    """Columns: segment_key, customer_key, pressure (a band), begins, ends: of active customers,
    from the day `begins` to before `ends`. All their days, those without contact too.
    """
    bands = snapshot.keep("band_changes", _from_the_start(people), _band_changes(changes))
    ends = func.lead(bands.c.day, 1, FOREVER).over(
        partition_by=bands.c.customer_key, order_by=bands.c.day
    )
    spells = select(bands, ends.label("ends")).subquery("spells")
    begins = func.greatest(spells.c.day, people.c.joined_on)
    active_until = func.least(spells.c.ends, func.coalesce(people.c.left_on, FOREVER))
    return snapshot.keep(
        "pressure_spells",
        select(
            people.c.segment_key,
            people.c.customer_key,
            spells.c.pressure,
            begins.label("begins"),
            active_until.label("ends"),
        )
        .join_from(spells, people, people.c.customer_key == spells.c.customer_key)
        .where(people.c.joined_on.is_not(None), begins < active_until),
    )


def _from_the_start(people: Table) -> Select[Any]:
    """Nobody had a contact before the first."""
    return select(
        people.c.customer_key, literal(NEVER).label("day"), literal(NO_CONTACT).label("pressure")
    )


def _band_changes(changes: Table) -> Select[Any]:
    now, before = _band_of(changes.c.contacts), _band_of(changes.c.before)
    return select(changes.c.customer_key, changes.c.day, now).where(now != before)


def _band_of(contacts: ColumnElement[int]) -> ColumnElement[str]:
    return case(*((contacts <= most, name) for name, most in BANDS.items()), else_=LAST_BAND)
