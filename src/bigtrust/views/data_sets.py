"""The data sets: how fresh they are, what stays out and why, what a missing one would add."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.contract import CONTRACT, DataSet
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views import wording
from bigtrust.views.gaps import gaps_of
from bigtrust.views.phrases import Sentence, marked
from bigtrust.views.sources import Source, extent, freshness, sources_of
from bigtrust.views.table import Table

STALE: Final = timedelta(days=7)  # behind the day of the figures; house value
LONG_SILENCE: Final = 10  # times the mean time between two rows: chance does that once in 20,000


@dataclass(frozen=True, slots=True)
class DataSets:
    """What the page says above the upload."""

    freshness: str
    extent: str
    lead: Sentence
    held: Table
    quarantine: Table | None  # None: nothing waits
    quarantine_title: str
    missing: Table | None
    missing_title: str
    abouts: tuple[str, ...]  # what the mappings say of the data, and what one has to mind
    left_out: Table | None
    left_out_title: str


def data_sets(scope: Scope, build: Build) -> DataSets:  # noqa: ARG001 (counts of rows, no figures)
    sources = sources_of(build)
    missing = [each for name, each in CONTRACT.items() if name not in build.manifest["data_sets"]]
    waiting = sum(source.quarantined for source in sources)
    return DataSets(
        freshness=freshness(build, sources),
        extent=extent(build, sources),
        lead=_lead(sources, waiting, build),
        held=_held(sources, build),
        quarantine=_quarantine(build) if waiting else None,
        quarantine_title=_waiting(waiting),
        missing=_missing(missing, build) if missing else None,
        missing_title=_missing_title(len(missing)),
        abouts=tuple(_abouts(sources)),
        left_out=_left_out(sources),
        left_out_title=_left_out_title(sources),
    )


def _lead(sources: tuple[Source, ...], waiting: int, build: Build) -> Sentence:
    verb = "is" if len(sources) == 1 else "are"
    given = f"{len(sources)} of {len(CONTRACT)} data sets {verb} here"
    stale = [source.words for source in sources if _is_stale(source, build)]
    problems = []
    if waiting:
        stay = "stays" if waiting == 1 else "stay"
        problems.append(f"[{wording.quantity(waiting, 'rows')}] {stay} in quarantine")
    if stale:
        named = wording.joined(stale) if len(stale) < 4 else wording.counted(len(stale), "data set")
        problems.append(f"[{named}] end more than {STALE.days} days before the others")
    said = wording.joined(problems) if problems else "every row could be read"
    return marked(f"{given}; {said}.", concerning=True)


def _is_stale(source: Source, build: Build) -> bool:
    """Whether what people do or meet ended long before the others, for as often as it happens.

    A notice or an inventory may rest.
    """
    eventful = "customer_id" in {column.name for column in CONTRACT[source.name].columns}
    if source.name == "customers" or not eventful or not source.last_day or not source.first_day:
        return False
    between_rows = (source.last_day - source.first_day) / max(source.rows, 1)
    return build.as_of - source.last_day > max(STALE, LONG_SILENCE * between_rows)


def _held(sources: tuple[Source, ...], build: Build) -> Table:
    columns = ("Data set", "Rows", "First day", "Last day", "Loaded", "Quarantined", "From")
    rows = tuple(_row(source, build) for source in sources)
    return Table("What the figures are made of", columns, rows, frozenset({"Rows", "Quarantined"}))


def _row(source: Source, build: Build) -> tuple[str, ...]:
    days = (source.first_day, source.last_day)
    origins = build.manifest["data_sets"][source.name]["origins"]
    return (
        wording.sentence(source.words),
        wording.number(source.rows),
        *(wording.medium_day(day) if day else "" for day in days),
        wording.moment(source.loaded_at.astimezone(build.zone)),
        wording.number(source.quarantined),
        _origins(origins),
    )


def _origins(origins: list[str]) -> str:
    if len(origins) < 3:
        return ", ".join(origins)
    return f"{origins[0]} and {wording.counted(len(origins) - 1, 'other file')}"


def _waiting(rows: int) -> str:
    if not rows:
        return "Nothing waits in quarantine"
    return f"Why {wording.quantity(rows, 'rows')} {'stays' if rows == 1 else 'stay'} out"


def _quarantine(build: Build) -> Table:
    told: list[Mapping[str, Any]] = build.manifest.get("quarantine", [])
    rows = tuple(
        (each["data_set"].replace("_", " "), each["reason"], wording.number(each["rows"]))
        for each in told
    )
    return Table(
        "A row leaves when a right one with its id is loaded", ("Data set", "Reason", "Rows"), rows,
        frozenset({"Rows"}),
    )  # fmt: skip


def _abouts(sources: tuple[Source, ...]) -> Iterator[str]:
    for source in sources:
        told = " ".join((*source.abouts, *source.cautions))
        if told:
            yield f"{wording.sentence(source.words)}: {told}"


def _left_out(sources: tuple[Source, ...]) -> Table | None:
    """What the sources have and no figure uses, and what they lack; each with its reason."""
    rows = tuple(
        (wording.sentence(source.words), column, wording.sentence(why))
        for source in sources
        for column, why in source.left_out
    )
    columns = ("Data set", "Column", "Why")
    return Table("As the mapping of each source says", columns, rows, frozenset()) if rows else None


def _left_out_title(sources: tuple[Source, ...]) -> str:
    """ "12 columns were left out, each for a reason"."""
    number = sum(len(source.left_out) for source in sources)
    verb = "was" if number == 1 else "were"
    each = "for a reason" if number == 1 else "each for a reason"
    return f"{wording.sentence(wording.counted(number, 'column'))} {verb} left out, {each}"


def _missing_title(number: int) -> str:
    if not number:
        return "No data set is missing"
    verb = "is" if number == 1 else "are"
    named = wording.sentence(wording.counted(number, "data set"))
    return f"{named} {verb} missing; each would add something"


def _missing(missing: list[DataSet], build: Build) -> Table:
    waiting = (
        (measure, need)
        for measure in CATALOGUE.values()
        if (need := build.missing(measure.needs)) is not None
    )
    titles = {gap.missing: [measure.title for measure in gap.measures] for gap in gaps_of(waiting)}
    rows = tuple(
        (
            wording.sentence(each.name.replace("_", " ")),
            each.meaning,
            wording.sentence(each.adds),
            ", ".join(titles.get(each.name, [])),
        )
        for each in missing
    )
    columns = ("Data set", "What it is", "It adds", "Indicators that wait for it first")
    return Table("What is not here yet", columns, rows, frozenset())
