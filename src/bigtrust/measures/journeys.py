"""The journeys of people let down (decisions.md, 69), protected as their viewer's scope."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.engines import transaction
from bigtrust.measures.disclosure import OPEN_OPERATIONAL
from bigtrust.rollups.journeys import JOURNEYS


@dataclass(frozen=True, slots=True)
class Journey:
    """The promises that were broken to people, in order, and how many of them did what thereafter.

    A count is None where too few people are behind it.
    """

    steps: tuple[str, ...]
    people: int | None
    opted_out: int | None
    complained: int | None
    departed: int | None


def journeys(scope: Scope, build: Build) -> list[Journey]:
    """Those of the 90 days to as-of, the commonest first.

    How many people were let down in all is told exactly, so that a hidden journey is not hidden
    alone: the smallest of the others goes with it.
    """
    told = build.shelf.journeys
    with transaction(build.engine) as connection:
        rows = connection.execute(select(told)).all()
    found = sorted(rows, key=lambda row: (-row.people, row.first, row.second, row.third))
    if scope.role is Role.OFFICER:
        return [Journey(_steps(row), *_counts(row)) for row in found]
    few = sum(row.people < OPEN_OPERATIONAL for row in found)
    shown = len(found) - few - (1 if few else 0)
    return [_protected(row, place < shown) for place, row in enumerate(found)]


def _protected(row: Any, shown: bool) -> Journey:
    counts = _counts(row) if shown else (0,) * len(_counts(row))
    return Journey(_steps(row), *(count if count >= OPEN_OPERATIONAL else None for count in counts))


def _steps(row: Any) -> tuple[str, ...]:
    return tuple(filter(None, (row.first, row.second, row.third)))


def _counts(row: Any) -> tuple[int, ...]:
    return tuple(getattr(row, name) for name, _ in JOURNEYS[3:])
