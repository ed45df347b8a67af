"""Whether an opt-out was honoured for 90 days, and how long contact went on (decisions.md, 38)."""

from typing import Any

from sqlalchemy import Integer, Select, Table, and_, cast, func, or_, select

from bigtrust.facts.days import SECONDS_OF_AN_HOUR
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import purpose_of

WINDOW = 90  # days


def withdrawals(
    snapshot: Snapshot, opt_outs: Table, judged: Table, pairs: Table, people: Table
) -> Table:
    """Columns: segment_key, customer_key, pair_key, day (the 90th after the opt-out), hours (from
    the opt-out to the last contact after its lag; NULL where there was none).
    """
    messages = snapshot.star.messages
    of_pair = and_(pairs.c.purpose == purpose_of(messages), pairs.c.channel == messages.c.channel)
    after = (
        select(
            judged.c.customer_key,
            pairs.c.pair_key,
            judged.c.opted_out_at,
            judged.c.sent_at,
            judged.c.sent_day,
        )
        .join_from(judged, messages, messages.c.message_key == judged.c.message_key)
        .join(pairs, of_pair)
        .join(people, people.c.customer_key == judged.c.customer_key)
        .where(judged.c.after_withdrawal)
        .where(or_(people.c.left_on.is_(None), judged.c.sent_day < people.c.left_on))
        .subquery("after")
    )
    same = and_(
        after.c.customer_key == opt_outs.c.customer_key,
        after.c.pair_key == opt_outs.c.pair_key,
        after.c.opted_out_at == opt_outs.c.at,
        after.c.sent_day <= opt_outs.c["day"] + WINDOW,
    )
    grain = (opt_outs.c.segment_key, opt_outs.c.customer_key, opt_outs.c.pair_key)
    moment = (opt_outs.c["day"], opt_outs.c["at"])
    seconds = func.max(after.c.sent_at) - opt_outs.c["at"]
    statement: Select[Any] = (
        select(
            *grain,
            (opt_outs.c["day"] + WINDOW).label("day"),
            cast(func.floor(seconds / SECONDS_OF_AN_HOUR), Integer).label("hours"),
        )
        .outerjoin_from(opt_outs, after, same)
        .group_by(*grain, *moment)
    )
    return snapshot.keep("withdrawals", statement)
