"""Filling a build from a snapshot of the facts: rollups, people behind them, ledger, manifest."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    case,
    func,
    insert,
    select,
    union,
)

from bigtrust.builds.shelf import Shelf, shelf_of
from bigtrust.engines import BUILD, copy_across
from bigtrust.facts.holdings import Holding, holdings
from bigtrust.facts.ledger import Reason, reasons
from bigtrust.facts.snapshot import Snapshot, date_of
from bigtrust.promises.promises import Promises
from bigtrust.promises.registers import registers
from bigtrust.rollups import BROKEN_PROMISES, ROLLUPS, Rollup
from bigtrust.rollups.combinations import Combinations, rows_of
from bigtrust.rollups.journeys import journeys
from bigtrust.rollups.people import people_standing, published, repetitions
from bigtrust.rollups.rollup import People

Progress = Callable[[str, float], None]  # what is being done, and which share of all is done

REST = "rest"  # the level's value for what belongs to none of its groups


def fill(
    build: Connection, snapshot: Snapshot, manifest: dict[str, Any], progress: Progress
) -> None:
    """Write all tables of a new build, and what was written into the manifest."""
    shelf = shelf_of(snapshot.settings.segments, snapshot.settings.levels, BUILD)
    promises = Promises(snapshot)
    days = published(snapshot)
    manifest["layout"] = shelf.layout
    shelf.metadata.create_all(build, checkfirst=False)
    facts = snapshot.connection
    copy_across(facts, _segments(snapshot, shelf.segments), build, shelf.segments)
    for number, rollup in enumerate(ROLLUPS):
        progress(rollup.name.replace("_", " "), number / len(ROLLUPS))
        manifest["rollups"][rollup.name] = _fill(rollup, promises, days, build, shelf)
    copy_across(facts, promises.outstanding, build, shelf.outstanding)
    copy_across(facts, _persons(promises), build, shelf.persons)
    if manifest["rollups"].get(BROKEN_PROMISES.name):  # nobody is let down by nothing
        copy_across(facts, journeys(promises), build, shelf.journeys)
    for name, rows in registers(promises).items():
        copy_across(facts, rows, build, shelf.registers[name])
    manifest["repurchase"] = _repurchase(promises)
    document = orjson.dumps(manifest).decode()
    build.execute(insert(shelf.manifest).values(document=document))


def _fill(rollup: Rollup, promises: Promises, days: Table, build: Connection, shelf: Shelf) -> int:
    """Write a rollup, and who is behind its cells where its own numbers do not tell; how many rows
    it has.
    """
    snapshot, facts = promises.snapshot, promises.snapshot.connection
    if rollup.rows is None:
        return copy_across(facts, promises.ledger, build, shelf.ledger)
    if not snapshot.has(*rollup.needs):
        return 0
    rows, cells = rows_of(rollup, promises, rollup.rows(promises))
    table = shelf.tables[rollup.name]
    written = copy_across(facts, rollup.daily(rows, table), build, table)
    if cells is not None:
        copy_across(facts, cells, build, shelf.cells[rollup.name])
    if written:  # nobody is behind nothing
        _fill_people(rollup, snapshot, rows, cells, days, build, shelf)
    snapshot.let_go(rows)
    return written


def _fill_people(
    rollup: Rollup,
    snapshot: Snapshot,
    rows: FromClause,
    cells: Select[Any] | None,
    days: Table,
    build: Connection,
    shelf: Shelf,
) -> None:
    """Write who is behind the cells of a rollup, where its own numbers do not tell."""
    facts = snapshot.connection
    if cells is not None and rollup.people is People.BY_COMBINATION:
        combinations = Combinations(rollup, snapshot, rows, cells, days)
        copy_across(facts, combinations.members, build, shelf.members[rollup.name])
        copy_across(facts, combinations.met, build, shelf.met[rollup.name])
        combinations.let_go()
    if rollup.people is People.COUNTED:
        segments = snapshot.settings.segments
        again = repetitions(rollup, rows, days, segments)
        copy_across(facts, again, build, shelf.repetitions[rollup.name])
        for statement in people_standing(rollup, rows, segments):
            copy_across(facts, statement, build, shelf.standing[rollup.name])


def _segments(snapshot: Snapshot, shelf: Table) -> Select[Any]:
    """The segments that customers fall in, their levels, and how many customers each has."""
    segments, customers = snapshot.star.customer_segments, snapshot.star.customers
    people = func.count(customers.c.customer_key).label("customers")
    columns = [column for column in segments.c if column.name in shelf.c]
    levels = [
        _level(segments.c[column], groups).label(name)
        for column in snapshot.star.segment_columns["customers"]
        for name, groups in snapshot.settings.levels.get(column, {}).items()
    ]
    return (
        select(*columns, *levels, people)
        .outerjoin_from(segments, customers, customers.c.segment_key == segments.c.segment_key)
        .group_by(*columns)
    )


def _level(column: ColumnElement[str], groups: Any) -> ColumnElement[str]:
    group_of = {value: group for group, values in groups.items() for value in values}
    return case(group_of, value=column, else_=REST)


def _persons(promises: Promises) -> Select[Any]:
    """Whose the breaches and the outstanding requests are."""
    breaches, customers = promises.breaches, promises.snapshot.star.customers
    waiting = promises.outstanding.subquery("waiting")
    named = union(select(breaches.c.customer_key), select(waiting.c.customer_key))
    return select(customers.c.customer_key, customers.c.pseudonym).where(
        customers.c.customer_key.in_(named)
    )


def _repurchase(promises: Promises) -> dict[str, dict[str, Any]]:
    """Category -> its repurchase time in days, and how it was found."""
    times = promises.repurchase_times
    found = promises.snapshot.connection.execute(select(times).order_by(times.c.category))
    return {row.category: {"days": row.days, "how": row.how} for row in found}


def manifest_of(snapshot: Snapshot, identity: str, now: datetime) -> dict[str, Any]:
    """What went into the build: inputs with their hashes, counts, settings, versions."""
    loads = snapshot.star.loads
    return {
        "build": identity,
        "built_at": now.isoformat(timespec="seconds"),
        "as_of": date_of(snapshot.as_of).isoformat(),
        "versions": {name: version(name) for name in ("bigtrust", "duckdb", "sqlalchemy")},
        "settings": snapshot.settings.model_dump(mode="json", exclude={"home", "store", "sources"}),
        "data_sets": {name: _told(holding) for name, holding in holdings(snapshot).items()},
        "quarantine": [asdict(each) for each in _waiting(snapshot)],
        "inputs": sorted(set(snapshot.connection.scalars(select(loads.c.fingerprint)))),
        "rollups": {},
    }


def _waiting(snapshot: Snapshot) -> list[Reason]:
    """Why rows wait in quarantine; counts and reasons, and nothing of what stands in the rows."""
    entries = snapshot.star.quarantine
    return reasons(snapshot.connection, snapshot.star, entries.c.released_by.is_(None))


def _told(holding: Holding) -> dict[str, Any]:
    days = {"first_day": _date(holding.first_day), "last_day": _date(holding.last_day)}
    return asdict(holding) | days


def _date(day: int | None) -> str | None:
    return None if day is None else date_of(day).isoformat()
