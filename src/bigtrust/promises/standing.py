"""Where permission stands: spells of (person, pair) that may be contacted, and what ends them.

A day counts when permission stands at its close (decisions.md, 15).
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    case,
    func,
    or_,
    select,
)

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import Act
from bigtrust.promises.consents import FOREVER, State
from bigtrust.promises.permission import permitted
from bigtrust.rules.permission import Basis


def permission_stretches(
    snapshot: Snapshot, spells: Table, people: Table, pairs: Table, bases: Table
) -> Table:
    """Columns: customer_key, segment_key, pair_key, begins, ends; ends is FOREVER for those that
    last. Those of one pair do not overlap.
    """
    after = _after_choices(spells, people, pairs, bases).subquery("after_choices")
    before = _before_choices(spells, people, pairs, bases).subquery("before_choices")
    stretches = (select(each).where(each.c.begins < each.c.ends) for each in (after, before))
    return snapshot.keep("permission_stretches", *stretches)


def _start_by_default(people: Table, bases: Table) -> ColumnElement[int]:
    """The first day on which nothing needs to be said for contact to be permitted."""
    return case(
        (bases.c.basis == Basis.OPT_OUT.value, people.c.joined_on),
        (bases.c.basis == Basis.SOFT_OPT_IN.value, people.c.first_purchase_day),
        else_=FOREVER,
    )


def _until_leaving(people: Table, end: ColumnElement[int]) -> ColumnElement[int]:
    return func.least(end, func.coalesce(people.c.left_on, FOREVER))


def _after_choices(spells: Table, people: Table, pairs: Table, bases: Table) -> Select[Any]:
    end = spells.c.until_day
    consented = spells.c.state == State.CONSENT.value
    start = func.coalesce(_start_by_default(people, bases), FOREVER)
    return (
        select(
            people.c.customer_key,
            people.c.segment_key,
            spells.c.pair_key,
            case((consented, spells.c.day), else_=func.greatest(spells.c.day, start)).label(
                "begins"
            ),
            case((consented, end), else_=_until_leaving(people, end)).label("ends"),
        )
        .join_from(spells, people, people.c.customer_key == spells.c.customer_key)
        .join(pairs, pairs.c.pair_key == spells.c.pair_key)
        .join(bases, _law(people, pairs, bases))
        .where(
            spells.c.state.in_([State.CONSENT.value, State.NONE.value, State.ENDED.value]),
        )
    )


def _before_choices(spells: Table, people: Table, pairs: Table, bases: Table) -> Select[Any]:
    """From the start by default to the first choice; for most people there is none."""
    first = (
        select(spells.c.customer_key, spells.c.pair_key, func.min(spells.c.day).label("day"))
        .group_by(spells.c.customer_key, spells.c.pair_key)
        .subquery("first_choice")
    )
    same = and_(first.c.customer_key == people.c.customer_key, first.c.pair_key == pairs.c.pair_key)
    by_default = bases.c.basis.in_([Basis.OPT_OUT.value, Basis.SOFT_OPT_IN.value])
    return (
        select(
            people.c.customer_key,
            people.c.segment_key,
            pairs.c.pair_key,
            func.coalesce(_start_by_default(people, bases), FOREVER).label("begins"),
            _until_leaving(people, func.coalesce(first.c.day, FOREVER)).label("ends"),
        )
        .join_from(people, bases, bases.c.jurisdiction == people.c.jurisdiction)
        .join(pairs, pairs.c.channel == bases.c.channel)
        .outerjoin(first, same)
        .where(by_default)
    )


def _law(people: Table, pairs: Table, bases: Table) -> ColumnElement[bool]:
    """Without a basis it cannot be told whether permission stands, so it is not counted."""
    return and_(
        bases.c.jurisdiction == people.c.jurisdiction,
        bases.c.channel == pairs.c.channel,
        bases.c.basis.is_not(None),
    )


def opt_outs(snapshot: Snapshot, spells: Table, people: Table, pairs: Table, bases: Table) -> Table:
    """Columns: customer_key, segment_key, pair_key, at, day, previous_day (of the same person's
    pair, or NULL).

    The withdrawals and objections before which permission stood.
    """
    joined = or_(bases.c.basis != Basis.OPT_OUT.value, people.c.joined_on <= spells.c.day)
    # Of several choices at one moment, none is before another.
    last = spells.alias("last")
    before_it = and_(
        *(last.c[name] == spells.c[name] for name in ("customer_key", "pair_key")),
        last.c.until == spells.c.at,
        last.c.at < spells.c.at,
    )
    stood = permitted(
        func.coalesce(last.c.state, State.NONE.value),
        bases.c.basis,
        still_here=and_(joined, or_(people.c.left_on.is_(None), spells.c.day < people.c.left_on)),
        bought_before=people.c.first_purchase_at < spells.c.at,
    )
    before = func.lag(spells.c.day).over(
        partition_by=(spells.c.customer_key, spells.c.pair_key),
        order_by=(spells.c.at, spells.c.day),
    )
    statement = (
        select(
            people.c.customer_key,
            people.c.segment_key,
            spells.c.pair_key,
            spells.c.at,
            spells.c.day,
            before.label("previous_day"),
        )
        .join_from(spells, people, people.c.customer_key == spells.c.customer_key)
        .join(pairs, pairs.c.pair_key == spells.c.pair_key)
        .join(bases, _law(people, pairs, bases))
        .outerjoin(last, before_it)
        .where(spells.c.act == Act.OPT_OUT.value, stood)
    )
    return snapshot.keep("counted_opt_outs", statement)


def opt_outs_as_told(opt_outs: Table) -> Select[Any]:
    """One row an opt-out: two of one pair at one moment are one."""
    names = ("customer_key", "segment_key", "pair_key", "at", "day")
    return select(*(opt_outs.c[name] for name in names)).distinct()
