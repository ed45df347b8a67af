"""What the figures were made from: the data sets, how fresh they are, and what was left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bigtrust.builds import Build
from bigtrust.views import wording

_TELLING: Final = ("customers", "contacts", "requests", "complaints")


@dataclass(frozen=True, slots=True)
class Source:
    """One data set as the build's manifest accounts for it."""

    name: str
    rows: int
    quarantined: int
    loaded_at: datetime
    first_day: date | None
    last_day: date | None
    cautions: tuple[str, ...] = ()
    abouts: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()  # what its mapping left out, and why

    @property
    def words(self) -> str:
        return self.name.replace("_", " ")


def sources_of(build: Build) -> tuple[Source, ...]:
    """The build's data sets, in the order of its manifest."""
    return tuple(
        Source(
            name=name,
            rows=account["rows"],
            quarantined=account["quarantined"],
            loaded_at=account["loaded_at"],
            first_day=account["first_day"],
            last_day=account["last_day"],
            cautions=tuple(account["cautions"]),
            abouts=tuple(account.get("abouts", ())),
            left_out=tuple(account.get("left_out", {}).items()),
        )
        for name, account in build.manifest["data_sets"].items()
    )


def freshness(build: Build, sources: Iterable[Source]) -> str:
    """ "Data to 31 October 2026 · loaded 23 Nov 2026 20:15 · 12 rows quarantined"."""
    told = list(sources)
    parts = [f"Data to {wording.long_day(build.as_of)}"]
    if told:
        loaded = max(source.loaded_at for source in told).astimezone(build.zone)
        quarantined = sum(source.quarantined for source in told)
        parts.append(f"loaded {wording.moment(loaded)}")
        rows = wording.quantity(quarantined, "rows") if quarantined else "no rows"
        parts.append(f"{rows} quarantined")
    return " · ".join(parts)


def extent(build: Build, sources: Iterable[Source]) -> str:
    """Whose figures these are, and of how much: "Casa Aurora · 50,000 customers · ..."."""
    company: str = build.manifest["settings"]["company"]["name"]
    told = [source for source in sources if source.name in _TELLING]
    counts = (wording.quantity(source.rows, source.words) for source in told)
    return " · ".join((company, *counts))
