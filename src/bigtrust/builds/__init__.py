"""Builds: a DuckDB file of rollups and ledger with its manifest, published by a pointer."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from bigtrust.builds.filling import Progress, fill, manifest_of
from bigtrust.builds.publishing import UNFINISHED, current, folder_of, publish, read, remove
from bigtrust.builds.shelf import Build, Shelf
from bigtrust.engines import be_the_only_writer, new_build, open_store, transaction, writing_in
from bigtrust.errors import HeldError
from bigtrust.facts import create_tables
from bigtrust.facts.ledger import share_quarantined
from bigtrust.facts.snapshot import take_snapshot
from bigtrust.schema import Star
from bigtrust.settings import Settings

__all__ = ["Build", "Progress", "Shelf", "build", "current", "unseen"]


def unseen(doing: str, share: float) -> None:
    """Progress that nobody watches."""


def build(settings: Settings, progress: Progress = unseen, accept: bool = False) -> Build:
    """Compute all rollups from the fact store and publish them.

    Raises HeldError where too much of a data set waits in quarantine, unless `accept`; StoreError
    where nothing has been loaded.
    """
    now = datetime.now(UTC)
    identity = f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
    folder = folder_of(settings)
    unfinished = folder / f"{identity}{UNFINISHED}"
    store, star = open_store(settings), Star(settings.segments)
    with writing_in(folder), transaction(store) as writer:
        be_the_only_writer(writer)
        with transaction(store) as connection:
            create_tables(connection, star)
            if not accept:
                _hold(connection, star, settings)
            snapshot = take_snapshot(connection, star, settings)
        remove(folder.glob(f"*{UNFINISHED}*"))  # of builds that were interrupted
        with new_build(store, unfinished, settings) as (facts, made):
            snapshot = replace(snapshot, connection=facts)
            fill(made, snapshot, manifest_of(snapshot, identity, now), progress)
        publish(unfinished, folder / f"{identity}.duckdb", settings.store.keep_builds)
    progress("published", 1.0)
    return read(folder, identity)


def _hold(connection: Connection, star: Star, settings: Settings) -> None:
    limit = settings.loading.held_above_percent
    for data_set, share in share_quarantined(connection, star).items():
        if 100 * share > limit:
            raise HeldError(
                f"{100 * share:.1f} % of the rows of {data_set} are in quarantine;"
                f" {limit:g} % are allowed.",
                "Look at them with `bigtrust quarantine`; put them right and load again,"
                " or build all the same with `bigtrust build --accept`.",
            )
