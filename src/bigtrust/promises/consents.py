"""Choices as spells: the state of each (person, purpose, channel), from when until when.

The rules are decisions.md's, 7, as two passes of window functions, both in one order. Only a
consent that was not imported lifts an opt-out: one stands where the last came after the last such.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Table, and_, case, func, or_, select

from bigtrust.contract import ALL
from bigtrust.facts.days import SECONDS_OF_A_DAY
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import Act

# What lasts ends at these, not at NULL: a join on a range must not contain an OR.
FOREVER = 1_000_000  # a day
END_OF_TIME = SECONDS_OF_A_DAY * FOREVER  # its second
_SO_FAR, _BEFORE = (None, 0), (None, -1)  # from the first row to this one, or to the one before


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
    """Columns: customer_key, pair_key, act, at, day, notice_version, state, opted_out_at,
    opted_out_day, until, until_day. Seconds and days since 1970; a spell lasts from `at` (its
    choice) to before `until`, which is the end of time while it lasts. Choices at one moment make
    spells of no length. The choice of a spell of consent is the one that gave it.
    """
    return snapshot.keep(name, _stated(_with_the_last(_placed(chosen, pairs))))


def _placed(chosen: Table, pairs: Table) -> Subquery:
    """The choices for each pair that they cover; `place` is their order, of a person's, from 1."""
    place = func.row_number().over(
        partition_by=chosen.c.customer_key, order_by=(chosen.c.at, chosen.c.act, chosen.c.event_id)
    )
    placed = select(chosen, place.label("place")).subquery("placed")
    covers = and_(
        or_(placed.c.purpose == pairs.c.purpose, placed.c.purpose == ALL),
        or_(placed.c.channel == pairs.c.channel, placed.c.channel == ALL),
    )
    kept = (placed.c[name] for name in ("act", "at", "day", "notice_version", "place"))
    return (
        select(placed.c.customer_key, pairs.c.pair_key, *kept)
        .join_from(placed, pairs, covers)
        .subquery("of_pairs")
    )


def _in_order(choices: Subquery) -> dict[str, Any]:
    pair = (choices.c.customer_key, choices.c.pair_key)
    return {"partition_by": pair, "order_by": choices.c.place}


def _with_the_last(choices: Subquery) -> Subquery:
    """Adds the places of the last consent, opt-out, refusal and end so far, 0 where there is none;
    of the last opt-out before; and when the next choice comes.
    """

    def last(act: Act, rows: tuple[None, int] = _SO_FAR) -> ColumnElement[int]:
        place = case((choices.c.act == act.value, choices.c.place), else_=0)
        return func.coalesce(func.max(place).over(**_in_order(choices), rows=rows), 0)

    return select(
        *choices.c,
        last(Act.CONSENT).label("consent"),
        last(Act.OPT_OUT).label("opt_out"),
        last(Act.OPT_OUT, _BEFORE).label("opt_out_before"),
        last(Act.REFUSAL).label("refusal"),
        last(Act.END).label("ending"),
        _next(choices, "at", END_OF_TIME).label("until"),
        _next(choices, "day", FOREVER).label("until_day"),
    ).subquery("with_the_last")


def _next(choices: Subquery, name: str, never: int) -> ColumnElement[int]:
    return func.lead(choices.c[name], 1, never).over(**_in_order(choices))


def _stated(choices: Subquery) -> Select[Any]:
    """The state after each choice. An import consents only where no opt-out stands."""
    stands = choices.c.opt_out > choices.c.consent
    first = and_(choices.c.act == Act.OPT_OUT.value, choices.c.opt_out_before <= choices.c.consent)
    imported = and_(choices.c.act == Act.CONSENT_BY_IMPORT.value, ~stands)
    consents = or_(choices.c.act == Act.CONSENT.value, imported)

    def latest(of: ColumnElement[bool], column: ColumnElement[int]) -> ColumnElement[int]:
        return func.max(case((of, column))).over(**_in_order(choices), rows=_SO_FAR)

    told = select(
        *choices.c,
        latest(consents, choices.c.place).label("consented"),
        case((stands, latest(first, choices.c.at))).label("opted_out_at"),
        case((stands, latest(first, choices.c.day))).label("opted_out_day"),
    ).subquery("told")
    state = case(
        (told.c.opted_out_at.is_not(None), State.OPTED_OUT.value),
        (told.c.refusal > func.coalesce(told.c.consented, 0), State.REFUSED.value),
        (told.c.consented.is_(None), State.NONE.value),
        (told.c.ending > told.c.consented, State.ENDED.value),
        else_=State.CONSENT.value,
    )
    names = ("customer_key", "pair_key", "act", "at", "day", "notice_version")
    others = ("opted_out_at", "opted_out_day", "until", "until_day")
    return select(
        *(told.c[name] for name in names),
        state.label("state"),
        *(told.c[name] for name in others),
    )
