"""One load, checked: the typed rows that go on, the rows in quarantine, and what to warn of."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    Column,
    ColumnElement,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    select,
)

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.contract import DataSet, Kind
from bigtrust.sources.checks import (
    Judgement,
    check_rows,
    content_hash,
    given_names,
    stands,
)
from bigtrust.sources.csv_files import read_csv
from bigtrust.sources.mapping import Mapping as SourceMapping
from bigtrust.sources.origin import FileOrigin, Origin
from bigtrust.sources.parsing import Terms, allowed_values, masked
from bigtrust.sources.raw import Raw, Wanted
from bigtrust.sources.rows_as_text import ROW, rows_as_text
from bigtrust.sources.scratch import Scratch, open_scratch

Progress = Callable[[str], None]

QUARANTINED = pa.schema(
    [
        (ROW, pa.int64()),
        *(
            (name, pa.string())
            for name in ("column_name", "value", "reason", "nearest", "natural_key", "row_json")
        ),
    ]
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A load's rows after the checks: rows() + quarantined() + duplicates == rows_read."""

    data_set: str
    origin: str
    fingerprint: str  # of the content and of how it is read: the same again says nothing new
    size: int
    rows_read: int
    duplicates: int
    warnings: tuple[str, ...]
    given: frozenset[str]
    _load: "_Load"

    def rows(self) -> pa.RecordBatchReader:
        """source_row, row_hash, the contract's columns in order, the segment columns.

        Moments are seconds, dates days since 1970-01-01 (UTC); customers' ids are pseudonyms.
        """
        return self._load.scratch.stream(self._load.rows())

    def quarantined(self) -> pa.RecordBatchReader:
        """A row for each row that stays out, with every reason (schema QUARANTINED)."""
        return pa.RecordBatchReader.from_batches(QUARANTINED, self._load.quarantined())

    def repeated(self) -> pa.RecordBatchReader:
        """source_row and first_row of each duplicate: which row said it before."""
        return self._load.scratch.stream(select(self._load.judgement.repeated))


@contextmanager
def check(
    origin: Origin,
    data_set: DataSet,
    mapping: SourceMapping,
    *,
    segments: Sequence[str],
    time_zone: str,
    scratch: Path,
    pseudonyms: Pseudonyms,
    memory_limit: str = "1GB",
    threads: int = 2,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Iterator[Checked]:
    """Read and check one file or table; the result lives as long as the context.

    `time_zone` is that of moments without one, where the mapping names none. `scratch` is a
    folder for working files, emptied at the end. Raises SourceError where the file or table as a
    whole cannot be taken in.
    """
    say = progress or (lambda stage: None)
    wanted = Wanted(data_set, tuple(segments), mapping)
    latest = (now or datetime.now(UTC)) + timedelta(days=1)
    terms = Terms(mapping.time_zone or time_zone, "", latest)
    with open_scratch(scratch, memory_limit, threads) as working:
        say("reading")
        raw = _read(working, origin, wanted)
        texts = rows_as_text(working, raw, wanted, origin.name)
        say("checking")
        judgement = check_rows(working, texts, raw, wanted, terms)
        load = _Load(working, wanted, raw, texts, judgement)
        say("making pseudonyms")
        load.learn(pseudonyms)
        say("handing over")
        yield Checked(
            data_set=data_set.name,
            origin=origin.name,
            fingerprint=_fingerprint(raw, wanted, terms),
            size=raw.size,
            rows_read=raw.rows_read,
            duplicates=load.count(judgement.repeated),
            warnings=(*raw.warnings, *load.notes()),
            given=frozenset(given_names(raw, wanted)),
            _load=load,
        )


def _read(working: Scratch, origin: Origin, wanted: Wanted) -> Raw:
    assert isinstance(origin, FileOrigin)
    raw = read_csv(working, origin, wanted)
    working.connection.commit()  # until then DuckDB numbers the rows otherwise
    return raw


def _fingerprint(raw: Raw, wanted: Wanted, terms: Terms) -> str:
    how = wanted.mapping.model_dump_json() + ",".join(wanted.segments) + terms.time_zone
    return hashlib.sha256((raw.sha256 + how).encode()).hexdigest()


class _Load:
    """The statements that hand over a judged load."""

    def __init__(
        self,
        scratch: Scratch,
        wanted: Wanted,
        raw: Raw,
        texts: Select[Any],
        judgement: Judgement,
    ) -> None:
        self.scratch = scratch
        self.judgement = judgement
        self._wanted = wanted
        self._raw = raw
        self._texts = texts
        self._person = next((c.name for c in wanted.columns if c.kind is Kind.PERSON), "")
        self._people = Table(
            "people", MetaData(), Column("identity", String), Column("pseudonym", String)
        )

    def learn(self, pseudonyms: Pseudonyms) -> None:
        """A pseudonym for each usable id."""
        self._people.create(self.scratch.connection)
        self.scratch.connection.commit()
        judged = self.judgement.judged
        if f"fault {self._person}" not in judged.c:
            return
        identity = judged.c[self._person]
        usable = judged.c[f"fault {self._person}"].is_(None)
        for batch in self.scratch.stream(
            select(identity).where(usable, identity.is_not(None)).distinct()
        ):
            names = batch.column(0).to_pylist()
            self.scratch.append(
                self._people, pa.table({"identity": names, "pseudonym": pseudonyms.of_all(names)})
            )

    def count(self, rows: Table) -> int:
        return self.scratch.connection.scalar(select(func.count()).select_from(rows)) or 0

    def notes(self) -> list[str]:
        """What the columns' notes say, each with the number of rows."""
        judged = self.judgement.judged
        noted = [name for name in self._wanted.names if f"note {name}" in judged.c]
        said = []
        for name in noted:
            note = judged.c[f"note {name}"]
            counted = select(note, func.count()).where(note.is_not(None)).group_by(note)
            said += [
                f"{name}: {text} ({count:,} rows)"
                for text, count in self.scratch.connection.execute(counted)
            ]
        return said

    def rows(self) -> Select[Any]:
        judged = self.judgement.judged
        columns = [self._told(judged.c, name).label(name) for name in self._wanted.names]
        return (
            select(judged.c[ROW], content_hash(columns).label("row_hash"), *columns)
            .select_from(self._with_people(judged))
            .where(stands(self.judgement))
        )

    def quarantined(self) -> Iterator[pa.RecordBatch]:
        if self._raw.refused:
            yield _batch(
                {
                    ROW: refused.row,
                    "column_name": "",
                    "value": "",
                    "reason": refused.reason,
                    "nearest": "",
                    "natural_key": "",
                    "row_json": "{}",
                }
                for refused in self._raw.refused
            )
        for batch in self.scratch.stream(self._faulty_rows()):
            yield _batch(self._with_nearest(row) for row in batch.to_pylist())

    def _with_nearest(self, row: dict[str, Any]) -> dict[str, Any]:
        nearest = nearest_value(self._wanted, row["column_name"], row["value"])
        return {**row, "nearest": nearest}

    def _faulty_rows(self) -> Select[Any]:
        texts, faulty = self._texts.subquery("texts"), self.judgement.faulty
        given = given_names(self._raw, self._wanted)
        shown = {name: self._shown(texts.c, name) for name in given}
        value = case(
            *((faulty.c.column_name == name, text) for name, text in shown.items()), else_=""
        )
        whole = func.json_object(*(part for pair in shown.items() for part in pair))
        return (
            select(
                faulty.c[ROW],
                faulty.c.column_name,
                func.coalesce(value, "").label("value"),
                faulty.c.reason,
                self._natural_key(shown).label("natural_key"),
                whole.label("row_json"),
            )
            .select_from(self._with_people(texts).join(faulty, faulty.c[ROW] == texts.c[ROW]))
            .order_by(faulty.c[ROW])
        )

    def _natural_key(self, shown: Mapping[str, ColumnElement[Any]]) -> ColumnElement[str]:
        key = self._wanted.data_set.key
        if len(key) > 1:
            return literal("")
        broken = and_(
            self.judgement.faulty.c.column_name == key[0],
            ~self.judgement.faulty.c.reason.contains("with different content"),
        )
        return case((broken, ""), else_=func.coalesce(shown[key[0]], ""))

    def _with_people(self, rows: Any) -> Any:
        if not self._person:
            return rows
        return rows.outerjoin(self._people, self._people.c.identity == rows.c[self._person])

    def _told(self, columns: Any, name: str) -> ColumnElement[Any]:
        return self._people.c.pseudonym if name == self._person else columns[name]

    def _shown(self, columns: Any, name: str) -> ColumnElement[Any]:
        """The text as it may be kept: an id that is itself the broken thing stays as it is."""
        if name == self._person:
            return func.coalesce(self._people.c.pseudonym, columns[name])
        free = any(c.name == name and c.kind is Kind.TEXT for c in self._wanted.columns)
        return masked(columns[name]) if free else columns[name]


def _batch(rows: Any) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=QUARANTINED)


def nearest_value(wanted: Wanted, name: str, value: str) -> str:
    """The allowed value that is spelled most like this one, where the column has such a list."""
    column = next((column for column in wanted.columns if column.name == name), None)
    allowed = allowed_values(column) if column else ()
    near = get_close_matches(value, allowed, 1, 0.4)
    return near[0] if near else ""
