"""Loading: sources are read and checked, and what passes goes into the fact store.

Each file or table is one load in one transaction of its own: it is in, whole and in the ledger,
or it is not in at all.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Row, select

from bigtrust.access.pseudonyms import Pseudonyms, read_key
from bigtrust.contract import CONTRACT
from bigtrust.engines import open_store, transaction, writing_in
from bigtrust.errors import StoreError
from bigtrust.facts import (
    Load,
    begin_whole,
    create_tables,
    known_as,
    loaded_before,
    refuse_another_key,
    take_in,
)
from bigtrust.facts.ledger import Reason, reasons
from bigtrust.facts.retry import retry
from bigtrust.schema import Star
from bigtrust.settings import Settings
from bigtrust.settings.parts import Source
from bigtrust.sources import (
    Checked,
    FileOrigin,
    Origin,
    Wanted,
    check,
    find_mapping,
    origins,
)

Progress = Callable[[str, float], None]  # what is being done, and which share of all is done
Planned = tuple[Source, tuple[Origin, ...]]  # what is loaded in one transaction
_ENGINES = 2  # of a load: rows are checked in one, and kept in the other
MOST_KEPT_OUT = 50  # rows that a rehearsal tells one by one
_TOLD = ("source_row", "column_name", "value", "reason", "nearest")
Transaction = Callable[[], AbstractContextManager[Connection]]


def load(
    settings: Settings,
    sources: Sequence[Source],
    dry_run: bool = False,
    progress: Progress = lambda doing, share: None,  # noqa: ARG005
    accept: bool = False,
) -> list[Load]:
    """Load every file and table of the sources, what others refer to first; one Load for each.

    Then quarantined rows whose customer has come are tried again. A dry run does all of it and
    keeps nothing. Raises SourceError for a file that cannot be taken in as a whole, and HeldError
    for one that somebody has to `accept`; the loads before it stand. Raises StoreError while
    another load runs.
    """
    planned = _planned(settings, sources)
    loads = []
    with _door(settings, dry_run, accept) as door:
        for number, (source, together) in enumerate(planned):
            names = ", ".join(origin.name for origin in together)
            progress(f"{source.data_set} from {names}", number / len(planned))
            loads += door.take(source, together)
        loads += door.retry()
    progress("loaded", 1.0)
    return loads


@dataclass(frozen=True)
class KeptOut:
    """A row that would stay out: its number, the column and value at fault, and why."""

    row: int
    column: str
    value: str
    reason: str
    nearest: str


@dataclass(frozen=True)
class Rehearsal:
    """What a load would do: its loads, why rows would stay out, and the first of those rows."""

    loads: list[Load]
    reasons: list[Reason]
    kept_out: list[KeptOut]


def rehearse(settings: Settings, source: Source, accept: bool = False) -> Rehearsal:
    """Load a source, look at what became of it, and undo it. Raises what `load` does."""
    with _door(settings, dry_run=True, accept=accept) as door:
        loads = [
            load
            for planned, together in _planned(settings, [source])
            for load in door.take(planned, together)
        ]
        with door.transaction() as connection:
            entries = door.star.quarantine
            of_these = entries.c.load_key.in_([load.load_key for load in loads if not load.already])
            rows = connection.execute(
                select(entries).where(of_these).order_by(entries.c.source_row).limit(MOST_KEPT_OUT)
            ).all()
            return Rehearsal(
                loads,
                reasons(connection, door.star, of_these),
                [KeptOut(*(row._mapping[name] for name in _TOLD)) for row in rows],
            )


def _planned(settings: Settings, sources: Sequence[Source]) -> list[Planned]:
    order = list(CONTRACT)
    return [
        (source, together)
        for source in sorted(sources, key=lambda source: order.index(source.data_set))
        for together in _together(source, settings.home)
    ]


def _together(source: Source, home: Path) -> Iterator[tuple[Origin, ...]]:
    """A snapshot is one load of all of its files."""
    found = origins(source, home)
    yield from [found] if source.mode == "snapshot" else ((origin,) for origin in found)


@dataclass(frozen=True)
class _Door:
    """The way into the store, open for one run of loads."""

    settings: Settings
    star: Star
    pseudonyms: Pseudonyms
    transaction: Transaction
    scratch: Path
    accept: bool
    known: frozenset[str]  # fingerprints of the loads before
    dry_run: bool  # in one transaction

    def take(self, source: Source, together: Sequence[Origin]) -> list[Load]:
        wanted = self._wanted(source)
        if source.mode == "snapshot":
            return self._take_whole(wanted, together)
        (origin,) = together
        content = self._content(origin)
        if before := self._loaded_before(wanted, content, origin.place):
            return [before]
        origin = self._as_known(wanted, origin, content)
        check_it = self._checked(wanted, origin, beside_store=self.dry_run)
        with check_it as checked, self.transaction() as connection:
            return [take_in(connection, self.star, checked, self._zone, self.accept)]

    def retry(self) -> list[Load]:
        with self.transaction() as connection:
            return list(retry(connection, self.star, self._zone))

    def _take_whole(self, wanted: Wanted, together: Sequence[Origin]) -> list[Load]:
        if wanted.mapping.numbers_rows:
            together = [self._as_known(wanted, each, self._content(each)) for each in together]
        with self.transaction() as connection:
            whole = begin_whole(connection, self.star, wanted.data_set, self.accept)
            loads = []
            for origin in together:
                with self._checked(wanted, origin, beside_store=True) as checked:
                    loads.append(whole.take(checked, self._zone))
            return whole.end(loads, self.settings.loading.held_above_percent_absent)

    def _content(self, origin: Origin) -> str:
        """The SHA-256 of a file that may have been loaded before; of anything else none."""
        return origin.sha256() if self.known and isinstance(origin, FileOrigin) else ""

    def _loaded_before(self, wanted: Wanted, content: str, place: str) -> Load | None:
        """The load of the very same file: to read and check it again would take minutes."""
        fingerprint = wanted.fingerprint(content) if content else ""
        if fingerprint not in self.known:
            return None
        with self.transaction() as connection:
            of_file = (wanted.data_set.name, fingerprint, wanted.numbered_by(place))
            return loaded_before(connection, self.star, *of_file)

    def _as_known(self, wanted: Wanted, origin: Origin, content: str) -> Origin:
        """A file whose rows are numbered is that of the same bytes, wherever it lies now (it may
        have been uploaded): else the same rows, read by another mapping, would count twice.
        """
        if not (isinstance(origin, FileOrigin) and content and wanted.mapping.numbers_rows):
            return origin
        with self.transaction() as connection:
            name = known_as(connection, self.star, wanted.data_set.name, origin.name, content)
        return replace(origin, known_as=name)

    def _wanted(self, source: Source) -> Wanted:
        mapping = find_mapping(source.data_set, source.mapping, self.settings.home)
        if source.encoding:  # read in another one, the same file says something else
            mapping = mapping.model_copy(update={"encoding": source.encoding})
        return Wanted(
            CONTRACT[source.data_set],
            tuple(self.star.segment_columns[source.data_set]),
            mapping,
            source.time_zone or self._zone,
        )

    def _checked(
        self, wanted: Wanted, origin: Origin, beside_store: bool
    ) -> AbstractContextManager[Checked]:
        """All memory is for the checks, unless the store is open beside them."""
        shared = self.settings.store.engine_memory(_ENGINES)
        return check(
            origin,
            wanted,
            scratch=self.scratch,
            pseudonyms=self.pseudonyms,
            memory_limit=shared if beside_store else self.settings.store.engine_memory(),
            shared_limit=shared,
            threads=self.settings.store.threads,
        )

    @property
    def _zone(self) -> str:
        return self.settings.company.time_zone


@contextmanager
def _door(settings: Settings, dry_run: bool, accept: bool) -> Iterator[_Door]:
    star, pseudonyms = Star(settings.segments), read_key(settings.folder)
    with (
        writing_in(settings.folder),
        _only_load(settings.folder),
        _scratch(settings.folder / "checking") as scratch,
        _transactions(settings, dry_run) as begin,
    ):
        with begin() as connection:
            create_tables(connection, star)
            refuse_another_key(connection, star, pseudonyms)
            known = frozenset(connection.scalars(select(star.loads.c.fingerprint)))
        yield _Door(settings, star, pseudonyms, begin, scratch, accept, known, dry_run)


@contextmanager
def _only_load(folder: Path) -> Iterator[None]:
    """The lock is the system's, so that it goes with the process, however that ends."""
    with (folder / "loading.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                f"Another load into {folder} is running.",
                "Wait until it has ended, then load again.",
            ) from error
        yield


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for customers' ids as they came: gone afterwards, and what a killed load left of
    it beforehand.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _transactions(settings: Settings, dry_run: bool) -> Iterator[Transaction]:
    """How to begin a transaction. A dry run has but one, undone at its end, so that each load in
    it finds what those before it did.
    """
    store = open_store(settings, _ENGINES)
    if not dry_run:
        yield partial(transaction, store)
        return
    with transaction(store) as connection:
        yield lambda: nullcontext(connection)
        connection.rollback()


def quarantine(settings: Settings) -> list[Row[tuple[int, str]]]:
    """The rows that wait in quarantine, by data set, origin and row."""
    star = Star(settings.segments)
    entries = star.quarantine
    with transaction(open_store(settings)) as connection:
        create_tables(connection, star)
        return list(
            connection.execute(
                select(entries)
                .where(entries.c.released_by.is_(None))
                .order_by(entries.c.data_set, entries.c.load_key, entries.c.source_row)
            )
        )
