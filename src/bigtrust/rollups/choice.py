"""The counts behind Choice: judged marketing contacts, permissions, opt-outs."""

from typing import Any

from sqlalchemy import Select, case, func, select

from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import Rollup
from bigtrust.rollups.spells import by_day

_VERDICTS = ("judged", "in_processing", "without_permission", "after_withdrawal")


def _marketing_contacts(promises: Promises) -> Select[Any]:
    judged = promises.judged_contacts.subquery("judged_contacts")
    grain = [judged.c[name] for name in ("day", "segment_key", "channel", "purpose", "sender_unit")]
    verdicts = (func.sum(case((judged.c[name], 1), else_=0)).label(name) for name in _VERDICTS)
    return select(*grain, func.count().label("contacts"), *verdicts).group_by(*grain)


def _permissions(promises: Promises) -> Select[Any]:
    spells, pairs = promises.permissions, promises.pairs
    return by_day(
        spells.join(pairs, pairs.c.pair_key == spells.c.pair_key),
        [spells.c.segment_key, pairs.c.purpose, pairs.c.channel],
        {
            "begun": (spells.c.begins, spells.c.permissions),
            "ended": (spells.c.ends, spells.c.permissions),
        },
        promises.snapshot.as_of,
    )


def _opt_outs(promises: Promises) -> Select[Any]:
    counted, pairs = promises.opt_outs, promises.pairs
    return by_day(
        counted.join(pairs, pairs.c.pair_key == counted.c.pair_key),
        [counted.c.segment_key, pairs.c.purpose, pairs.c.channel, counted.c.previous_day],
        {"opt_outs": (counted.c.day, 1)},
        promises.snapshot.as_of,
    )


MARKETING_CONTACTS = Rollup(
    "marketing_contacts",
    counts=("contacts", *_VERDICTS),
    fill=_marketing_contacts,
    dimensions=("channel", "purpose", "sender_unit"),
)
PERMISSIONS = Rollup(
    "permissions",
    counts=("begun", "ended"),
    fill=_permissions,
    dimensions=("purpose", "channel"),
)
OPT_OUTS = Rollup(
    "opt_outs",
    counts=("opt_outs",),
    fill=_opt_outs,
    dimensions=("purpose", "channel"),
    grain=("previous_day",),  # of the same person's pair: once a period is once
)
