"""Handing over a judged load: the rows that go on, those in quarantine, the warnings.

A customer's id leaves only as its pseudonym, in the quarantine too, unless the id itself is what
is broken; free text leaves masked, and emails wherever they are but in other ids.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pyarrow as pa
from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    select,
)

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.contract import Kind
from bigtrust.schema import QUARANTINED, whole_key
from bigtrust.sources.checks import (
    CONFLICT,
    NOTE_OF,
    NOTES,
    SEPARATOR,
    Judgement,
    content_hash,
    stands,
)
from bigtrust.sources.parsing import allowed_values, masked, without_emails
from bigtrust.sources.raw import Raw, Wanted
from bigtrust.sources.rows_as_text import ROW, trimmed
from bigtrust.sources.scratch import Scratch

_UNTOLD = {"column_name": "", "value": "", "nearest": "", "natural_key": "", "row_json": "{}"}
_PEOPLE = Table("people", MetaData(), Column("identity", String), Column("pseudonym", String))


@dataclass(frozen=True, slots=True)
class Handover:
    """The statements over the scratch file of a judged load."""

    scratch: Scratch
    wanted: Wanted
    raw: Raw
    texts: Select[Any]
    judgement: Judgement

    @property
    def person(self) -> str:
        """The column that holds a customer's id, if the data set has one."""
        kinds = {column.kind: column.name for column in self.wanted.columns}
        return kinds.get(Kind.PERSON, "")

    def learn(self, pseudonyms: Pseudonyms) -> None:
        """Give each usable id its pseudonym."""
        _PEOPLE.create(self.scratch.connection)
        self.scratch.connection.commit()
        judged = self.judgement.judged
        if self.person not in self.wanted.given(self.raw):
            return
        identity = judged.c[self.person]  # NULL where it is broken
        # Kept first: while millions are told apart there is no room for anything else.
        usable = select(identity).where(identity.is_not(None)).distinct()
        identities = self.scratch.keep("identities", usable)
        for batch in self.scratch.stream(select(identities)):
            names = batch.column(0).to_pylist()
            people = {"identity": names, "pseudonym": pseudonyms.of_all(names)}
            self.scratch.append(_PEOPLE, pa.table(people))

    def notes(self) -> Iterator[str]:
        """What is worth a warning: a sentence for each note, with its columns and their rows."""
        notes = self.judgement.judged.c[NOTES]
        columns: defaultdict[str, Counter[str]] = defaultdict(Counter)
        counted = select(notes, func.count()).where(notes.is_not(None)).group_by(notes)
        for together, count in self.scratch.connection.execute(counted):
            for name, said in (note.split(NOTE_OF) for note in together.split(SEPARATOR)):
                columns[said][name] += count
        for said, counts in sorted(columns.items()):
            names = (name for name in self.wanted.names if name in counts)
            yield f"{', '.join(names)}: {counts.total():,} {said}"

    def rows(self) -> pa.RecordBatchReader:
        """The typed rows that go on."""
        judged = self.judgement.judged
        columns = [
            (_PEOPLE.c.pseudonym if name == self.person else judged.c[name]).label(name)
            for name in self.wanted.names
        ]
        return self.scratch.stream(
            select(judged.c[ROW], content_hash(columns).label("row_hash"), *columns)
            .select_from(self._with_people(judged))
            .where(stands(self.scratch, self.judgement))
        )

    def quarantined(self) -> pa.RecordBatchReader:
        """The rows that stay out, in the schema QUARANTINED."""
        return pa.RecordBatchReader.from_batches(QUARANTINED, self._quarantined())

    def _quarantined(self) -> Iterator[pa.RecordBatch]:
        yield _batch(
            {ROW: refused.row, "reason": refused.reason, **_UNTOLD} for refused in self.raw.refused
        )
        for batch in self.scratch.stream(self._faulty_rows()):
            yield _batch({**row, "nearest": self._nearest(row)} for row in batch.to_pylist())

    def _nearest(self, row: Mapping[str, str]) -> str:
        """The allowed value that is spelled most like this one, where there is a list of them."""
        column = next(one for one in self.wanted.columns if one.name == row["column_name"])
        near = get_close_matches(row["value"], allowed_values(column), 1, 0.4)
        return near[0] if near else ""

    def _faulty_rows(self) -> Select[Any]:
        faulty = self.judgement.faulty
        written = self.texts.subquery("written")
        texts = select(
            written.c[ROW], *(trimmed(written.c[name]).label(name) for name in self.wanted.names)
        ).subquery("texts")
        shown = {name: self._shown(texts, name) for name in self.wanted.given(self.raw)}
        value = case(*((faulty.c.column_name == name, text) for name, text in shown.items()))
        return (
            select(
                faulty.c[ROW],
                faulty.c.column_name,
                func.coalesce(value, "").label("value"),
                faulty.c.reason,
                self._natural_key(shown).label("natural_key"),
                func.json_object(*(part for pair in shown.items() for part in pair)).label(
                    "row_json"
                ),
            )
            .select_from(self._with_people(texts).join(faulty, faulty.c[ROW] == texts.c[ROW]))
            .order_by(faulty.c[ROW])
        )

    def _natural_key(self, shown: Mapping[str, ColumnElement[Any]]) -> ColumnElement[Any]:
        """The row's id, by which a corrected one will be known. A key of several columns is known
        where it is whole: its rows contradict each other, and whichever comes again is right."""
        key, faulty = self.wanted.data_set.key, self.judgement.faulty
        conflict = faulty.c.reason.endswith(CONFLICT)
        if len(key) > 1:
            judged = self.judgement.judged
            whole = whole_key([judged.c[name] for name in key])
            found = select(whole).where(judged.c[ROW] == faulty.c[ROW]).scalar_subquery()
            return case((conflict, found), else_="")
        broken = and_(faulty.c.column_name == key[0], ~conflict)
        return case((broken, ""), else_=func.coalesce(shown[key[0]], ""))

    def _with_people(self, rows: FromClause) -> FromClause:
        if not self.person:
            return rows
        return rows.outerjoin(_PEOPLE, _PEOPLE.c.identity == rows.c[self.person])

    def _shown(self, texts: FromClause, name: str) -> ColumnElement[Any]:
        """The text as it may be kept: no email in it, wherever it should not have been."""
        text: ColumnElement[Any] = texts.c[name]
        kind = next(one.kind for one in self.wanted.columns if one.name == name)
        if kind is Kind.ID:
            return text
        if kind is Kind.PERSON:
            return func.coalesce(_PEOPLE.c.pseudonym, without_emails(text))
        return masked(text) if kind is Kind.TEXT else without_emails(text)


def _batch(rows: Iterable[Mapping[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=QUARANTINED)
