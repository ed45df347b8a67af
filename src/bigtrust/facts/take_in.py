"""Taking in one load: judge its rows, and put those that are new, keyed and dated, in the star."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

import pyarrow as pa
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

BATCHES = 40  # of 100,000 rows, that are told apart at once: all of a large file would not fit


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
    of_file = (incoming.data_set, incoming.fingerprint, incoming.place)
    before = ledger.loaded_before(connection, star, *of_file)
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
    load_key = ledger.next_load_key(connection, star)
    ledger.quarantine(connection, star, load_key, incoming)
    fates: Counter[Fate] = Counter()
    for rows in _parts(incoming.rows()):
        judged = judge(connection, star, incoming.data_set, rows, load_key)
        if told is not None:
            _tell(connection, judged, told)
        counts = judged.count(connection)
        _place(connection, star, judged, counts, load_key, company_zone)
        if counts[Fate.ORPHAN]:
            orphans.set_aside(connection, star, judged, load_key, incoming.origin)
        ledger.release(connection, star, incoming, load_key, judged.ids)
        judged.rows.drop(connection)
        fates.update(counts)
    load = _account(connection, star, incoming, fates, load_key)
    ledger.record(connection, star, incoming, load)
    return load


def _parts(rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatchReader]:
    """The rows in parts, of which there is one at least."""
    batches = iter(rows)
    first = list(islice(batches, 1))
    while True:
        part = chain(first, islice(batches, BATCHES - 1))
        yield pa.RecordBatchReader.from_batches(rows.schema, part)
        first = list(islice(batches, 1))
        if not first:
            return


def _tell(connection: Connection, judged: Judged, told: Table) -> None:
    keys = told.c.keys()
    rows = select(*(judged.rows.c[name] for name in keys))
    connection.execute(insert(told).from_select(keys, rows))


def _place(
    connection: Connection,
    star: Star,
    judged: Judged,
    counts: Mapping[Fate, int],
    load_key: int,
    company_zone: str,
) -> None:
    """Put the rows in the star, and date again what customers did whose time zone they change."""
    if judged.data_set.name != "customers":
        if counts[Fate.REPLACED]:
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
    connection: Connection, star: Star, incoming: Incoming, fates: Mapping[Fate, int], load_key: int
) -> Load:
    """What became of every row."""
    return Load(
        load_key,
        incoming.data_set,
        incoming.origin,
        incoming.rows_read,
        loaded=fates[Fate.LOADED],
        replaced=fates[Fate.REPLACED],
        quarantined=ledger.quarantined_by(connection, star, load_key),
        duplicates=incoming.duplicates + fates[Fate.DUPLICATE],
        warnings=incoming.warnings,
    )
