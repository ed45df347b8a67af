"""Asking ahead: one query for each count of many indicators, where one for each figure would be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bigtrust.builds import Build
from bigtrust.measures.headline import periods_of
from bigtrust.measures.index import index_days_of, periods_at, takes_part
from bigtrust.measures.measure import Count, Measure
from bigtrust.measures.whole import of_the_whole
from bigtrust.rules.period import Period, week_so_far


def ask_ahead(measures: Iterable[Measure], build: Build) -> None:
    """What their cards and the trust index will ask for; it is kept with the build."""
    asked: dict[Count, set[Period]] = defaultdict(set)
    for measure in measures:
        if measure.spread is None and build.missing(measure.needs) is None:
            for count in filter(None, (measure.numerator, measure.denominator)):
                asked[count].update(_periods(measure, build))
    for count, periods in asked.items():
        if build.missing(count.needs) is None:
            of_the_whole(count, sorted(periods), build)


def _periods(measure: Measure, build: Build) -> Iterator[Period]:
    yield from periods_of(measure, build)
    if measure.kind == "flow" and measure.denominator is not None:
        yield week_so_far(build.as_of)
    if takes_part(measure):
        yield from periods_at(measure, index_days_of(build))
