"""The checks of every row, in the scratch file: typed values, faults, duplicates, conflicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    true,
)
from sqlalchemy.types import TypeEngine

from bigtrust.contract import Column as ContractColumn
from bigtrust.contract import Kind
from bigtrust.errors import SourceError
from bigtrust.sources.cells import Cells, Said
from bigtrust.sources.dates import AMBIGUOUS
from bigtrust.sources.parsing import ABSENT, Judged, judge
from bigtrust.sources.raw import Raw, Wanted
from bigtrust.sources.rows_as_text import ROW
from bigtrust.sources.scratch import Scratch

CONFLICT = "too, with different content"

_TOTALS = ("total", "totals", "grand total", "totale", "gesamt", "summe")
_SEPARATOR = "\x1f"
_TYPES: Mapping[Kind, TypeEngine[Any]] = {
    Kind.MOMENT: BigInteger(),
    Kind.DATE: Integer(),
    Kind.INTEGER: BigInteger(),
    Kind.BOOLEAN: Boolean(),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The scratch file's tables after the checks, each keyed by `source_row`.

    `judged`: the typed row, with `fault ...` and `note ...` of each column that is given;
    `faulty`: the rows that stay out, with `column_name` and `reason`;
    `repeated`: the rows that say again what the row `first_row` said.
    """

    judged: Table
    faulty: Table
    repeated: Table


def check_rows(scratch: Scratch, texts: Select[Any], raw: Raw, wanted: Wanted) -> Judgement:
    """Judge every row.

    Raises SourceError where a column holds dates that can be read in two ways.
    """
    judged = scratch.keep("judged", _judged(texts, raw, wanted))
    faulty = scratch.keep("faulty", _faulty(judged, wanted))
    _refuse_ambiguous(scratch, faulty)
    repeated = Table(
        "repeated", MetaData(), Column(ROW, BigInteger), Column("first_row", BigInteger)
    )
    repeated.create(scratch.connection)
    judgement = Judgement(judged, faulty, repeated)
    _tell_twins_apart(scratch, judgement, wanted)
    return judgement


def stands(scratch: Scratch, judgement: Judgement) -> ColumnElement[bool]:
    """The row of `judged` goes on: neither faulty nor said before."""
    sound: ColumnElement[bool] = true()
    for left_out in (judgement.faulty, judgement.repeated):
        if scratch.count(left_out):
            sound = sound & ~exists().where(left_out.c[ROW] == judgement.judged.c[ROW])
    return sound


def content_hash(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[int]:
    """63 bits of the MD5 of what a row says. It does not change when an empty column is added,
    nor from one version of the engine to the next."""
    said = (literal(f"{column.key}=") + cast(column, String) for column in columns)
    digest = func.md5_number_lower(func.concat_ws(_SEPARATOR, *said))
    return cast(digest.op(">>")(1), BigInteger)


def _judged(texts: Select[Any], raw: Raw, wanted: Wanted) -> Select[Any]:
    rows = _written(texts, wanted).subquery("written")
    judged = {
        column.name: judge(
            _cells(column, rows.c[column.name], wanted), rows.c[f"N/A {column.name}"]
        )
        for column in wanted.columns
        if column.name in wanted.given(raw)
    }
    selected: list[ColumnElement[Any]] = [rows.c[ROW]]
    for column in wanted.columns:
        if column.name not in judged:
            selected.append(cast(null(), _TYPES.get(column.kind, String())).label(column.name))
            continue
        fault = _fault(column, rows.c[column.name], judged, raw)
        selected += [
            judged[column.name].value.label(column.name),
            cast(fault, String).label(f"fault {column.name}"),
            cast(judged[column.name].note, String).label(f"note {column.name}"),
        ]
    return select(*selected)


def _written(texts: Select[Any], wanted: Wanted) -> Select[Any]:
    """The texts with N/A as NULL: a stage of its own, so that it is done once and not by rule."""
    rows = texts.subquery("texts")
    absent = {name: rows.c[name].in_(ABSENT) for name in wanted.names}
    return select(
        rows.c[ROW],
        *(case((told, None), else_=rows.c[name]).label(name) for name, told in absent.items()),
        *(told.label(f"N/A {name}") for name, told in absent.items()),
    )


def _cells(column: ContractColumn, text: ColumnElement[str], wanted: Wanted) -> Cells:
    date_format = wanted.mapping.format_of(column.name)
    return Cells(column, text, wanted.time_zone, date_format, wanted.latest)


def _fault(
    column: ContractColumn, text: ColumnElement[str], judged: Mapping[str, Judged], raw: Raw
) -> Said:
    """The column's fault by itself, then against another of its row."""
    faults = [judged[column.name].fault]
    if raw.nul:
        faults.insert(0, case((func.contains(text, func.chr(0)), "holds a NUL character")))
    if column.not_before is not None and column.not_before in judged:
        early = judged[column.name].latest < judged[column.not_before].value
        faults.append(case((early, f"is before {column.not_before}")))
    return func.coalesce(*faults) if len(faults) > 1 else faults[0]


def _faulty(judged: Table, wanted: Wanted) -> Select[Any]:
    faults = {
        name.removeprefix("fault "): column
        for name, column in judged.c.items()
        if name.startswith("fault ")
    }
    names = case(*((fault.is_not(None), name) for name, fault in faults.items()))
    reasons = (literal(f"{name} ") + fault for name, fault in faults.items())
    total = func.lower(judged.c[wanted.data_set.key[0]]).in_(_TOTALS)
    return select(
        judged.c[ROW],
        cast(names, String).label("column_name"),
        case((total, "is a total, not a row"), else_=func.concat_ws("; ", *reasons)).label(
            "reason"
        ),
    ).where(func.coalesce(*faults.values(), null()).is_not(None))


def _refuse_ambiguous(scratch: Scratch, faulty: Table) -> None:
    row = scratch.connection.execute(
        select(faulty).where(faulty.c.reason.contains(AMBIGUOUS)).order_by(faulty.c[ROW]).limit(1)
    ).one_or_none()
    if row is not None:
        raise SourceError(
            f"Row {row.source_row}: {row.column_name} {AMBIGUOUS} (day or month first?).",
            'Declare it in a mapping, such as date_format = "%d/%m/%Y".',
        )


def _tell_twins_apart(scratch: Scratch, judgement: Judgement, wanted: Wanted) -> None:
    """Rows with one key: the same content is a repetition, different content a conflict."""
    twins = _twins(scratch, judgement, wanted)
    if twins is None:
        return
    same = twins.c.least == twins.c.most
    again = select(twins.c[ROW], twins.c.first_row).where(same, twins.c[ROW] != twins.c.first_row)
    other = case((twins.c[ROW] == twins.c.first_row, twins.c.last_row), else_=twins.c.first_row)
    key = wanted.data_set.key
    reason = func.concat(f"{', '.join(key)} is that of row ", other, f" {CONFLICT}")
    conflicts = select(twins.c[ROW], literal(key[0]), reason).where(~same)
    scratch.fill(judgement.repeated, again)
    scratch.fill(judgement.faulty, conflicts)


def _twins(scratch: Scratch, judgement: Judgement, wanted: Wanted) -> Table | None:
    """The rows whose key another row has, or None; told by hash first, then by the key itself."""
    judged = judgement.judged
    keys = [func.coalesce(cast(judged.c[name], String), "") for name in wanted.data_set.key]
    hashed = func.hash(*keys)
    sound = stands(scratch, judgement)
    often = scratch.keep(
        "often",
        select(hashed.label("hashed")).where(sound).group_by(hashed).having(func.count() > 1),
    )
    if not scratch.count(often):
        return None
    content = content_hash([judged.c[name] for name in wanted.names])

    def over(aggregate: Any) -> Any:
        return aggregate.over(partition_by=keys)

    numbered = (
        select(
            judged.c[ROW],
            over(func.min(judged.c[ROW])).label("first_row"),
            over(func.max(judged.c[ROW])).label("last_row"),
            over(func.min(content)).label("least"),
            over(func.max(content)).label("most"),
        )
        .where(sound, hashed.in_(select(often.c.hashed)))
        .subquery()
    )
    alone = numbered.c.first_row == numbered.c.last_row  # another key had its hash
    return scratch.keep("twins", select(numbered).where(~alone))
