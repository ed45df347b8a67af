"""What a cap of N contacts in 30 days would have held back (decisions.md, 67)."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, FromClause, func, select

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.contract import ALL, CHANNELS
from bigtrust.engines import transaction
from bigtrust.errors import NotPermittedError, TrustError
from bigtrust.facts.snapshot import day_number
from bigtrust.measures.disclosure import OPEN_OPERATIONAL
from bigtrust.promises.overlaps import WHOLE
from bigtrust.promises.ranks import YEAR
from bigtrust.rollups.ranks import (
    CONTACTS_BY_RANK,
    OPT_OUTS_BY_CONTACTS,
    PEOPLE_BY_HIGHEST_RANK,
)
from bigtrust.rollups.rollup import Rollup
from bigtrust.rules.period import Period, published_periods


@dataclass(frozen=True, slots=True)
class Simulation:
    """Counts beyond the cap, and of how many. None: fewer than 5 people, or no data."""

    cap: int
    channel: str
    period: Period
    contacts: float | None
    of_contacts: float | None
    people: float | None
    of_people: float | None
    opt_outs: float | None
    of_opt_outs: float | None


def simulate(cap: int, channel: str, period: Period, scope: Scope, build: Build) -> Simulation:
    """What lay beyond the `cap`-th contact of its 30 days, on `channel` or on `all`.

    Raises TrustError for a cap below 1, an unknown channel, or a build without contacts;
    NotPermittedError for a scope of another build, and for a period that is not published.
    """
    _refuse(cap, channel, period, scope, build)
    contacts = _beyond(CONTACTS_BY_RANK, "contacts", cap, channel, period, build)
    people = _beyond(PEOPLE_BY_HIGHEST_RANK, "people", cap, channel, period, build)
    opt_outs: tuple[float | None, float | None] = (None, None)
    if build.missing(("consent_events",)) is None:
        opt_outs = _beyond(OPT_OUTS_BY_CONTACTS, "opt_outs", cap, channel, period, build)
    shown: list[float | None] = [*contacts, *people, *opt_outs]
    if scope.role is not Role.OFFICER:
        beyond, whole = (count < OPEN_OPERATIONAL for count in people)
        shown[::2] = [None] * 3 if beyond else shown[::2]
        shown[1::2] = [None] * 3 if whole else shown[1::2]
    return Simulation(cap, channel, period, *shown)


def _refuse(cap: int, channel: str, period: Period, scope: Scope, build: Build) -> None:
    missing = build.missing(("contacts",))
    if missing is not None:
        raise TrustError("A cap cannot be tried without contacts.", "Load contacts and build.")
    if cap < 1:
        raise TrustError(f"A cap of {cap} contacts allows none.", "Give 1 or more.")
    if channel not in (ALL, *CHANNELS):
        raise TrustError(
            f"{channel!r} is no channel.", f"Give one of: {', '.join((ALL, *CHANNELS))}."
        )
    if scope.build_id != build.id:
        raise NotPermittedError(
            f"The scope is of build {scope.build_id}, and the question of build {build.id}.",
            "Load the page again.",
        )
    tried = period.first > build.as_of - timedelta(days=YEAR)
    if not tried or period not in published_periods(build.as_of):
        raise NotPermittedError(
            f"Caps are tried on whole weeks and months of the last year and on the 30 days to"
            f" as-of, not on {period.first} to {period.last}.",
            "Choose a week, a month or the last 30 days.",
        )


def _beyond(
    rollup: Rollup, count: str, cap: int, channel: str, period: Period, build: Build
) -> tuple[float, float]:
    """How many lie beyond the cap, and how many there are."""
    rows = build.shelf.rollups[rollup.name]
    number = func.coalesce(func.sum(rows.c[count]), 0)
    beyond = func.coalesce(func.sum(rows.c[count]).filter(rows.c.rank > cap), 0)
    statement = select(beyond, number).where(
        rows.c.channel == (WHOLE if channel == ALL else channel), *_within(rows, period)
    )
    with transaction(build.engine) as connection:
        found = connection.execute(statement).one()
    return float(found[0]), float(found[1])


def _within(rows: FromClause, period: Period) -> list[ColumnElement[bool]]:
    first, last = day_number(period.first), day_number(period.last)
    if "since" in rows.c:
        return [rows.c.since == first, rows.c["day"] == last]
    return [rows.c["day"] >= first, rows.c["day"] <= last]
