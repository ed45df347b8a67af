"""Where the indicators of a meeting stand: now, or as they stood when a meeting was closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.books import Recalled
from bigtrust.builds import Build
from bigtrust.errors import TrustError
from bigtrust.measures.headline import headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views.failures import logged

Figures = Mapping[str, Recalled]  # indicator -> what its headline says

_LOADS: Final = (14, 25)  # how much there is of it: contact pressure, outstanding requests


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures that could be formed; the titles of those that failed (the log says why)."""

    figures: Figures
    failed: tuple[str, ...] = ()


def standing(scope: Scope, build: Build) -> Standing:
    """Of the indicators that have a target, and of two that say how much there is to bear."""
    found: dict[str, Recalled] = {}
    failed: list[str] = []
    for measure in _for_a_meeting(aimed(build).values()):
        try:
            told = headline(measure, scope, build)
        except Exception:
            logged(f"The figure of {measure.name}")
            failed.append(measure.title)
            continue
        if told.now.numerator is not None or not told.now.missing:
            found[measure.name] = Recalled(measure, told)
    return Standing(found, tuple(failed))


def course(
    scope: Scope, build: Build, indicator: str, dimension: str | None, segment: str | None
) -> Recalled | None:
    """An indicator of all, or of one segment; None where that may not be told, or cannot be."""
    measure = aimed(build).get(indicator)
    if measure is None:
        return None
    where = {dimension: segment} if dimension and segment else None
    try:
        return Recalled(measure, headline(measure, scope, build, where))
    except TrustError:
        return None


def until(recalled: Recalled, day: date) -> Recalled:
    """Without what came after the day; its usual range stays that of today."""
    told = recalled.headline
    series = [figure for figure in told.series if figure.period.last <= day]
    drawn = told.chart and replace(told.chart, points=told.chart.points[: len(series)])
    return Recalled(recalled.measure, replace(told, series=series, chart=drawn))


def _for_a_meeting(measures: Iterable[Measure]) -> list[Measure]:
    """One for each number: the first that has a target, else the first."""
    families = [list(each) for _, each in groupby(measures, key=lambda measure: measure.number)]
    chosen = [
        next((each for each in family if each.target is not None), family[0]) for family in families
    ]
    return [each for each in chosen if each.target is not None or each.number in _LOADS]
