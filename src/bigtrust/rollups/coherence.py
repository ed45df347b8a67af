"""The counts behind Coherence: systems that agree, people let down, what people answer."""

from typing import Any

from sqlalchemy import Select, and_, case, literal, select, union_all

from bigtrust.promises.overlaps import at_least_one, begun_and_ended
from bigtrust.promises.promises import Promises
from bigtrust.promises.systems import combinations_of_systems, disagreements, in_two_systems
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import spells_by_day
from bigtrust.rollups.whose import of_persons, with_customers

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
    """A person known to two systems agrees from then on, but for the spells of a disagreement: of
    all systems together, and of each two.
    """
    people, circles = promises.people, promises.circles
    two = in_two_systems(circles).subquery("in_two_systems")
    apart = disagreements(circles, promises.known_states).subquery("disagreements")
    changes = select(
        apart.c["day"],
        people.c.segment_key,
        apart.c.customer_key,
        apart.c.combination,
        apart.c.change,
    ).join_from(apart, people, people.c.customer_key == apart.c.customer_key)
    spells = begun_and_ended(changes.subquery("changes_apart"), "combination").subquery("apart")
    known = select(
        two.c.since_day.label("day"),
        people.c.segment_key,
        two.c.customer_key,
        two.c.combination,
        literal(1).label("in_two_systems"),
        literal(1).label("agree_begun"),
        literal(0).label("agree_ended"),
    ).join_from(two, people, people.c.customer_key == two.c.customer_key)
    disagree = select(
        spells.c["day"],
        spells.c.segment_key,
        spells.c.customer_key,
        spells.c.combination,
        literal(0),
        spells.c.ended,
        spells.c.begun,
    )
    rows = union_all(known, disagree).subquery("systems")
    return select(rows).where(rows.c["day"] <= promises.snapshot.as_of)


def _let_down(promises: Promises) -> Select[Any]:
    """From the day of a breach for 90 days; a further breach within them prolongs it."""
    breaches = promises.breaches
    spells = select(
        breaches.c.segment_key,
        breaches.c.customer_key,
        breaches.c["day"].label("begins"),
        (breaches.c["day"] + LET_DOWN_DAYS).label("ends"),
    ).where(breaches.c.promise.in_(LET_DOWN_BY), breaches.c.customer_key.is_not(None))
    let_down = at_least_one(spells).subquery("let_down")
    return spells_by_day(let_down, ("segment_key",), promises.snapshot.as_of)


def _survey_answers(promises: Promises) -> Select[Any]:
    """Answers without a score or statement are left out (decisions.md, 59)."""
    answers = promises.snapshot.table("survey_answers")
    told = and_(answers.c.score.is_not(None), answers.c.statement.is_not(None))
    day = case((told, answers.c.answered_on))
    return of_persons(
        promises,
        "survey_answers",
        with_customers(promises, "survey_answers"),
        [answers.c.statement],
        {
            "given": (answers.c.answered_on, 1),
            "answers": (day, 1),
            "scores": (day, answers.c.score),
            "trusting": (day, case((answers.c.score >= 6, 1), else_=0)),
            "distrusting": (day, case((answers.c.score <= 2, 1), else_=0)),
        },
    )


SYSTEMS = Rollup(
    "systems",
    counts=("in_two_systems", "agree_begun", "agree_ended"),
    needs=("consent_events.source_system",),
    rows=_systems,
    people=People.NUMBERS,
    dimensions=("systems",),
    combinations=lambda promises: combinations_of_systems(promises.two_systems),
    wholes=("systems",),
)
LET_DOWN = Rollup(
    "let_down",
    counts=("begun", "ended"),
    needs=("contacts",),
    rows=_let_down,
    people=People.NUMBERS,
)
SURVEY_ANSWERS = Rollup(
    "survey_answers",
    counts=("given", "answers", "scores", "trusting", "distrusting"),
    needs=("survey_answers",),
    rows=_survey_answers,
    people=People.BY_COMBINATION,
    dimensions=("statement",),
)
