"""Who was asked for consent, who answered, and under which notice (decisions.md, 33 to 37)."""

from typing import Any

from sqlalchemy import Select, Table, and_, case, func, or_, select

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import act_of
from bigtrust.promises.consents import FOREVER, State

ANSWERS = ("given", "renewed", "refused", "withdrawn", "objected")


def asked(snapshot: Snapshot, pairs: Table) -> Table:
    """Columns: customer_key, pair_key, asked_day, answered_day (or FOREVER): the first of each,
    one row a person and pair that they were asked of.
    """
    events = snapshot.table("consent_events")
    covers = and_(
        or_(events.c.purpose == pairs.c.purpose, events.c.purpose == ALL),
        or_(events.c.channel == pairs.c.channel, events.c.channel == ALL),
    )
    grain = (events.c.customer_key, pairs.c.pair_key)
    answered = case((events.c.state.in_(ANSWERS), events.c.occurred_day), else_=FOREVER)
    return snapshot.keep(
        "asked",
        select(
            *grain,
            func.min(events.c.occurred_day).label("asked_day"),
            func.min(answered).label("answered_day"),
        )
        .join_from(events, pairs, covers)
        .where(events.c.occurred_day <= snapshot.as_of)
        .group_by(*grain),
    )


def consents_by_notice(spells: Table, notices: Table) -> Select[Any]:
    """Columns: customer_key, pair_key, told_from, old_from, until: a valid consent, from when on
    its notice is known, and from when on superseded. Consents whose notice is not are left out.
    """
    return (
        select(
            spells.c.customer_key,
            spells.c.pair_key,
            func.greatest(spells.c.day, notices.c.begins).label("told_from"),
            func.greatest(spells.c.day, notices.c.ends).label("old_from"),
            spells.c.until_day.label("until"),
        )
        .join_from(spells, notices, notices.c.notice_version == spells.c.notice_version)
        .where(spells.c.state == State.CONSENT.value)
    )


def answers_by_notice(snapshot: Snapshot, notices: Table) -> Select[Any]:
    """Columns: customer_key, told_from, old_from, until: a person's latest answer, as above."""
    events = snapshot.table("consent_events")
    objected = case((events.c.state == "objected", 1), else_=0)  # stricter than a withdrawal
    order = (events.c.occurred_at, act_of(events), objected, events.c.event_id)
    following = func.lead(events.c.occurred_day, 1, FOREVER).over(
        partition_by=events.c.customer_key, order_by=order
    )
    answers = (
        select(
            events.c.customer_key,
            events.c.notice_version,
            events.c.occurred_day.label("day"),
            following.label("until"),
        )
        .where(events.c.state.in_(ANSWERS), events.c.occurred_day <= snapshot.as_of)
        .subquery("answers")
    )
    return select(
        answers.c.customer_key,
        func.greatest(answers.c.day, notices.c.begins).label("told_from"),
        func.greatest(answers.c.day, notices.c.ends).label("old_from"),
        answers.c.until,
    ).join_from(answers, notices, notices.c.notice_version == answers.c.notice_version)
