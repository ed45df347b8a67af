"""One load, checked: the typed rows that go on, the rows in quarantine, and what to warn of."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Names
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import select

from bigtrust.access.pseudonyms import Pseudonyms
from bigtrust.sources.checks import check_rows
from bigtrust.sources.handover import Handover
from bigtrust.sources.origin import Origin
from bigtrust.sources.raw import Raw, Wanted
from bigtrust.sources.readers import read
from bigtrust.sources.rows_as_text import rows_as_text
from bigtrust.sources.scratch import open_scratch
from bigtrust.sources.sequences import odd_sequences

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A load's rows after the checks: rows() + quarantined() + duplicates == rows_read."""

    data_set: str
    origin: str
    series: str  # what the origin is one of
    types: Names[str, str]  # of the source's columns, by the contract's names; a CSV file has none
    fingerprint: str  # of the content and of how it is read: the same again says nothing new
    content: str  # the SHA-256 of it alone
    place: str  # where the file lies, if its rows are numbered by that
    size: int
    rows_read: int
    duplicates: int
    warnings: tuple[str, ...]
    caution: str  # the mapping's
    mapping: Names[str, Any]  # what else it tells of the data
    given: frozenset[str]
    _handover: Handover

    def rows(self) -> pa.RecordBatchReader:
        """source_row, row_hash, the contract's columns in order, the segment columns.

        Moments are seconds, dates days since 1970-01-01 (UTC); customers' ids are pseudonyms.
        """
        return self._handover.rows()

    def quarantined(self) -> pa.RecordBatchReader:
        """A row for each row that stays out, with every reason (schema QUARANTINED)."""
        return self._handover.quarantined()

    def repeated(self) -> pa.RecordBatchReader:
        """source_row and first_row of each duplicate: which row said it before."""
        handover = self._handover
        return handover.scratch.stream(select(handover.judgement.repeated))


def _of_nothing(raw: Raw) -> tuple[str, ...]:
    return () if raw.rows_read else ("it holds no row",)


@contextmanager
def check(
    origin: Origin,
    wanted: Wanted,
    *,
    scratch: Path,
    pseudonyms: Pseudonyms,
    memory_limit: str = "1GB",
    shared_limit: str = "1GB",
    threads: int = 2,
    progress: Progress = lambda _stage: None,
) -> Iterator[Checked]:
    """Read and check one file or table; the result lives as long as the context.

    `scratch` is a folder for working files, which are deleted at the end. Checking takes memory up
    to `memory_limit`, and what is yielded, beside which others work, to `shared_limit`. `progress`
    is told each stage as it begins. Raises SourceError where the file or table as a whole cannot be
    taken in.
    """
    with open_scratch(scratch, memory_limit, threads) as working:
        progress("reading")
        raw = read(working, origin, wanted)
        progress("checking")
        texts = rows_as_text(working, raw, wanted, origin.name)
        judgement = check_rows(working, texts, raw, wanted)
        progress("making pseudonyms")
        handover = Handover(working, wanted, raw, texts, judgement)
        handover.learn(pseudonyms)
        odd = odd_sequences(working, judgement.judged, wanted)
        working.limit_memory(shared_limit)
        yield Checked(
            data_set=wanted.data_set.name,
            origin=origin.name,
            series=origin.series,
            types=raw.types,
            fingerprint=wanted.fingerprint(raw.sha256),
            content=raw.sha256,
            place=wanted.numbered_by(origin.place),
            size=raw.size,
            rows_read=raw.rows_read,
            duplicates=working.count(judgement.repeated),
            warnings=(*raw.warnings, *_of_nothing(raw), *handover.notes(), *odd),
            caution=wanted.mapping.caution,
            mapping=wanted.mapping.told(),
            given=frozenset(wanted.given(raw)),
            _handover=handover,
        )
