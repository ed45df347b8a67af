"""What people chose: their consent events and stopping requests, spread over the pairs of purpose
and channel that exist (decisions.md, 6 to 8).
"""

from collections.abc import Iterable
from enum import IntEnum
from itertools import product
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    Case,
    FromClause,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)

from bigtrust.contract import ALL
from bigtrust.facts.days import clock, local_day
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.overlaps import WHOLE

DIRECT_MARKETING = "direct_marketing"
MARKETING = "marketing"

Pair = tuple[str, str]  # purpose, channel


class Act(IntEnum):
    """What a choice does, from the mildest to the strictest: at one moment the last one wins."""

    CONSENT_BY_IMPORT = 1
    CONSENT = 2
    END = 3
    REFUSAL = 4
    OPT_OUT = 5


ACTS = {
    "given": Act.CONSENT,
    "renewed": Act.CONSENT,
    "revoked": Act.END,
    "expired": Act.END,
    "invalidated": Act.END,
    "refused": Act.REFUSAL,
    "withdrawn": Act.OPT_OUT,
    "objected": Act.OPT_OUT,
}


def choices(snapshot: Snapshot) -> Table:
    """Columns: customer_key, at, day, purpose, channel, act, event_id, notice_version, objects (and
    does not withdraw).
    """
    return snapshot.keep("choices", _consent_events(snapshot), _stopping_requests(snapshot))


def _consent_events(snapshot: Snapshot) -> Select[Any]:
    events = snapshot.table("consent_events")
    return select(
        events.c.customer_key,
        events.c.occurred_at.label("at"),
        events.c.occurred_day.label("day"),
        events.c.purpose,
        events.c.channel,
        act_of(events).label("act"),
        events.c.event_id,
        events.c.notice_version,
        (events.c.state == "objected").label("objects"),
    ).where(events.c.state.in_(ACTS), events.c.occurred_day <= snapshot.as_of)


def act_of(events: FromClause) -> Case[int]:
    """The act of a consent event whose state is one of ACTS."""
    acts = {state: act.value for state, act in ACTS.items()}
    imported = and_(events.c.method == "import", events.c.state.in_(("given", "renewed")))
    return case((imported, Act.CONSENT_BY_IMPORT.value), else_=case(acts, value=events.c.state))


def _stopping_requests(snapshot: Snapshot) -> Select[Any]:
    """Every objection, and the opt-outs that name a purpose; the others concern sale and sharing.

    Like consent events they count on the customer's own day.
    """
    requests, customers = snapshot.table("requests"), snapshot.star.customers
    offsets = snapshot.star.zone_offsets
    zone = func.coalesce(customers.c.time_zone, snapshot.settings.company.time_zone)
    day = local_day(offsets, requests.c.received_at)
    stops = or_(
        requests.c.right == "objection",
        and_(requests.c.right == "opt_out", requests.c.purpose.is_not(None)),
    )
    return (
        select(
            requests.c.customer_key,
            requests.c.received_at,
            day,
            func.coalesce(requests.c.purpose, ALL),
            func.coalesce(requests.c.channel, ALL),
            literal(Act.OPT_OUT.value),
            requests.c.request_id,
            cast(null(), String),
            requests.c.right == "objection",
        )
        .join_from(requests, customers, customers.c.customer_key == requests.c.customer_key)
        .join(offsets, clock(offsets, zone, requests.c.received_at))
        .where(stops, day <= snapshot.as_of)
    )


def pairs(snapshot: Snapshot, chosen: Table) -> Table:
    """Columns: pair_key, purpose, channel."""
    contacts, messages = snapshot.table("contacts"), snapshot.star.messages
    sent = select(contacts.c.message_key).where(contacts.c.sent_day <= snapshot.as_of).distinct()
    contacted = select(purpose_of(messages), messages.c.channel).where(
        messages.c.message_class == MARKETING, messages.c.message_key.in_(sent)
    )
    named = select(chosen.c.purpose, chosen.c.channel).distinct()
    rows = pairs_of(
        (tuple(pair) for pair in snapshot.connection.execute(contacted)),
        (tuple(pair) for pair in snapshot.connection.execute(named)),
    )
    return snapshot.write(
        "pairs",
        pa.table(
            {
                "pair_key": pa.array(range(len(rows)), pa.int32()),
                "purpose": pa.array([purpose for purpose, _ in rows], pa.string()),
                "channel": pa.array([channel for _, channel in rows], pa.string()),
            }
        ),
    )


def combinations_of_pairs(pairs: Table) -> Select[Any]:
    """Columns: combination (the pair's key), purpose, channel."""
    return select(pairs.c.pair_key.label("combination"), pairs.c.purpose, pairs.c.channel)


def cells_of_pairs(snapshot: Snapshot, pairs: Table) -> tuple[Table, Table]:
    """What people are counted in: pairs, purposes, channels, and all of them (the WHOLE).

    Columns: combination, purpose, channel; and pair_key, combination: those that each pair is in.
    Cells of the same pairs are of the same people, and one combination.
    """
    within: dict[Pair, list[int]] = {}
    found = snapshot.connection.execute(select(pairs).order_by(pairs.c.pair_key))
    for key, purpose, channel in found:
        for cell in product((purpose, WHOLE), (channel, WHOLE)):
            within.setdefault(cell, []).append(key)
    numbers = {keys: number for number, keys in enumerate(sorted(map(tuple, within.values())))}
    cells = {
        "combination": pa.array([numbers[tuple(keys)] for keys in within.values()], pa.int32()),
        "purpose": pa.array([purpose for purpose, _ in within], pa.string()),
        "channel": pa.array([channel for _, channel in within], pa.string()),
    }
    members = {
        "pair_key": pa.array([key for keys in numbers for key in keys], pa.int32()),
        "combination": pa.array([n for keys, n in numbers.items() for _ in keys], pa.int32()),
    }
    return (
        snapshot.write("cells_of_pairs", pa.table(cells)),
        snapshot.write("pairs_in_cells", pa.table(members)),
    )


def purpose_of(messages: FromClause) -> Case[str]:
    """A marketing message that names no purpose serves direct marketing."""
    return case((messages.c.purpose == "", DIRECT_MARKETING), else_=messages.c.purpose)


def pairs_of(contacted: Iterable[Pair], chosen: Iterable[Pair]) -> list[Pair]:
    """Every pair that exists: those of marketing contacts, and those that choices name.

    A choice for all channels (or purposes) makes a pair of its own only where no pair of its
    purpose (or channel) is named by anything else.
    """
    chosen = set(chosen)
    named = {pair for pair in chosen if ALL not in pair} | set(contacted)
    purposes, channels = {pair[0] for pair in named}, {pair[1] for pair in named}
    named |= {pair for pair in chosen if pair[1] == ALL and pair[0] not in {*purposes, ALL}}
    named |= {
        (DIRECT_MARKETING, pair[1])
        for pair in chosen
        if pair[0] == ALL and pair[1] not in {*channels, ALL}
    }
    return sorted(named or ({(DIRECT_MARKETING, ALL)} if chosen else ()))
