"""How often people had been contacted on each day that they were customers (decisions.md, 49)."""

from typing import Any

import pyarrow as pa
from sqlalchemy import ColumnElement, Select, Table, and_, case, func, literal, select, union_all

from bigtrust.facts.days import clock, local_day
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.consents import FOREVER
from bigtrust.promises.counted import PRESSURE_DAYS
from bigtrust.promises.standing import opt_outs_as_told

# By the most contacts in the 30 days to a day.
_BANDS = {0: "0", 2: "1-2", 4: "3-4", 8: "5-8", 12: "9-12"}
_MOST = "13+"
EVENTS = ("opt_outs", "complaints", "departures")
PRESSURES = (*_BANDS.values(), _MOST)


def pressures(snapshot: Snapshot) -> Table:
    """Columns: combination, pressure: PRESSURES, numbered."""
    numbers = pa.array(range(len(PRESSURES)), pa.int32())
    return snapshot.write("pressures", pa.table({"combination": numbers, "pressure": PRESSURES}))


def pressure_spells(snapshot: Snapshot, people: Table, contacts: Table) -> Table:
    """Columns: segment_key, customer_key, combination (of `pressures`), begins, ends: active
    customers, by how often they had been contacted, from the day `begins` to before `ends`.
    """
    bands = snapshot.keep("band_changes", _band_changes(contacts))
    spells = snapshot.keep(
        "pressure_spells", _since_contacted(bands, people), _before(bands, people)
    )
    snapshot.let_go(bands)
    return spells


def _band(contacts: ColumnElement[int]) -> ColumnElement[int]:
    """The place among PRESSURES."""
    return case(*((contacts <= most, band) for band, most in enumerate(_BANDS)), else_=len(_BANDS))


def _band_changes(contacts: Table) -> Select[Any]:
    """Columns: customer_key, day, combination, until (the day of the next change). Of several on
    one day, the last is the day's: the others last no day.
    """
    level, leaving, day = contacts.c.level, contacts.c.leaving, contacts.c.sent_day
    parts = (
        select(
            contacts.c.customer_key,
            changes.label("day"),
            literal(comes).label("comes"),
            contacts.c.place,
            after.label("combination"),
        ).where(before != after)
        for comes, changes, before, after in (
            (0, day + PRESSURE_DAYS, _band(leaving), _band(leaving - 1)),
            (1, day, _band(level - 1), _band(level)),
        )
    )
    kept = union_all(*parts).subquery("kept")
    until = func.lead(kept.c.day, 1, FOREVER).over(
        partition_by=kept.c.customer_key, order_by=(kept.c.day, kept.c.comes, kept.c.place)
    )
    return select(kept.c.customer_key, kept.c.day, kept.c.combination, until.label("until"))


def _since_contacted(bands: Table, people: Table) -> Select[Any]:
    return _while_active(people, bands.c.combination, bands.c.day, bands.c.until).join(
        bands, bands.c.customer_key == people.c.customer_key
    )


def _before(bands: Table, people: Table) -> Select[Any]:
    """From joining until the first contact."""
    first = (
        select(bands.c.customer_key, func.min(bands.c.day).label("day"))
        .group_by(bands.c.customer_key)
        .subquery("first_band")
    )
    until = func.coalesce(first.c.day, FOREVER)
    return _while_active(people, literal(0), people.c.joined_on, until).outerjoin(
        first, first.c.customer_key == people.c.customer_key
    )


def _while_active(
    people: Table,
    band: ColumnElement[int],
    begins: ColumnElement[int],
    until: ColumnElement[int],
) -> Select[Any]:
    start = func.greatest(people.c.joined_on, begins)
    end = func.least(until, func.coalesce(people.c.left_on, FOREVER))
    return (
        select(
            people.c.segment_key,
            people.c.customer_key,
            band.label("combination"),
            start.label("begins"),
            end.label("ends"),
        )
        .select_from(people)
        .where(people.c.joined_on.is_not(None), start < end)
    )


def pressed_events(
    snapshot: Snapshot, people: Table, spells: Table, opt_outs: Table
) -> Select[Any]:
    """Opt-outs, complaints and departures: columns day, customer_key, segment_key, combination and
    EVENTS (1 in the event's own, 0 in the others); of active customers, one row an event.
    """
    told = opt_outs_as_told(opt_outs).subquery("told")
    statements = {
        "opt_outs": select(told.c.customer_key, told.c["day"]),
        "complaints": _complaints(snapshot, people),
        "departures": _departures(snapshot, people),
    }
    events = union_all(
        *(
            statement.add_columns(*(literal(int(name == own)).label(name) for name in EVENTS))
            for own, statement in statements.items()
        )
    ).subquery("events")
    at_risk = and_(
        spells.c.customer_key == events.c.customer_key,
        events.c["day"] >= spells.c.begins,
        events.c["day"] < spells.c.ends,
    )
    return (
        select(
            events.c["day"],
            events.c.customer_key,
            spells.c.segment_key,
            spells.c.combination,
            *(events.c[name] for name in EVENTS),
        )
        .join_from(events, spells, at_risk)
        .where(events.c["day"] <= snapshot.as_of)
    )


def _complaints(snapshot: Snapshot, people: Table) -> Select[Any]:
    complaints, offsets = snapshot.table("complaints"), snapshot.star.zone_offsets
    return (
        select(
            complaints.c.customer_key,
            local_day(offsets, complaints.c.received_at).label("day"),
        )
        .join_from(complaints, people, people.c.customer_key == complaints.c.customer_key)
        .join(offsets, clock(offsets, people.c.time_zone, complaints.c.received_at))
        .where(complaints.c.received_day <= snapshot.as_of)
    )


def _departures(snapshot: Snapshot, people: Table) -> Select[Any]:
    """On the last day as a customer."""
    return select(people.c.customer_key, (people.c.left_on - 1).label("day")).where(
        people.c.left_on <= snapshot.as_of
    )
