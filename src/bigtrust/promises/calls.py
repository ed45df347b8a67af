"""Marketing calls by the clock and the calendar of the person called (decisions.md, 47)."""

from typing import Any

import pyarrow as pa
from sqlalchemy import Select, Table, and_, or_, select

from bigtrust.facts.days import SECONDS_OF_A_DAY, SECONDS_OF_AN_HOUR, clock, within_reach
from bigtrust.facts.snapshot import Snapshot, date_of
from bigtrust.promises.counted import OF_A_BREACH
from bigtrust.rules.hours import Hours, permitted_hours

_SHUT = -1  # an hour that no call is made at
_HOURS = pa.schema(
    [
        ("jurisdiction", pa.string()),
        ("day", pa.int32()),
        *((name, pa.int32()) for name in ("opens", "closes", "opens_again", "closes_again")),
        ("about", pa.string()),
    ]
)


def judged_calls(snapshot: Snapshot, people: Table, messages: Table, contacts: Table) -> Table:
    """Columns: contact_id, customer_key, segment_key, sent_at, sent_day, message_key, judged
    (whether the hours of its day are known), out_of_hours, about (those hours).
    """
    calls = snapshot.keep("calls", _calls(snapshot, people, messages, contacts))
    hours = _hours(snapshot, calls)
    second = calls.c.second
    permitted = or_(
        and_(second >= hours.c.opens, second < hours.c.closes),
        and_(second >= hours.c.opens_again, second < hours.c.closes_again),
    )
    told = hours.c.day.is_not(None)
    kept = (column for column in calls.c if column.name not in ("jurisdiction", "second"))
    same_day = and_(hours.c.jurisdiction == calls.c.jurisdiction, hours.c.day == calls.c.sent_day)
    judged = snapshot.keep(
        "judged_calls",
        select(
            *kept,
            told.label("judged"),
            and_(told, ~permitted).label("out_of_hours"),
            hours.c.about,
        ).outerjoin_from(calls, hours, same_day),
    )
    snapshot.let_go(calls)
    return judged


def _calls(snapshot: Snapshot, people: Table, messages: Table, contacts: Table) -> Select[Any]:
    """The calls, and `second`: of their day, by the person's own clock."""
    offsets = snapshot.star.zone_offsets
    channels = ("phone", "sms") if snapshot.settings.hours.sms else ("phone",)
    second = contacts.c.sent_at + offsets.c.offset_seconds - contacts.c.sent_day * SECONDS_OF_A_DAY
    nearby = within_reach(snapshot.connection, offsets, snapshot.table("contacts").c.sent_at)
    return (
        select(
            *(contacts.c[name] for name in OF_A_BREACH),
            people.c.jurisdiction,
            second.label("second"),
        )
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .join(offsets, and_(clock(offsets, people.c.time_zone, contacts.c.sent_at), nearby))
        .where(messages.c.channel.in_(channels))
    )


def _hours(snapshot: Snapshot, calls: Table) -> Table:
    """The hours permitted, where they are known, on each day that somebody was called."""
    met = snapshot.connection.execute(select(calls.c.jurisdiction, calls.c.sent_day).distinct())
    rows = [
        {"jurisdiction": law, "day": day, **_told(hours)}
        for law, day in met
        if (hours := permitted_hours(law, date_of(day))) is not None
    ]
    return snapshot.write("permitted_hours", pa.Table.from_pylist(rows, schema=_HOURS))


def _told(hours: Hours) -> dict[str, Any]:
    first, again = (*hours, (_SHUT, _SHUT), (_SHUT, _SHUT))[:2]
    seconds = (hour * SECONDS_OF_AN_HOUR for hour in (*first, *again))
    names = ("opens", "closes", "opens_again", "closes_again")
    spans = " and ".join(f"{start}:00 to {end}:00" for start, end in hours)
    return {**dict(zip(names, seconds, strict=True)), "about": spans}
