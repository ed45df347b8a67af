"""Choices as spells: the state of each (person, purpose, channel), from when until when.

The rules are decisions.md's, 7, as three passes of window functions. Within a person's pair the
choices have an order, and an *era* begins with each consent that was not imported: it alone lifts
an opt-out, so an opt-out stands where its era has one.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Table, and_, case, func, or_, select

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import Act

# What lasts ends at these, not at NULL: a join on a range must not contain an OR.
FOREVER = 1_000_000  # a day
END_OF_TIME = 86_400 * FOREVER  # its second
_SO_FAR = (None, 0)  # from the first row to this one


class State(StrEnum):
    """What stands for a person's pair. NONE is also the state before any choice."""

    NONE = "none"
    CONSENT = "consent"
    ENDED = "ended"
    REFUSED = "refused"
    OPTED_OUT = "opted_out"


def consent_spells(
    snapshot: Snapshot, chosen: Table, pairs: Table, name: str = "consent_spells"
) -> Table:
    """Columns: customer_key, pair_key, place, act, at, day, notice_version, state_before, state,
    opted_out_at, opted_out_day, until, until_day. Seconds and days since 1970; a spell lasts from
    `at` (its choice) to before `until`, which is the end of time while it lasts. Choices at one
    moment make spells of no length. The choice of a spell of consent is the one that gave it.
    """
    return snapshot.keep(name, _spells(_with_consents(_in_eras(chosen, pairs))))


def _in_eras(chosen: Table, pairs: Table) -> Subquery:
    """The choices for each pair that they cover, numbered in their order, with their era."""
    covers = and_(
        or_(chosen.c.purpose == pairs.c.purpose, chosen.c.purpose == ALL),
        or_(chosen.c.channel == pairs.c.channel, chosen.c.channel == ALL),
    )
    order: dict[str, Any] = {
        "partition_by": (chosen.c.customer_key, pairs.c.pair_key),
        "order_by": (chosen.c.at, chosen.c.act, chosen.c.event_id),
    }
    begins_era = case((chosen.c.act == Act.CONSENT.value, 1), else_=0)
    return (
        select(
            chosen.c.customer_key,
            pairs.c.pair_key,
            chosen.c.act,
            chosen.c.at,
            chosen.c.day,
            chosen.c.notice_version,
            func.row_number().over(**order).label("place"),
            func.sum(begins_era).over(**order, rows=_SO_FAR).label("era"),
        )
        .join_from(chosen, pairs, covers)
        .subquery("in_eras")
    )


def _with_consents(choices: Subquery) -> Subquery:
    """Adds since when an opt-out stands, and the last consent, refusal and end so far."""
    pair = (choices.c.customer_key, choices.c.pair_key)
    opted_out = choices.c.act == Act.OPT_OUT.value

    def since(column: ColumnElement[int]) -> ColumnElement[int]:
        in_era: dict[str, Any] = {
            "partition_by": (*pair, choices.c.era),
            "order_by": choices.c.place,
        }
        return func.min(case((opted_out, column))).over(**in_era, rows=_SO_FAR)

    def last(act: Act) -> ColumnElement[int]:
        place = func.max(case((choices.c.act == act.value, choices.c.place)))
        return place.over(partition_by=pair, order_by=choices.c.place, rows=_SO_FAR)

    return select(
        *choices.c,
        since(choices.c.at).label("opted_out_at"),
        since(choices.c.day).label("opted_out_day"),
        last(Act.REFUSAL).label("refusal"),
        last(Act.END).label("ending"),
    ).subquery("with_consents")


def _spells(choices: Subquery) -> Select[Any]:
    stated = _stated(choices)
    pair = (stated.c.customer_key, stated.c.pair_key)
    in_order: dict[str, Any] = {"partition_by": pair, "order_by": stated.c.place}
    spells = select(
        *(stated.c[name] for name in ("customer_key", "pair_key", "place", "act", "at", "day")),
        stated.c.notice_version,
        func.lag(stated.c.state, 1, State.NONE.value).over(**in_order).label("left_by_last"),
        *(stated.c[name] for name in ("state", "opted_out_at", "opted_out_day")),
        func.lead(stated.c.at, 1, END_OF_TIME).over(**in_order).label("until"),
        func.lead(stated.c.day, 1, FOREVER).over(**in_order).label("until_day"),
    ).subquery("spells")
    # Of several choices at one moment, none is before another.
    before = func.first_value(spells.c.left_by_last).over(
        partition_by=(spells.c.customer_key, spells.c.pair_key, spells.c.at),
        order_by=spells.c.place,
    )
    return select(*spells.c, before.label("state_before"))


def _stated(choices: Subquery) -> Subquery:
    """The state after each choice. An import consents only where no opt-out stands."""
    consents = or_(
        choices.c.act == Act.CONSENT.value,
        and_(choices.c.act == Act.CONSENT_BY_IMPORT.value, choices.c.opted_out_at.is_(None)),
    )
    last_consent = func.max(case((consents, choices.c.place))).over(
        partition_by=(choices.c.customer_key, choices.c.pair_key),
        order_by=choices.c.place,
        rows=_SO_FAR,
    )
    placed = select(*choices.c, last_consent.label("consent")).subquery("placed")
    state = case(
        (placed.c.opted_out_at.is_not(None), State.OPTED_OUT.value),
        (placed.c.refusal > func.coalesce(placed.c.consent, 0), State.REFUSED.value),
        (placed.c.consent.is_(None), State.NONE.value),
        (placed.c.ending > placed.c.consent, State.ENDED.value),
        else_=State.CONSENT.value,
    )
    return select(*placed.c, state.label("state")).subquery("stated")
