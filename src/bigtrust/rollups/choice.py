"""The counts behind Choice: permissions, opt-outs, what followed on them, purchases."""

from typing import Any

from sqlalchemy import Select, case, func, literal, select

from bigtrust.promises.choices import combinations_of_pairs
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day


def _permissions(promises: Promises) -> Select[Any]:
    spells = promises.permission_stretches
    grain = [spells.c.segment_key, spells.c.pair_key.label("combination")]
    counts = {"begun": (spells.c.begins, 1), "ended": (spells.c.ends, 1)}
    return by_day(spells, grain, counts, promises.snapshot.as_of)


def _opt_outs(promises: Promises) -> Select[Any]:
    counted, pairs = promises.opt_outs, promises.pairs
    return by_day(
        counted.join(pairs, pairs.c.pair_key == counted.c.pair_key),
        [
            counted.c.customer_key,
            counted.c.segment_key,
            pairs.c.purpose,
            pairs.c.channel,
            counted.c.previous_day,
        ],
        {"opt_outs": (counted.c.day, 1)},
        promises.snapshot.as_of,
    )


def _withdrawals(promises: Promises) -> Select[Any]:
    """Each opt-out on the 90th day after it; `hours` where contact went on."""
    told, pairs = promises.withdrawals, promises.pairs
    return (
        select(
            told.c["day"],
            told.c.segment_key,
            told.c.customer_key,
            pairs.c.purpose,
            pairs.c.channel,
            func.coalesce(told.c.hours, 0).label("level"),
            literal(1).label("opt_outs"),
            case((told.c.hours.is_(None), 1), else_=0).label("honoured"),
            case((told.c.hours.is_(None), 0), else_=1).label("contacted"),
        )
        .join_from(told, pairs, pairs.c.pair_key == told.c.pair_key)
        .where(told.c["day"] <= promises.snapshot.as_of)
    )


def _purchases(promises: Promises) -> Select[Any]:
    purchases, people = promises.snapshot.table("purchases"), promises.people
    not_offered = case((purchases.c.registration == "not_offered", 1), else_=0)
    return (
        select(
            purchases.c.purchased_day.label("day"),
            purchases.c.customer_key,
            people.c.segment_key,
            func.coalesce(purchases.c.channel, "").label("channel"),
            purchases.c.product_category,
            literal(1).label("purchases"),
            case((purchases.c.registration.is_not(None), 1), else_=0).label("told"),
            not_offered.label("not_offered"),
        )
        .join_from(purchases, people, people.c.customer_key == purchases.c.customer_key)
        .where(purchases.c.purchased_day <= promises.snapshot.as_of)
    )


PERMISSIONS = Rollup(
    "permissions",
    counts=("begun", "ended"),
    needs=("consent_events",),
    rows=_permissions,
    people=People.NUMBERS,
    dimensions=("purpose", "channel"),
    combinations=lambda promises: combinations_of_pairs(promises.pairs),
)
OPT_OUTS = Rollup(
    "opt_outs",
    counts=("opt_outs",),
    needs=("consent_events",),
    rows=_opt_outs,
    people=People.COUNTED,
    dimensions=("purpose", "channel"),
    grain=("previous_day",),  # of the same person's pair: once a period is once
)
WITHDRAWALS = Rollup(
    "withdrawals",
    counts=("opt_outs", "honoured", "contacted"),
    needs=("contacts", "consent_events"),
    rows=_withdrawals,
    people=People.COUNTED,
    dimensions=("purpose", "channel"),
    grain=("level",),  # hours from the opt-out to the last contact, 0 where there was none
)
PURCHASES = Rollup(
    "purchases",
    counts=("purchases", "told", "not_offered"),
    needs=("purchases.registration",),
    rows=_purchases,
    people=People.BY_COMBINATION,
    dimensions=("channel", "product_category"),
)
