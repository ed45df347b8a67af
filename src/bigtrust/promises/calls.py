"""Marketing calls (and, where settings say so, SMS) by the clock of the person called
(decisions.md, 47).
"""

from typing import Any

import pyarrow as pa
from sqlalchemy import ColumnElement, Integer, Select, Table, and_, cast, func, select

from bigtrust.facts.days import SECONDS_OF_A_DAY, clock
from bigtrust.facts.snapshot import Snapshot, date_of
from bigtrust.promises.caps import is_counted
from bigtrust.rules.hours import Hours, permitted_hours

_SECONDS_OF_AN_HOUR = 3600
_HOURS = pa.schema(
    [
        ("jurisdiction", pa.string()),
        ("day", pa.int32()),
        ("hour", pa.int32()),
        ("permitted", pa.int32()),
        ("hours", pa.string()),
    ]
)


def calls(snapshot: Snapshot, people: Table) -> Table:
    """Columns: segment_key, customer_key, sent_day, sent_at, contact_id, message_key, permitted
    (1 or 0; NULL where no hours are known for the law), hours ("9:00 to 20:00"; "" for none).
    """
    made = snapshot.keep("calls_made", _made(snapshot, people))
    hours = _permitted_hours(snapshot, made)
    same = and_(
        hours.c.jurisdiction == made.c.jurisdiction,
        hours.c.day == made.c.sent_day,
        hours.c.hour == made.c.hour,
    )
    columns = [column for column in made.c if column.name not in ("jurisdiction", "hour")]
    return snapshot.keep(
        "calls",
        select(*columns, hours.c.permitted, hours.c.hours).outerjoin_from(made, hours, same),
    )


def _made(snapshot: Snapshot, people: Table) -> Select[Any]:
    """The calls with the law and the local hour that they fell in."""
    contacts, messages = snapshot.table("contacts"), snapshot.star.messages
    offsets = snapshot.star.zone_offsets
    channels = ("phone", "sms") if snapshot.settings.hours.sms else ("phone",)
    return (
        select(
            people.c.segment_key,
            *(contacts.c[name] for name in ("customer_key", "sent_day", "sent_at", "contact_id")),
            contacts.c.message_key,
            people.c.jurisdiction,
            _local_hour(contacts, offsets).label("hour"),
        )
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .join(offsets, clock(offsets, people.c.time_zone, contacts.c.sent_at))
        .where(
            is_counted(messages),
            messages.c.channel.in_(channels),
            contacts.c.sent_day <= snapshot.as_of,
        )
    )


def _local_hour(contacts: Table, offsets: Table) -> ColumnElement[int]:
    """sent_day is the local day already."""
    midnight = contacts.c.sent_day * SECONDS_OF_A_DAY
    seconds = contacts.c.sent_at + offsets.c.offset_seconds - midnight
    return cast(func.floor(seconds / float(_SECONDS_OF_AN_HOUR)), Integer)


def _permitted_hours(snapshot: Snapshot, made: Table) -> Table:
    """Columns: jurisdiction, day, hour (0 to 23), permitted, hours. The laws and days met, where
    the law knows hours. All hours begin and end sharp, so that an hour is permitted or not.
    """
    met = select(made.c.jurisdiction, made.c.sent_day).distinct()
    rows = []
    for jurisdiction, day in snapshot.connection.execute(met):
        hours = permitted_hours(jurisdiction, date_of(day))
        for hour in () if hours is None else range(24):
            permitted = any(first <= hour < last for first, last in hours or ())
            told = (jurisdiction, day, hour, int(permitted), _in_text(hours or ()))
            rows.append(dict(zip(_HOURS.names, told, strict=True)))
    return snapshot.write("permitted_hours", pa.Table.from_pylist(rows, schema=_HOURS))


def _in_text(hours: Hours) -> str:
    return " and ".join(f"{first}:00 to {last}:00" for first, last in hours)
