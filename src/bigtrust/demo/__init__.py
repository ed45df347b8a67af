"""Casa Aurora: an invented seller of household appliances and electronics, to try Big Trust on.

In Italy, with customers in Britain and California. The same seed gives the same company, row by
row. Some things go wrong in it, and one gets better; what, when and how much is in its `Truth`.
"""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from bigtrust.demo import (
    complaints,
    consents,
    messages,
    people,
    requests,
    slips,
    surroundings,
    trade,
)
from bigtrust.demo.truth import PERSONAL_DIMENSIONS, Period, PlantedEvent, Truth, planted_events
from bigtrust.demo.workshop import open_workshop

__all__ = ["DATA_SETS", "PlantedEvent", "Truth", "make"]

STEPS = (
    *trade.STEPS[:1],
    *consents.STEPS,
    *people.STEPS,
    *trade.STEPS[1:],
    *messages.STEPS,
    *slips.STEPS,
    *requests.STEPS,
    *complaints.STEPS,
)

DATA_SETS = {
    "customers": people.CUSTOMERS,
    "contacts": messages.CONTACTS,
    "consent_events": consents.CONSENT_EVENTS,
    "complaints": complaints.COMPLAINTS,
    "requests": requests.REQUESTS,
    "request_events": requests.REQUEST_EVENTS,
    "purchases": trade.PURCHASES,
    "product_categories": trade.PRODUCT_CATEGORIES,
    "disclosures": trade.DISCLOSURES,
    "notices": surroundings.NOTICES,
    "notice_recipients": surroundings.NOTICE_RECIPIENTS,
    "recipients": surroundings.RECIPIENTS,
    "data_inventory": surroundings.DATA_INVENTORY,
    "touchpoints": surroundings.TOUCHPOINTS,
    "survey_answers": surroundings.SURVEY_ANSWERS,
}


def make(
    folder: Path,
    customers: int = 50_000,
    seed: int = 20261123,
    as_of: date = date(2026, 10, 31),
    quiet: bool = False,
    progress: Callable[[str, float], None] | None = None,
    years: int = 2,
    memory_limit: str = "4GB",
) -> Truth:
    """Write the demo company into `folder`: a Parquet file a data set, and truth.json.

    The reported window is the `years` up to and including `as_of`; half a year of history comes
    before it, so that stocks (outstanding requests, rolling windows) begin settled. A `quiet`
    company has none of the planted events and no season, and is otherwise the same. `progress`
    hears what is being made and the share done (0-1). Some 20 contacts a customer are made, in
    bounded memory.
    """
    period = Period.ending(as_of, years)
    planted = () if quiet else planted_events(period)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as bench:
        path = Path(bench) / "workshop.duckdb"
        with open_workshop(path, period, planted, customers, seed, memory_limit) as workshop:
            _write(workshop, Path(bench), progress or _unheard)
        for name in DATA_SETS:  # all of them or none: a company half old, half new tells no truth
            (Path(bench) / f"{name}.parquet").replace(folder / f"{name}.parquet")
    truth = Truth(
        company="Casa Aurora",
        customers=customers,
        seed=seed,
        warm_up=period.warm_up,
        first_day=period.first_day,
        as_of=as_of,
        personal_dimensions=PERSONAL_DIMENSIONS,
        planted=planted,
    )
    truth.write(folder / "truth.json")
    return truth


def _write(
    workshop: duckdb.DuckDBPyConnection, folder: Path, progress: Callable[[str, float], None]
) -> None:
    total = len(STEPS) + len(DATA_SETS)
    for done, statement in enumerate(STEPS):
        progress("people and their lives", done / total)
        workshop.execute(statement)
    for done, (name, query) in enumerate(DATA_SETS.items(), start=len(STEPS)):
        progress(name, done / total)
        path = str(folder / f"{name}.parquet")
        workshop.sql(query).write_parquet(path, compression="zstd")
    progress("done", 1.0)


def _unheard(_what: str, _share: float) -> None:
    """Nobody listens to the progress."""
