"""Where the systems of a company know different things of one person (decisions.md, 57)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, literal, select, union_all

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import ACTS, act_of
from bigtrust.promises.consents import State, consent_spells

# What one system can know, as far as others may disagree: an ended consent is none.
_KNOWN = {
    State.CONSENT: "consent",
    State.REFUSED: "refused",
    State.OPTED_OUT: "opted_out",
    State.NONE: "neither",
    State.ENDED: "neither",
}
_STATES = tuple(dict.fromkeys(_KNOWN.values()))


def knowers(snapshot: Snapshot) -> Table:
    """Columns: knower_key, customer_key, source_system, since_day: each system that ever recorded a
    choice of a person, and since when.
    """
    events = snapshot.table("consent_events")
    grain = (events.c.customer_key, events.c.source_system)
    number = func.row_number().over(order_by=grain)
    return snapshot.keep(
        "knowers",
        select(
            number.label("knower_key"), *grain, func.min(events.c.occurred_day).label("since_day")
        )
        .where(_recorded(snapshot))
        .group_by(*grain),
    )


def known_states(snapshot: Snapshot, knowers: Table, pairs: Table) -> Table:
    """The consent spells of people in two systems or more, as each system alone knows them; their
    customer_key is the knower_key.
    """
    events = snapshot.table("consent_events")
    two = in_two_systems(knowers).subquery("in_two_systems")
    same = and_(
        knowers.c.customer_key == events.c.customer_key,
        knowers.c.source_system == events.c.source_system,
    )
    chosen = snapshot.keep(
        "recorded_choices",
        select(
            knowers.c.knower_key.label("customer_key"),
            events.c.occurred_at.label("at"),
            events.c.occurred_day.label("day"),
            events.c.purpose,
            events.c.channel,
            act_of(events).label("act"),
            events.c.event_id,
            events.c.notice_version,
        )
        .join_from(events, knowers, same)
        .join(two, two.c.customer_key == knowers.c.customer_key)
        .where(_recorded(snapshot)),
    )
    return consent_spells(snapshot, chosen, pairs, "known_states")


def _recorded(snapshot: Snapshot) -> ColumnElement[bool]:
    events = snapshot.table("consent_events")
    return and_(
        events.c.source_system.is_not(None),
        events.c.state.in_(ACTS),
        events.c.occurred_day <= snapshot.as_of,
    )


def in_two_systems(knowers: Table) -> Select[Any]:
    """Columns: customer_key, since_day: people whom two systems know, since the second does."""
    place = func.row_number().over(
        partition_by=knowers.c.customer_key, order_by=(knowers.c.since_day, knowers.c.knower_key)
    )
    placed = select(knowers, place.label("place")).subquery("placed")
    return select(placed.c.customer_key, placed.c.since_day).where(placed.c.place == 2)


def disagreements(knowers: Table, states: Table) -> Select[Any]:
    """Columns: customer_key, pair_key, day, change (1, -1): from and to when two systems know
    different states of a person's pair.
    """
    by_day = _by_day(knowers, states).subquery("by_day")
    in_order: dict[str, Any] = {
        "partition_by": (by_day.c.customer_key, by_day.c.pair_key),
        "order_by": by_day.c["day"],
    }
    standing = [func.sum(by_day.c[state]).over(**in_order, rows=(None, 0)) for state in _STATES]
    counted = select(
        by_day.c.customer_key,
        by_day.c.pair_key,
        by_day.c["day"],
        *(number.label(state) for number, state in zip(standing, _STATES, strict=True)),
    ).subquery("counted")
    different = sum((case((counted.c[state] > 0, 1), else_=0) for state in _STATES), literal(0))
    pair = (counted.c.customer_key, counted.c.pair_key)
    told = select(
        *pair, counted.c["day"], case((different > 1, 1), else_=0).label("disagree")
    ).subquery("told")
    before = func.lag(told.c.disagree, 1, 0).over(
        partition_by=(told.c.customer_key, told.c.pair_key), order_by=told.c["day"]
    )
    moved = select(*told.c, (told.c.disagree - before).label("change")).subquery("moved")
    kept = [moved.c[name] for name in ("customer_key", "pair_key", "day", "change")]
    return select(*kept).where(moved.c.change != 0)


def _by_day(knowers: Table, states: Table) -> Select[Any]:
    """By how many systems more or fewer each state of a person's pair is known, by day."""
    known = case({state.value: name for state, name in _KNOWN.items()}, value=states.c.state)
    parts = [
        select(
            knowers.c.customer_key,
            states.c.pair_key,
            day.label("day"),
            *(case((known == state, change), else_=0).label(state) for state in _STATES),
        )
        .join_from(states, knowers, knowers.c.knower_key == states.c.customer_key)
        .where(states.c["day"] < states.c.until_day)
        for day, change in ((states.c["day"], 1), (states.c.until_day, -1))
    ]
    rows = union_all(*parts).subquery("changes_of_state")
    grain = (rows.c.customer_key, rows.c.pair_key, rows.c["day"])
    return select(*grain, *(func.sum(rows.c[state]).label(state) for state in _STATES)).group_by(
        *grain
    )
