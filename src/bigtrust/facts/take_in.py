"""Taking in one load: stage its rows, tell what is new, put them keyed and dated into the star."""

from enum import StrEnum
from typing import Any

import orjson
import pyarrow as pa
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
)

from bigtrust.contract import CONTRACT, DataSet
from bigtrust.engines import analyse, copy_in, working_table
from bigtrust.facts import days, dimensions, ledger, people
from bigtrust.facts.ledger import Incoming, Load
from bigtrust.schema import Star, sql_type

ORPHAN_REASON = "customers are loaded, and this one is not among them"


class Fate(StrEnum):
    """What becomes of a checked row."""

    LOADED = "loaded"
    REPLACED = "replaced"
    DUPLICATE = "duplicate"
    ORPHAN = "orphan"


def take_in(connection: Connection, star: Star, incoming: Incoming, company_zone: str) -> Load:
    """Load one file or table in the connection's transaction, and write it into the ledger."""
    before = ledger.loaded_before(connection, star, incoming)
    if before is not None:
        return before
    data_set = CONTRACT[incoming.data_set]
    load_key = ledger.next_load_key(connection, star)
    staged = _stage(connection, star, incoming)
    judged = _judge(connection, star, staged, data_set)
    counts = _count(connection, judged)
    _replace(connection, star, judged, data_set)
    _insert(connection, star, judged, data_set, load_key, company_zone)
    quarantined = sum(
        ledger.quarantine(connection, star, load_key, incoming, rows)
        for rows in (
            incoming.quarantined(),
            _orphans(connection, judged, data_set, counts[Fate.ORPHAN]),
        )
    )
    load = Load(
        load_key,
        incoming.data_set,
        incoming.origin,
        incoming.rows_read,
        loaded=counts[Fate.LOADED],
        replaced=counts[Fate.REPLACED],
        quarantined=quarantined,
        duplicates=incoming.duplicates + counts[Fate.DUPLICATE],
        warnings=incoming.warnings,
    )
    ledger.record(connection, star, incoming, load)
    ledger.release(connection, star, load, _natural_keys(judged, data_set))
    for table in (judged, staged):
        table.drop(connection)
    return load


def _stage(connection: Connection, star: Star, incoming: Incoming) -> Table:
    """The checked rows as they came, in a temporary table of the store."""
    data_set = CONTRACT[incoming.data_set]
    kinds = {column.name: column.kind for column in data_set.columns}
    staged = Table(
        "staged",
        MetaData(),
        Column("source_row", BigInteger),
        Column("row_hash", BigInteger),
        *(Column(name, sql_type(kind)) for name, kind in kinds.items()),
        *(Column(name, String) for name in star.segment_columns[data_set.name]),
        prefixes=["TEMPORARY"],
    )
    staged.create(connection)
    copy_in(connection, staged, incoming.rows())
    analyse(connection, staged)
    if "customer_id" in kinds and (
        data_set.name == "customers" or not people.customers_are_loaded(connection, star)
    ):
        people.meet(connection, star, staged)
    return staged


def _judge(connection: Connection, star: Star, staged: Table, data_set: DataSet) -> Table:
    """The staged rows with their customer's key and their fate."""
    target = star.tables[data_set.name]
    stands = target.c.load_key.is_not(None)
    fates = [
        (and_(stands, target.c.row_hash == staged.c.row_hash), Fate.DUPLICATE.value),
        (stands, Fate.REPLACED.value),
    ]
    columns: list[ColumnElement[Any]] = list(staged.c)
    source: FromClause = staged.outerjoin(target, _same_key(staged, target, data_set))
    if data_set.name == "customers":
        columns.append(target.c.customer_key)
    elif "customer_id" in staged.c:
        person = star.customers.alias("person")
        source = source.outerjoin(person, person.c.pseudonym == staged.c.customer_id)
        columns.append(person.c.customer_key)
        unknown = and_(staged.c.customer_id.is_not(None), person.c.customer_key.is_(None))
        fates.insert(0, (unknown, Fate.ORPHAN.value))
    fate = case(*fates, else_=Fate.LOADED.value).label("fate")
    return working_table(connection, "judged", select(*columns, fate).select_from(source))


def _same_key(rows: Table, target: Table, data_set: DataSet) -> ColumnElement[bool]:
    if data_set.name == "customers":
        return target.c.pseudonym == rows.c.customer_id
    return and_(
        *(
            rows.c[name] == target.c[name]
            if data_set.column(name).required
            else rows.c[name].is_not_distinct_from(target.c[name])
            for name in data_set.key
        )
    )


def _count(connection: Connection, judged: Table) -> dict[Fate, int]:
    counted = connection.execute(select(judged.c.fate, func.count()).group_by(judged.c.fate)).all()
    return dict.fromkeys(Fate, 0) | {Fate(fate): count for fate, count in counted}


def _replace(connection: Connection, star: Star, judged: Table, data_set: DataSet) -> None:
    """Take away the rows that corrected ones will stand for."""
    target = star.tables[data_set.name]
    goes = [Fate.REPLACED.value]
    if data_set.name == "customers":  # those that were only met so far
        goes.append(Fate.LOADED.value)
    connection.execute(
        delete(target).where(
            exists().where(judged.c.fate.in_(goes), _same_key(judged, target, data_set))
        )
    )


def _insert(
    connection: Connection,
    star: Star,
    judged: Table,
    data_set: DataSet,
    load_key: int,
    company_zone: str,
) -> None:
    target = star.tables[data_set.name]
    values: dict[str, ColumnElement[Any]] = {
        name: judged.c[name] for name in target.c.keys() if name in judged.c
    }
    values["load_key"] = literal(load_key)
    source: FromClause = judged
    if data_set.name == "customers":
        values["pseudonym"] = judged.c.customer_id
    fold = dimensions.fold_of(star, data_set.name)
    if fold is not None:
        dimensions.learn(connection, fold, judged)
        source = source.join(fold.dimension, fold.matches(judged))
        values[fold.key] = fold.dimension.c[fold.key]
    source, dated = days.dated(connection, star, data_set, judged, source, company_zone)
    values |= dated
    rows = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(source)
        .where(judged.c.fate.in_([Fate.LOADED.value, Fate.REPLACED.value]))
    )
    connection.execute(insert(target).from_select(list(values), rows))


def _orphans(
    connection: Connection, judged: Table, data_set: DataSet, count: int
) -> pa.RecordBatchReader:
    """The rows about customers whom nobody knows, each kept whole so that it can be tried again."""
    rows = select(judged).where(judged.c.fate == Fate.ORPHAN.value)
    found = connection.execute(rows).mappings() if count else ()
    entries = [_orphan(dict(row), data_set) for row in found]
    table = pa.Table.from_pylist(entries, schema=ledger.QUARANTINED)
    return table.to_reader()


def _orphan(row: dict[str, Any], data_set: DataSet) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in ("fate", "customer_key")}
    natural_key = row[data_set.key[0]] if len(data_set.key) == 1 else ""
    return {
        "source_row": row["source_row"],
        "column_name": "customer_id",
        "value": row["customer_id"],
        "reason": ORPHAN_REASON,
        "nearest": "",
        "natural_key": natural_key,
        "row_json": orjson.dumps(kept).decode(),
    }


def _natural_keys(judged: Table, data_set: DataSet) -> Select[str]:
    """The ids that are now in the store; sets with a key of several columns have none."""
    if len(data_set.key) > 1:
        return select(literal("")).where(literal(False))
    return select(judged.c[data_set.key[0]]).where(judged.c.fate != Fate.ORPHAN.value)
