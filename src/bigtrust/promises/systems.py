"""Where the systems of a company know different things of one person (decisions.md, 57)."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import ACTS, act_of
from bigtrust.promises.consents import State, consent_spells
from bigtrust.promises.overlaps import WHOLE

# What one system can know, as far as others may disagree: an ended consent is none.
_KNOWN = {
    State.CONSENT: "consent",
    State.REFUSED: "refused",
    State.OPTED_OUT: "opted_out",
    State.NONE: "neither",
    State.ENDED: "neither",
}
_STATES = tuple(dict.fromkeys(_KNOWN.values()))
_WHOSE = ("customer_key", "combination", "pair_key")
ALL_SYSTEMS = 0  # the combination of all together


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
    several = (
        select(knowers.c.customer_key)
        .group_by(knowers.c.customer_key)
        .having(func.count() > 1)
        .subquery("several")
    )
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
        .join(several, several.c.customer_key == knowers.c.customer_key)
        .where(_recorded(snapshot)),
    )
    states = consent_spells(snapshot, chosen, pairs, "known_states")
    snapshot.let_go(chosen)
    return states


def _recorded(snapshot: Snapshot) -> ColumnElement[bool]:
    events = snapshot.table("consent_events")
    return and_(
        events.c.source_system.is_not(None),
        events.c.state.in_(ACTS),
        events.c.occurred_day <= snapshot.as_of,
    )


def two_systems(snapshot: Snapshot, knowers: Table) -> Table:
    """Columns: combination (from 1), one, other: each two systems that know the same person."""
    one, other = knowers.alias("one"), knowers.alias("other")
    statement = (
        select(one.c.source_system.label("one"), other.c.source_system.label("other"))
        .join_from(one, other, other.c.customer_key == one.c.customer_key)
        .where(one.c.source_system < other.c.source_system)
    )
    return snapshot.number("two_systems", "combination", statement)


def combinations_of_systems(twos: Table) -> Select[Any]:
    """Columns: combination, systems: all of them (the WHOLE), and each two ("crm and shop")."""
    everybody = select(
        literal(ALL_SYSTEMS).label("combination"), literal(WHOLE, String).label("systems")
    )
    each_two = select(twos.c.combination, twos.c.one + " and " + twos.c.other)
    return select(union_all(everybody, each_two).subquery("combinations_of_systems"))


def circles(snapshot: Snapshot, knowers: Table, twos: Table) -> Table:
    """Columns: customer_key, combination, knower_key, since_day: which systems are compared with
    each other: all that know a person, and each two of them.
    """
    one, other = knowers.alias("one"), knowers.alias("other")
    both = and_(twos.c.one == one.c.source_system, twos.c.other == other.c.source_system)
    pairs = (
        select(one.c.customer_key, twos.c.combination, member.c.knower_key, member.c.since_day)
        .join_from(one, other, other.c.customer_key == one.c.customer_key)
        .join(twos, both)
        for member in (one, other)
    )
    everybody = select(
        knowers.c.customer_key,
        literal(ALL_SYSTEMS).label("combination"),
        knowers.c.knower_key,
        knowers.c.since_day,
    )
    return snapshot.keep("circles", everybody, *pairs)


def in_two_systems(circles: Table) -> Select[Any]:
    """Columns: customer_key, combination, since_day: people whom two of the systems know, since
    the second does.
    """
    whose = (circles.c.customer_key, circles.c.combination)
    place = func.row_number().over(
        partition_by=whose, order_by=(circles.c.since_day, circles.c.knower_key)
    )
    placed = select(circles, place.label("place")).subquery("placed")
    kept = (placed.c.customer_key, placed.c.combination, placed.c.since_day)
    return select(*kept).where(placed.c.place == 2)


def disagreements(circles: Table, states: Table) -> Select[Any]:
    """Columns: customer_key, combination, pair_key, day, change (1, -1): from and to when two of
    the systems know different states of a person's pair.
    """
    changes = _changes_of_state(circles, states).subquery("changes_of_state")
    # Of the changes of one day each sees them all: the frame ends with the last of the day's.
    in_order: dict[str, Any] = {
        "partition_by": [changes.c[name] for name in _WHOSE],
        "order_by": changes.c["day"],
    }
    standing = (func.sum(changes.c[state]).over(**in_order).label(state) for state in _STATES)
    kept = [changes.c[name] for name in (*_WHOSE, "day")]
    counted = select(*kept, *standing).subquery("counted")
    different = sum((case((counted.c[state] > 0, 1), else_=0) for state in _STATES), literal(0))
    told = select(
        *(counted.c[name] for name in (*_WHOSE, "day")),
        case((different > 1, 1), else_=0).label("disagree"),
    ).subquery("told")
    before = func.lag(told.c.disagree, 1, 0).over(
        partition_by=[told.c[name] for name in _WHOSE], order_by=told.c["day"]
    )
    moved = select(*told.c, (told.c.disagree - before).label("change")).subquery("moved")
    return select(*(moved.c[name] for name in (*_WHOSE, "day", "change"))).where(
        moved.c.change != 0
    )


def _changes_of_state(circles: Table, states: Table) -> Select[Any]:
    """By how many of the systems more or fewer each state of a person's pair is known, and when."""
    known = case({state.value: name for state, name in _KNOWN.items()}, value=states.c.state)
    parts = (
        select(
            circles.c.customer_key,
            circles.c.combination,
            states.c.pair_key,
            day.label("day"),
            *(case((known == state, change), else_=0).label(state) for state in _STATES),
        )
        .join_from(states, circles, circles.c.knower_key == states.c.customer_key)
        .where(states.c["day"] < states.c.until_day)
        for day, change in ((states.c["day"], 1), (states.c.until_day, -1))
    )
    return select(union_all(*parts).subquery("changes"))
