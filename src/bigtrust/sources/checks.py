"""The checks of every row, in the scratch file: typed values, faults, duplicates, conflicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    true,
)

from bigtrust.contract import Column as ContractColumn
from bigtrust.errors import SourceError
from bigtrust.sources.cells import Said
from bigtrust.sources.dates import AMBIGUOUS
from bigtrust.sources.glance import TYPES, glanced
from bigtrust.sources.parsing import Judged, judge
from bigtrust.sources.raw import Raw, Wanted
from bigtrust.sources.rows_as_text import ROW
from bigtrust.sources.scratch import Scratch

AT_FAULT, WHY, NOTES = "at fault", "why it is", "its notes"  # no data set has such columns
CONFLICT = "too, with different content"

_TOTALS = ("total", "totals", "grand total", "totale", "gesamt", "summe")
SLICE = 3_000_000  # rows
SEPARATOR, NOTE_OF = "\x1f", "\x1e"  # between notes, and between a column and its note


@dataclass(frozen=True, slots=True)
class Judgement:
    """The scratch file's tables after the checks, each keyed by `source_row`.

    `judged`: the typed row, with AT_FAULT, WHY and NOTES;
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
    faulty = scratch.keep(
        "faulty",
        select(
            judged.c[ROW],
            judged.c[AT_FAULT].label("column_name"),
            judged.c[WHY].label("reason"),
        ).where(judged.c[WHY].is_not(None)),
    )
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
    """63 bits of the MD5 of what a row says, its first column always among it. It does not change
    when an empty column is added, nor from one version of the engine to the next."""
    first, *others = columns
    said: list[ColumnElement[Any]] = [literal(f"{first.key}="), cast(first, String)]
    for column in others:
        name = case((column.is_not(None), f"{SEPARATOR}{column.key}="))
        said += [name, cast(column, String)]
    digest = func.md5_number_lower(func.concat(*said))  # for which NULL is no text
    return cast(digest.op(">>")(1), BigInteger)


def _judged(texts: Select[Any], raw: Raw, wanted: Wanted) -> Select[Any]:
    """The typed rows, and in words what is wrong with them or worth a warning."""
    rows = glanced(texts, wanted).subquery("glanced")
    judged = {
        column: judge(
            wanted.cells(column, rows.c[column.name]),
            rows.c[f"glance {column.name}"],
            rows.c[f"noted {column.name}"],
            rows.c[f"N/A {column.name}"],
        )
        for column in wanted.columns
        if column.name in wanted.given(raw)
    }
    by_column = select(
        rows.c[ROW],
        *(_value(column, judged.get(column)).label(column.name) for column in wanted.columns),
        *(
            cast(_fault(column, rows.c[column.name], judged, raw), String).label(
                f"fault {column.name}"
            )
            for column in judged
        ),
        *(cast(one.note, String).label(f"note {column.name}") for column, one in judged.items()),
    ).subquery("by_column")
    names = [column.name for column in judged]
    return select(
        by_column.c[ROW],
        *(by_column.c[name] for name in wanted.names),
        *_faults(by_column, names, wanted, raw),
        _notes(by_column, names),
    )


def _value(column: ContractColumn, judged: Judged | None) -> ColumnElement[Any]:
    return judged.value if judged else cast(null(), TYPES.get(column.kind, String()))


def _fault(
    column: ContractColumn,
    text: ColumnElement[str],
    judged: Mapping[ContractColumn, Judged],
    raw: Raw,
) -> Said:
    """The column's fault by itself, then against another of its row."""
    faults = [judged[column].fault]
    if raw.nul:
        faults.insert(0, case((func.contains(text, func.chr(0)), "holds a NUL character")))
    for other, of_other in judged.items():
        if other.name == column.not_before:
            early = judged[column].latest < of_other.value
            faults.append(case((early, f"is before {other.name}")))
    return func.coalesce(*faults) if len(faults) > 1 else faults[0]


def _faults(
    rows: FromClause, names: Sequence[str], wanted: Wanted, raw: Raw
) -> Iterator[ColumnElement[Any]]:
    """The first column AT_FAULT, and WHY, with all that is wrong; NULL in a sound row."""
    faults = {name: rows.c[f"fault {name}"] for name in names}
    sound = func.coalesce(*faults.values(), null()).is_(None)
    key = wanted.data_set.key[0]
    total = func.lower(rows.c[key]).in_(_TOTALS)
    trailer = and_(total, rows.c[ROW] == raw.rows_read, *_wordless(rows, wanted))
    reasons = (literal(f"{name} ") + fault for name, fault in faults.items())
    at_fault = [(fault.is_not(None), name) for name, fault in faults.items()]
    yield case(*at_fault, (trailer, key)).label(AT_FAULT)
    yield case(
        (and_(sound, ~func.coalesce(trailer, False)), None),
        (total, "is a total, not a row"),
        else_=func.concat_ws("; ", *reasons),
    ).label(WHY)


def _wordless(rows: FromClause, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """No word in it but the key's: so looks a sum of rows."""
    _, *others = wanted.columns
    yield from (rows.c[one.name].is_(None) for one in others if one.kind not in TYPES)


def _notes(rows: FromClause, names: Sequence[str]) -> ColumnElement[Any]:
    """NOTES: each column's, with its name; NULL where there is nothing to note."""
    notes = {name: rows.c[f"note {name}"] for name in names}
    none = func.coalesce(*notes.values(), null()).is_(None)
    said = (literal(f"{name}{NOTE_OF}") + note for name, note in notes.items())
    return case((none, None), else_=func.concat_ws(SEPARATOR, *said)).label(NOTES)


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
    # Signed: next to a bound number, unsigned ones are divided as 128 bits, 200 times as slowly.
    hashed = cast(func.hash(*keys).op(">>")(1), BigInteger)
    sound = stands(scratch, judgement)
    often = _met_often(scratch, select(hashed.label("hashed")).where(sound))
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


def _met_often(scratch: Scratch, of_rows: Select[Any]) -> Table:
    """The hashes that several rows have, counted in slices: all of a large file at once would take
    more memory than there is.
    """
    hashes = scratch.keep("hashes", of_rows)
    hashed, slices = hashes.c.hashed, scratch.count(hashes) // SLICE + 1
    first, *others = (
        select(hashed).where(hashed % slices == number).group_by(hashed).having(func.count() > 1)
        for number in range(slices)
    )
    often = scratch.keep("often", first)
    for statement in others:
        scratch.fill(often, statement)
    hashes.drop(scratch.connection)
    return often
