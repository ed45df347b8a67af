"""The counts behind consent: who was asked, consents, under which notice, and can be reached."""

from typing import Any

from sqlalchemy import FromClause, Select, and_, case, func, select, tuple_

from bigtrust.promises.asking import answers_by_notice, consents_by_notice
from bigtrust.promises.consents import State
from bigtrust.promises.overlaps import at_least_one, or_whole
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day

_PAIR = ("purpose", "channel")
# Of a purpose, of a channel, of both, of none: people do not add up over them.
_CELLS = (_PAIR, ("purpose",), ("channel",), ())


def _asked(promises: Promises) -> Select[Any]:
    """People, each once a cell: asked from their first question there, answered from their first
    answer.
    """
    asked, people = promises.asked, promises.people
    sets = (tuple_(asked.c.customer_key, *(asked.c[name] for name in cell)) for cell in _CELLS)
    first = (
        select(
            asked.c.customer_key,
            *(or_whole(asked.c[name]) for name in _PAIR),
            func.min(asked.c.asked_day).label("asked_day"),
            func.min(asked.c.answered_day).label("answered_day"),
        )
        .group_by(func.grouping_sets(*sets))
        .subquery("first")
    )
    return by_day(
        first.join(people, people.c.customer_key == first.c.customer_key),
        [people.c.segment_key, first.c.customer_key, first.c.purpose, first.c.channel],
        {"asked": (first.c.asked_day, 1), "answered": (first.c.answered_day, 1)},
        promises.snapshot.as_of,
    )


def _consenting(promises: Promises) -> Select[Any]:
    spells, pairs, people = promises.consent_spells, promises.pairs, promises.people
    consents = (
        select(
            people.c.segment_key,
            spells.c.customer_key,
            pairs.c.purpose,
            pairs.c.channel,
            spells.c["day"].label("begins"),
            spells.c.until_day.label("ends"),
        )
        .join_from(spells, pairs, pairs.c.pair_key == spells.c.pair_key)
        .join(people, people.c.customer_key == spells.c.customer_key)
        .where(spells.c.state == State.CONSENT.value, spells.c["day"] < spells.c.until_day)
    )
    return at_least_one(consents.subquery("consents"), promises.snapshot.as_of, _CELLS, _PAIR)


def _reachable(promises: Promises) -> Select[Any]:
    stretches, pairs = promises.permission_stretches, promises.pairs
    by_channel = select(
        stretches.c.segment_key,
        stretches.c.customer_key,
        pairs.c.channel,
        stretches.c.begins,
        stretches.c.ends,
    ).join_from(stretches, pairs, pairs.c.pair_key == stretches.c.pair_key)
    spells, cells = by_channel.subquery("by_channel"), (("channel",), ())
    return at_least_one(spells, promises.snapshot.as_of, cells, ("channel",))


def _consents_by_notice(promises: Promises) -> Select[Any]:
    consents = consents_by_notice(promises.consent_spells, promises.notices_in_force)
    told, pairs, people = consents.subquery("consents"), promises.pairs, promises.people
    source = told.join(pairs, pairs.c.pair_key == told.c.pair_key).join(
        people, people.c.customer_key == told.c.customer_key
    )
    grain = [people.c.segment_key, told.c.customer_key, pairs.c.purpose, pairs.c.channel]
    return by_day(source, grain, _by_notice(told), promises.snapshot.as_of)


def _answers_by_notice(promises: Promises) -> Select[Any]:
    answers = answers_by_notice(promises.snapshot, promises.notices_in_force)
    told, people = answers.subquery("answers"), promises.people
    source = told.join(people, people.c.customer_key == told.c.customer_key)
    grain = [people.c.segment_key, told.c.customer_key]
    return by_day(source, grain, _by_notice(told), promises.snapshot.as_of)


def _by_notice(told: FromClause) -> dict[str, tuple[Any, Any]]:
    """Known from `told_from`, current to `old_from`, old from then on; all until the end."""
    until = told.c.until
    spells = {
        "told": (told.c.told_from, until),
        "current": (told.c.told_from, func.least(told.c.old_from, until)),
        "old": (told.c.old_from, until),
    }
    counts: dict[str, tuple[Any, Any]] = {}
    for name, (begins, ends) in spells.items():
        stands = case((begins < ends, 1), else_=0)
        counts |= {f"{name}_begun": (begins, stands), f"{name}_ended": (ends, stands)}
    return counts


def _consents(promises: Promises) -> Select[Any]:
    """Valid consents of every notice, and of none: what could be judged."""
    spells, pairs, people = promises.consent_spells, promises.pairs, promises.people
    stands = and_(spells.c.state == State.CONSENT.value, spells.c["day"] < spells.c.until_day)
    source = spells.join(pairs, pairs.c.pair_key == spells.c.pair_key).join(
        people, people.c.customer_key == spells.c.customer_key
    )
    count = case((stands, 1), else_=0)
    return by_day(
        source,
        [people.c.segment_key, spells.c.customer_key, pairs.c.purpose, pairs.c.channel],
        {"begun": (spells.c["day"], count), "ended": (spells.c.until_day, count)},
        promises.snapshot.as_of,
    )


_NOTICE_COUNTS = tuple(
    f"{spell}_{end}" for spell in ("told", "current", "old") for end in ("begun", "ended")
)

ASKED = Rollup(
    "asked",
    counts=("asked", "answered"),
    rows=_asked,
    people=People.NUMBERS,
    dimensions=_PAIR,
    wholes=_PAIR,
)
CONSENTING = Rollup(
    "consenting",
    counts=("begun", "ended"),
    rows=_consenting,
    people=People.NUMBERS,
    dimensions=_PAIR,
    wholes=_PAIR,
)
REACHABLE = Rollup(
    "reachable",
    counts=("begun", "ended"),
    rows=_reachable,
    people=People.NUMBERS,
    dimensions=("channel",),
    wholes=("channel",),
)
CONSENTS = Rollup(
    "consents",
    counts=("begun", "ended"),
    rows=_consents,
    people=People.NUMBERS,
    dimensions=_PAIR,
)
CONSENTS_BY_NOTICE = Rollup(
    "consents_by_notice",
    counts=_NOTICE_COUNTS,
    rows=_consents_by_notice,
    people=People.NUMBERS,
    dimensions=_PAIR,
)
ANSWERS_BY_NOTICE = Rollup(
    "answers_by_notice", counts=_NOTICE_COUNTS, rows=_answers_by_notice, people=People.NUMBERS
)
