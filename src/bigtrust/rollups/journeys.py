"""The journeys of people let down: which promises were broken to a person, in which order, and what
the person did thereafter (decisions.md, 69).
"""

from typing import Any, Final

from sqlalchemy import BigInteger, Select, String, Subquery, and_, case, func, select

from bigtrust.promises.promises import Promises
from bigtrust.rollups.coherence import LET_DOWN_BY, LET_DOWN_DAYS

# The first three promises broken, "" from where there was no further one; then people.
JOURNEYS: Final = (
    ("first", String),
    ("second", String),
    ("third", String),
    ("people", BigInteger),
    ("opted_out", BigInteger),
    ("complained", BigInteger),
    ("departed", BigInteger),
)
_STEPS: Final = tuple(name for name, _ in JOURNEYS[:3])


def journeys(promises: Promises) -> Select[Any]:
    """One row a journey, in the columns' order. Everybody who was let down is in one of them."""
    path, as_of = _paths(promises).subquery("path"), promises.snapshot.as_of
    opt_outs, complaints = promises.opt_outs, promises.snapshot.table("complaints")
    opted = _latest(opt_outs.c.customer_key, opt_outs.c["at"], opt_outs.c["day"], as_of)
    told = complaints.c
    complained = _latest(told.customer_key, told.received_at, told.received_day, as_of)
    customers = promises.snapshot.star.customers
    left = and_(customers.c.left_on > path.c.since_day, customers.c.left_on <= as_of)
    steps = [path.c[name] for name in _STEPS]
    return (
        select(
            *steps,
            func.count(),
            _people(opted.c["at"] > path.c.since_at),
            _people(complained.c["at"] > path.c.since_at),
            _people(left),
        )
        .join_from(path, customers, customers.c.customer_key == path.c.customer_key)
        .outerjoin(opted, opted.c.customer_key == path.c.customer_key)
        .outerjoin(complained, complained.c.customer_key == path.c.customer_key)
        .group_by(*steps)
    )


def _paths(promises: Promises) -> Select[Any]:
    """Columns: customer_key, since_at and since_day of the first breach, the steps."""
    breaches, as_of = promises.breaches, promises.snapshot.as_of
    whose = (breaches.c.customer_key, breaches.c.promise)
    firsts = (
        select(
            *whose, func.min(breaches.c["at"]).label("at"), func.min(breaches.c["day"]).label("day")
        )
        .where(
            breaches.c.promise.in_(LET_DOWN_BY),
            breaches.c.customer_key.is_not(None),
            breaches.c["day"] > as_of - LET_DOWN_DAYS,
            breaches.c["day"] <= as_of,
        )
        .group_by(*whose)
        .subquery("firsts")
    )
    place = func.row_number().over(
        partition_by=firsts.c.customer_key, order_by=(firsts.c["at"], firsts.c.promise)
    )
    placed = select(firsts, place.label("place")).subquery("placed")
    steps = (
        func.coalesce(func.max(case((placed.c.place == number, placed.c.promise))), "").label(name)
        for number, name in enumerate(_STEPS, 1)
    )
    since = (func.min(placed.c[name]).label(f"since_{name}") for name in ("at", "day"))
    return select(placed.c.customer_key, *since, *steps).group_by(placed.c.customer_key)


def _latest(customer_key: Any, at: Any, day: Any, as_of: int) -> Subquery:
    """The last time that each customer did it."""
    done = select(customer_key, func.max(at).label("at")).where(day <= as_of)
    return done.group_by(customer_key).subquery()


def _people(did: Any) -> Any:
    return func.count(case((did, 1)))
