"""Taking in one load: judge its rows, and put those that are new, keyed and dated, in the star."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    exists,
    insert,
    literal,
    select,
)

from bigtrust.engines import be_the_only_writer
from bigtrust.facts import days, dimensions, ledger, orphans, source_types
from bigtrust.facts.judging import Fate, Judged, judge, same_key
from bigtrust.facts.ledger import Incoming, Load
from bigtrust.schema import Star


def take_in(
    connection: Connection,
    star: Star,
    incoming: Incoming,
    company_zone: str,
    accept: bool = False,
) -> Load:
    """Load one file or table in the connection's transaction, and write it into the ledger.

    Raises HeldError where a column of the source has changed its type, unless `accept`.
    """
    be_the_only_writer(connection)
    before = ledger.loaded_before(connection, star, incoming.data_set, incoming.fingerprint)
    return before or take_anew(connection, star, incoming, company_zone, accept)


def take_anew(
    connection: Connection,
    star: Star,
    incoming: Incoming,
    company_zone: str,
    accept: bool = False,
    told: Table | None = None,
) -> Load:
    """Take in what may have been loaded before; `told` is given the keys of its rows."""
    days.refuse_another_zone(connection, star, company_zone)
    if not accept:
        source_types.refuse_changed(connection, star, incoming)
    judged = judge(connection, star, incoming)
    if told is not None:
        keys = told.c.keys()
        rows = select(*(judged.rows.c[name] for name in keys))
        connection.execute(insert(told).from_select(keys, rows))
    load_key = ledger.next_load_key(connection, star)
    _place(connection, star, judged, load_key, company_zone)
    load = _account(connection, star, incoming, judged, load_key)
    ledger.record(connection, star, incoming, load)
    ledger.release(connection, star, load, judged.ids)
    judged.rows.drop(connection)
    return load


def _place(
    connection: Connection, star: Star, judged: Judged, load_key: int, company_zone: str
) -> None:
    """Put the rows in the star, and date again what customers did whose time zone they change."""
    if judged.data_set.name != "customers":
        _take_away(connection, star, judged)
        _put_in(connection, star, judged, load_key, company_zone)
        return
    news = judged.are(Fate.LOADED, Fate.REPLACED)
    moved = days.customers_who_move(connection, star, judged.rows, news, company_zone)
    _take_away(connection, star, judged)
    _put_in(connection, star, judged, load_key, company_zone)
    days.date_again(connection, star, moved, company_zone)
    moved.drop(connection)


def _take_away(connection: Connection, star: Star, judged: Judged) -> None:
    """Delete what corrected rows will stand for, and customers who were only met so far."""
    target, goes = star.tables[judged.data_set.name], judged.are(Fate.REPLACED)
    if judged.data_set.name == "customers":
        goes = judged.are(Fate.REPLACED, Fate.LOADED)
    same = same_key(judged.rows, target, judged.data_set)
    connection.execute(delete(target).where(exists().where(goes, same)))


def _put_in(
    connection: Connection, star: Star, judged: Judged, load_key: int, company_zone: str
) -> None:
    target, rows = star.tables[judged.data_set.name], judged.rows
    values: dict[str, ColumnElement[Any]] = {
        name: rows.c[name] for name in target.c.keys() if name in rows.c
    }
    values["load_key"] = literal(load_key)
    if judged.data_set.name == "customers":
        values["pseudonym"] = rows.c.customer_id
    source, folded = dimensions.folded(connection, star, judged.data_set, rows)
    source, dated = days.dated(connection, star, judged.data_set, rows, source, company_zone)
    values |= folded | dated
    placed = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(source)
        .where(judged.are(Fate.LOADED, Fate.REPLACED))
    )
    connection.execute(insert(target).from_select(list(values), placed))


def _account(
    connection: Connection, star: Star, incoming: Incoming, judged: Judged, load_key: int
) -> Load:
    """Put aside what did not pass, and count what became of every row."""
    counts = judged.count(connection)
    ledger.quarantine(connection, star, load_key, incoming)
    if counts[Fate.ORPHAN]:
        orphans.set_aside(connection, star, judged, load_key, incoming.origin)
    return Load(
        load_key,
        incoming.data_set,
        incoming.origin,
        incoming.rows_read,
        loaded=counts[Fate.LOADED],
        replaced=counts[Fate.REPLACED],
        quarantined=ledger.quarantined_by(connection, star, load_key),
        duplicates=incoming.duplicates + counts[Fate.DUPLICATE],
        warnings=incoming.warnings,
    )
