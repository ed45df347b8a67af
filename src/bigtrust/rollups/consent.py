"""The counts behind consent: who was asked, consents, under which notice, and can be reached."""

from typing import Any

from sqlalchemy import FromClause, Select, and_, case, func, select

from bigtrust.promises.asking import answers_by_notice, consents_by_notice
from bigtrust.promises.choices import combinations_of_pairs
from bigtrust.promises.consents import State
from bigtrust.promises.overlaps import WHOLE, at_least_one
from bigtrust.promises.promises import Promises
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.rollups.spells import by_day, spells_by_day

_PAIR = ("purpose", "channel")


def _asked(promises: Promises) -> Select[Any]:
    """People, each once a cell: asked from their first question there, answered from their first
    answer.
    """
    asked, people, cells = promises.asked, promises.people, promises.pairs_in_cells
    person = (asked.c.customer_key, cells.c.combination)
    first = (
        select(
            *person,
            func.min(asked.c.asked_day).label("asked_day"),
            func.min(asked.c.answered_day).label("answered_day"),
        )
        .join_from(asked, cells, cells.c.pair_key == asked.c.pair_key)
        .group_by(*person)
        .subquery("first")
    )
    return by_day(
        first.join(people, people.c.customer_key == first.c.customer_key),
        [people.c.segment_key, first.c.customer_key, first.c.combination],
        {"asked": (first.c.asked_day, 1), "answered": (first.c.answered_day, 1)},
        promises.snapshot.as_of,
    )


def _consenting(promises: Promises) -> Select[Any]:
    spells, people, cells = promises.consent_spells, promises.people, promises.pairs_in_cells
    consents = (
        select(
            people.c.segment_key,
            spells.c.customer_key,
            cells.c.combination,
            spells.c["day"].label("begins"),
            spells.c.until_day.label("ends"),
        )
        .join_from(spells, cells, cells.c.pair_key == spells.c.pair_key)
        .join(people, people.c.customer_key == spells.c.customer_key)
        .where(spells.c.state == State.CONSENT.value, spells.c["day"] < spells.c.until_day)
    )
    return _of_people(consents, promises)


def _reachable(promises: Promises) -> Select[Any]:
    """By channel: whatever the purpose."""
    stretches, members = promises.permission_stretches, promises.pairs_in_cells
    whole = _cells_of_channels(promises).with_only_columns(promises.cells_of_pairs.c.combination)
    by_channel = (
        select(
            stretches.c.segment_key,
            stretches.c.customer_key,
            members.c.combination,
            stretches.c.begins,
            stretches.c.ends,
        )
        .join_from(stretches, members, members.c.pair_key == stretches.c.pair_key)
        .where(members.c.combination.in_(whole))
    )
    return _of_people(by_channel, promises)


def _of_people(told: Select[Any], promises: Promises) -> Select[Any]:
    """Each person once a combination, however many of their spells stand."""
    spells = at_least_one(told, "combination").subquery("of_people")
    return spells_by_day(spells, ("segment_key", "combination"), promises.snapshot.as_of)


def _consents_by_notice(promises: Promises) -> Select[Any]:
    consents = consents_by_notice(promises.consent_spells, promises.notices_in_force)
    told, people = consents.subquery("consents"), promises.people
    source = told.join(people, people.c.customer_key == told.c.customer_key)
    grain = [people.c.segment_key, told.c.customer_key, told.c.pair_key.label("combination")]
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
    spells, people = promises.consent_spells, promises.people
    stands = and_(spells.c.state == State.CONSENT.value, spells.c["day"] < spells.c.until_day)
    count = case((stands, 1), else_=0)
    return by_day(
        spells.join(people, people.c.customer_key == spells.c.customer_key),
        [people.c.segment_key, spells.c.customer_key, spells.c.pair_key.label("combination")],
        {"begun": (spells.c["day"], count), "ended": (spells.c.until_day, count)},
        promises.snapshot.as_of,
    )


def _cells(promises: Promises) -> Select[Any]:
    return select(promises.cells_of_pairs)


def _cells_of_channels(promises: Promises) -> Select[Any]:
    cells = promises.cells_of_pairs
    return select(cells.c.combination, cells.c.channel).where(cells.c.purpose == WHOLE)


def _pairs(promises: Promises) -> Select[Any]:
    return combinations_of_pairs(promises.pairs)


_NOTICE_COUNTS = tuple(
    f"{spell}_{end}" for spell in ("told", "current", "old") for end in ("begun", "ended")
)

ASKED = Rollup(
    "asked",
    counts=("asked", "answered"),
    needs=("consent_events",),
    rows=_asked,
    people=People.NUMBERS,
    dimensions=_PAIR,
    combinations=_cells,
    wholes=_PAIR,
)
CONSENTING = Rollup(
    "consenting",
    counts=("begun", "ended"),
    needs=("consent_events",),
    rows=_consenting,
    people=People.NUMBERS,
    dimensions=_PAIR,
    combinations=_cells,
    wholes=_PAIR,
)
REACHABLE = Rollup(
    "reachable",
    counts=("begun", "ended"),
    needs=("consent_events",),
    rows=_reachable,
    people=People.NUMBERS,
    dimensions=("channel",),
    combinations=_cells_of_channels,
    wholes=("channel",),
)
CONSENTS = Rollup(
    "consents",
    counts=("begun", "ended"),
    needs=("consent_events",),
    rows=_consents,
    people=People.NUMBERS,
    dimensions=_PAIR,
    combinations=_pairs,
)
CONSENTS_BY_NOTICE = Rollup(
    "consents_by_notice",
    counts=_NOTICE_COUNTS,
    needs=("consent_events.notice_version", "notices"),
    rows=_consents_by_notice,
    people=People.NUMBERS,
    dimensions=_PAIR,
    combinations=_pairs,
)
ANSWERS_BY_NOTICE = Rollup(
    "answers_by_notice",
    counts=_NOTICE_COUNTS,
    needs=("consent_events.notice_version", "notices"),
    rows=_answers_by_notice,
    people=People.NUMBERS,
)
