"""The counts behind the cap simulator: contacts, people and opt-outs by the place of a contact
among those of its 30 days (decisions.md, 67). Each for all channels together, and for one.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, literal, select, union_all

from bigtrust.promises.overlaps import WHOLE
from bigtrust.promises.promises import Promises
from bigtrust.promises.ranks import YEAR
from bigtrust.rollups.people import published_days
from bigtrust.rollups.rollup import People, Rollup
from bigtrust.schema import NO_SEGMENT

# The simulator asks for no segment, so its rows are kept by none.
_NOBODYS = literal(NO_SEGMENT).label("segment_key")


def _ranked_contacts(promises: Promises) -> Select[Any]:
    ranked = promises.ranked_contacts
    whose = (ranked.c.customer_key, _NOBODYS)
    parts = (
        select(ranked.c.sent_day.label("day"), *whose, channel, place, literal(1).label("contacts"))
        for channel, place in _on_all_and_on_one(ranked, "rank", "channel_rank")
    )
    rows = union_all(*parts).subquery("ranks")
    return select(rows).where(rows.c["day"] > promises.snapshot.as_of - YEAR)


def _highest_ranks(promises: Promises) -> Select[Any]:
    """Each person in each published period, on its last day."""
    ranked = _ranked_contacts(promises).subquery("ranked")
    days = promises.snapshot.write("days_of_ranks", published_days(promises.snapshot))
    person = [
        *(days.c["last"].label("day"), days.c["first"].label("since")),
        *(ranked.c.customer_key, ranked.c.segment_key, ranked.c.channel),
    ]
    highest = func.max(ranked.c.rank).label("rank")
    return (
        select(*person, highest, literal(1).label("people"))
        .join_from(ranked, days, days.c["day"] == ranked.c["day"])
        .group_by(*person)
    )


def _opt_outs_by_contacts(promises: Promises) -> Select[Any]:
    events = promises.opt_outs_by_contacts
    whose = (events.c["day"], events.c.customer_key, _NOBODYS)
    parts = (
        select(*whose, channel, level, literal(1).label("opt_outs"))
        for channel, level in _on_all_and_on_one(events, "level", "channel_level")
    )
    return select(union_all(*parts).subquery("opt_outs"))


def _on_all_and_on_one(
    rows: Table, on_all: str, on_one: str
) -> Iterator[tuple[ColumnElement[Any], ColumnElement[Any]]]:
    yield literal(WHOLE).label("channel"), rows.c[on_all].label("rank")
    yield rows.c.channel, rows.c[on_one].label("rank")


CONTACTS_BY_RANK = Rollup(
    "contacts_by_rank",
    counts=("contacts",),
    needs=("contacts",),
    rows=_ranked_contacts,
    people=People.NUMBERS,
    dimensions=("channel",),
    grain=("rank",),
    wholes=("channel",),
)
PEOPLE_BY_HIGHEST_RANK = Rollup(
    "people_by_highest_rank",
    counts=("people",),
    needs=("contacts",),
    rows=_highest_ranks,
    people=People.NUMBERS,
    dimensions=("channel",),
    grain=("since", "rank"),
    wholes=("channel",),
)
OPT_OUTS_BY_CONTACTS = Rollup(
    "opt_outs_by_contacts",
    counts=("opt_outs",),
    needs=("contacts", "consent_events"),
    rows=_opt_outs_by_contacts,
    people=People.NUMBERS,
    dimensions=("channel",),
    grain=("rank",),
    wholes=("channel",),
)
