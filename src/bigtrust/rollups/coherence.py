"""The counts behind Coherence: systems that agree, people let down."""

from typing import Any

from sqlalchemy import Select, literal, select, union_all

from bigtrust.promises.overlaps import begun_and_ended
from bigtrust.promises.promises import Promises
from bigtrust.promises.systems import disagreements, in_two_systems
from bigtrust.rollups.rollup import People, Rollup

LET_DOWN_DAYS = 90
LET_DOWN_BY = (
    "contact_without_permission",
    "declined_yet_contacted",
    "sharing_after_objection",
    "washing_machine_offers",
    "selling_to_the_aggrieved",
    "out_of_hours_contacts",
)


def _systems(promises: Promises) -> Select[Any]:
    """A person known to two systems agrees from then on, but for the spells of a disagreement."""
    people, knowers = promises.people, promises.knowers
    two = in_two_systems(knowers).subquery("in_two_systems")
    apart = disagreements(knowers, promises.known_states).subquery("disagreements")
    changes = select(
        apart.c["day"], people.c.segment_key, apart.c.customer_key, apart.c.change
    ).join_from(apart, people, people.c.customer_key == apart.c.customer_key)
    spells = begun_and_ended(changes.subquery("changes_apart"), [()], ()).subquery("apart")
    known = select(
        two.c.since_day.label("day"),
        people.c.segment_key,
        two.c.customer_key,
        literal(1).label("in_two_systems"),
        literal(1).label("agree_begun"),
        literal(0).label("agree_ended"),
    ).join_from(two, people, people.c.customer_key == two.c.customer_key)
    disagree = select(
        spells.c["day"],
        spells.c.segment_key,
        spells.c.customer_key,
        literal(0),
        spells.c.ended,
        spells.c.begun,
    )
    rows = union_all(known, disagree).subquery("systems")
    return select(rows).where(rows.c["day"] <= promises.snapshot.as_of)


def _let_down(promises: Promises) -> Select[Any]:
    """From the day of a breach for 90 days; a further breach within them prolongs it."""
    ledger = promises.ledger
    whose = (
        select(ledger.c["day"], ledger.c.segment_key, ledger.c.customer_key)
        .where(ledger.c.promise.in_(LET_DOWN_BY), ledger.c.customer_key.is_not(None))
        .distinct()
        .subquery("days_of_breaches")
    )
    person = (whose.c.segment_key, whose.c.customer_key)
    changes = union_all(
        select(whose.c["day"], *person, literal(1).label("change")),
        select(whose.c["day"] + LET_DOWN_DAYS, *person, literal(-1)),
    ).subquery("changes")
    rows = begun_and_ended(changes, [()], ()).subquery("let_down")
    return select(rows).where(rows.c["day"] <= promises.snapshot.as_of)


SYSTEMS = Rollup(
    "systems",
    counts=("in_two_systems", "agree_begun", "agree_ended"),
    rows=_systems,
    people=People.NUMBERS,
)
LET_DOWN = Rollup("let_down", counts=("begun", "ended"), rows=_let_down, people=People.NUMBERS)
