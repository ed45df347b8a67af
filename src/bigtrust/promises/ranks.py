"""What a cap of so many contacts in 30 days would have met: opt-outs by the contacts until then
(decisions.md, 67).
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    case,
    cast,
    func,
    select,
)

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.counted import PRESSURE_DAYS
from bigtrust.promises.standing import opt_outs_as_told

YEAR = 365  # days up to as-of, of which a cap can be tried


def ranked_contacts(snapshot: Snapshot, messages: Table, contacts: Table) -> Table:
    """Columns: customer_key, segment_key, sent_day, channel, rank and channel_rank: a contact's
    place among the person's counted contacts of the 30 days that end with its day, in order of
    sent_at and contact_id, on all channels and on its own. Of the last year; before it, the
    month that the first places depend on.
    """
    recent = (
        select(contacts, messages.c.channel)
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .where(contacts.c.sent_day > snapshot.as_of - YEAR - PRESSURE_DAYS)
        .subquery("recently_counted")
    )
    statement = select(
        recent.c.customer_key,
        recent.c.segment_key,
        recent.c.sent_day,
        recent.c.channel,
        recent.c.level.label("rank"),
        cast(_channel_rank(recent), Integer).label("channel_rank"),
    )
    return snapshot.keep("ranked_contacts", statement)


def _channel_rank(contacts: FromClause) -> ColumnElement[int]:
    """The place among all of the channel, less those that came before the window."""
    whose = (contacts.c.customer_key, contacts.c.channel)
    place = func.row_number().over(partition_by=whose, order_by=contacts.c.place)
    before = func.count().over(
        partition_by=whose, order_by=contacts.c.sent_day, range_=(None, -PRESSURE_DAYS)
    )
    return place - before


def opt_outs_by_contacts(snapshot: Snapshot, opt_outs: Table, pairs: Table, ranked: Table) -> Table:
    """Columns: day, customer_key, segment_key, channel, level and channel_level: the person's
    counted contacts in the 30 days to the day of the opt-out, on all channels and on its own.
    """
    events = _on_channels(opt_outs, pairs).subquery("events")
    lately = and_(
        ranked.c.customer_key == events.c.customer_key,
        ranked.c.sent_day > events.c["day"] - PRESSURE_DAYS,
        ranked.c.sent_day <= events.c["day"],
    )
    on_channel = case((ranked.c.channel == events.c.channel, 1))
    names = ("day", "customer_key", "segment_key", "channel")
    return snapshot.keep(
        "opt_outs_by_contacts",
        select(
            *(events.c[name] for name in names),
            func.count(ranked.c.customer_key).label("level"),
            func.count(on_channel).label("channel_level"),
        )
        .outerjoin_from(events, ranked, lately)
        .where(events.c["day"] > snapshot.as_of - YEAR)
        .group_by(*events.c),
    )


def _on_channels(opt_outs: Table, pairs: Table) -> Select[Any]:
    events = opt_outs_as_told(opt_outs).subquery("told")
    return select(events, pairs.c.channel).join_from(
        events, pairs, pairs.c.pair_key == events.c.pair_key
    )
