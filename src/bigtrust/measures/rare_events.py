"""Events so rare that a week says little of them: the days from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import points
from bigtrust.measures.measure import Measure, Over
from bigtrust.rules.period import Period
from bigtrust.rules.spc import chart_events
from bigtrust.rules.spc_chart import Aim, Chart

FEWEST = 8  # events: fewer gaps between them tell no usual range
OFTEN = 0.5  # events a day, from which on days are too coarse to tell them apart


@dataclass(frozen=True, slots=True)
class RareEvents:
    """The days of a measure's events, one for each, in order. Where nearly all of its cases are in
    the numerator, the events are the `others`. `better`: whether fewer of them are.

    A point of the chart is of an event but the first; one more, of as-of, where it has been long.
    """

    days: tuple[date, ...]
    others: bool
    better: Literal["up", "down"]
    chart: Chart


def rare_events(measure: Measure, scope: Scope, build: Build) -> RareEvents | None:
    """Of the days of the measure's series; None where they are no events, too many or too few."""
    weeks = points(measure, build)
    if not weeks or not counts_events(measure):
        return None
    since, length = weeks[0].first, (build.as_of - weeks[0].first).days + 1
    days = [since + timedelta(days=number) for number in range(length)]
    found = calculate(measure, [Period(day, day) for day in days], (), scope, build)
    happened, left = _numbers(found)
    others = measure.is_share and sum(left) < sum(happened)
    counts = left if others else happened
    if not FEWEST <= sum(counts) <= OFTEN * length:
        return None
    told = tuple(day for day, count in zip(days, counts, strict=True) for _ in range(count))
    better = measure.better if not others else _OPPOSITE[measure.better]
    return RareEvents(told, others, better, chart_events(told, Aim(better), build.as_of))


_OPPOSITE: dict[str, Literal["up", "down"]] = {"up": "down", "down": "up"}


def counts_events(measure: Measure) -> bool:
    """A score added up, or people counted once a period, are no events of a day."""
    count = measure.numerator
    adds_up = measure.kind == "flow" and count.over is Over.PERIOD and not count.less
    is_plain = measure.denominator is None or measure.is_share or measure.is_rate_of_events
    return adds_up and is_plain and measure.spread is None


def _numbers(found: Sequence[Figure]) -> tuple[list[int], list[int]]:
    """Of each day, how many are in the numerator, and how many in the denominator alone."""
    happened = [round(figure.numerator or 0) for figure in found]
    of_all = (round(figure.denominator or 0) for figure in found)
    return happened, [whole - part for whole, part in zip(of_all, happened, strict=True)]
