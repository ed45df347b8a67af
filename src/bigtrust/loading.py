"""Loading: sources are read and checked, and what passes goes into the fact store.

Each file or table is one load in one transaction of its own: it is in, whole and in the ledger,
or it is not in at all.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine, Row, select

from bigtrust.access.pseudonyms import Pseudonyms, read_key
from bigtrust.contract import CONTRACT
from bigtrust.engines import open_store, transaction
from bigtrust.facts import Load, create_tables, take_in
from bigtrust.facts.retry import retry
from bigtrust.schema import Star
from bigtrust.settings import Settings, Source
from bigtrust.sources import Origin, check, find_mapping, origins

Progress = Callable[[str, float], None]  # what is being done, and which share of all is done


def load(
    settings: Settings,
    sources: Sequence[Source],
    dry_run: bool = False,
    progress: Progress = lambda doing, share: None,  # noqa: ARG005
) -> list[Load]:
    """Load every file and table of the sources, what others refer to first; one Load for each.

    Then quarantined rows whose customer has come are tried again. A dry run does all of it and
    keeps nothing. Raises SourceError for a file that cannot be taken in as a whole; the loads
    before it stand.
    """
    door = _Door(settings, dry_run)
    order = list(CONTRACT)
    planned = [
        (source, origin)
        for source in sorted(sources, key=lambda source: order.index(source.data_set))
        for origin in origins(source, settings.home)
    ]
    loads = []
    for number, (source, origin) in enumerate(planned):
        progress(f"{source.data_set} from {origin.name}", number / len(planned))
        loads.append(door.take(source, origin))
    if not dry_run:
        loads.extend(door.retry())
    progress("loaded", 1.0)
    door.close()
    return loads


class _Door:
    """The store, open for one run of loads."""

    def __init__(self, settings: Settings, dry_run: bool) -> None:
        self.settings = settings
        self.dry_run = dry_run
        self.pseudonyms: Pseudonyms = read_key(settings.folder)
        self.star = Star(settings.segments)
        self.store: Engine = open_store(settings)
        with transaction(self.store) as connection:
            create_tables(connection, self.star)

    def take(self, source: Source, origin: Origin) -> Load:
        with (
            check(
                origin,
                CONTRACT[source.data_set],
                find_mapping(source.data_set, source.mapping, self.settings.home),
                segments=self.star.segment_columns[source.data_set],
                time_zone=source.time_zone or self.settings.company.time_zone,
                scratch=self._scratch(),
                pseudonyms=self.pseudonyms,
                memory_limit=self.settings.store.memory_limit,
                threads=self.settings.store.threads,
            ) as checked,
            transaction(self.store) as connection,
        ):
            load = take_in(connection, self.star, checked, self.settings.company.time_zone)
            if self.dry_run:
                connection.rollback()
            return load

    def retry(self) -> Iterator[Load]:
        with transaction(self.store) as connection:
            yield from retry(connection, self.star, self.settings.company.time_zone)

    def close(self) -> None:
        self.store.dispose()

    def _scratch(self) -> Path:
        folder = self.settings.folder / "temporary"
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def quarantine(settings: Settings) -> list[Row[tuple[int, str]]]:
    """The rows that wait in quarantine, by data set, origin and row."""
    entries = Star(settings.segments).quarantine
    store = open_store(settings)
    with transaction(store) as connection:
        create_tables(connection, Star(settings.segments))
        return list(
            connection.execute(
                select(entries)
                .where(entries.c.released_by.is_(None))
                .order_by(entries.c.data_set, entries.c.load_key, entries.c.source_row)
            )
        )
