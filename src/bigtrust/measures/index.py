"""The trust index of a build: its days, its scores, and what moved it (decisions.md, 60)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.headline import first_day
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.rules.index import PRINCIPLES, Index, Scores, contributions, score, trust_index
from bigtrust.rules.period import HEADLINE_DAYS, SERIES_DAYS, Period, days_to, weeks_to

BACK = timedelta(days=HEADLINE_DAYS)
MOST_BACK = 12  # times


@dataclass(frozen=True, slots=True)
class IndexDay:
    """The index at a day's close, and the score of each indicator that takes part.

    `index` is None where a principle has no data. `series` counts from 0 and is another one since
    the indicators that take part changed: points of two series are not to be compared.
    """

    day: date
    index: Index | None
    scores: Scores
    series: int


def index_series(scope: Scope, build: Build) -> list[IndexDay]:
    """The index of each Sunday of the last two years, of as-of and of 30 days before, in order."""
    return index_days(index_days_of(build), scope, build)


def index_days_of(build: Build) -> list[date]:
    since = max(build.as_of - timedelta(days=SERIES_DAYS), build.first_day)
    sundays = {week.last for week in weeks_to(build.as_of, since)}
    return sorted(sundays | {build.as_of - timedelta(days=HEADLINE_DAYS), build.as_of})


def index_days(days: Sequence[date], scope: Scope, build: Build) -> list[IndexDay]:
    """The index of each of these days, in their order."""
    scores = _scores(days, scope, build)
    principles = principles_of(build)
    found: list[IndexDay] = []
    for day in days:
        taking_part = _names(scores[day])
        last = found[-1] if found else None
        changed = last is not None and _names(last.scores) != taking_part
        series = 0 if last is None else last.series + changed
        found.append(IndexDay(day, trust_index(scores[day], principles), scores[day], series))
    return found


def what_moved_it(before: IndexDay, after: IndexDay, build: Build) -> Mapping[str, float] | None:
    """Indicator -> its contribution to the change, adding up to it; None across two series."""
    if before.index is None or after.index is None or _names(before.scores) != _names(after.scores):
        return None
    return contributions(before.scores, after.scores, principles_of(build))


def principles_of(build: Build) -> Sequence[str]:
    """All six, or the fixed subset that settings declare."""
    declared: Sequence[str] = build.manifest["settings"]["index"]["principles"]
    return declared or PRINCIPLES


def takes_part(measure: Measure) -> bool:
    return measure.good is not None and measure.bad is not None


def _scores(days: Sequence[date], scope: Scope, build: Build) -> dict[date, Scores]:
    """Day -> principle -> indicator -> score; every principle of the index is there."""
    principles = principles_of(build)
    found: dict[date, dict[str, dict[str, float]]]
    found = {day: {principle: {} for principle in principles} for day in days}
    for measure in aimed(build).values():
        if not takes_part(measure) or measure.principle not in principles:
            continue
        for day, value in _values(measure, days, scope, build).items():
            if measure.good is not None and measure.bad is not None:
                scored = score(value, measure.good, measure.bad)
                found[day][measure.principle][measure.name] = scored
    return dict(found)


def _values(
    measure: Measure, days: Sequence[date], scope: Scope, build: Build
) -> dict[date, float]:
    """The value of each day; where nothing was to judge, that of 30 days before, back to a year.

    What has no past (an inventory has no dates) is taken to have been as it is: it moves nothing.
    """
    dated = any(build.first_day_of(name) for name in measure.data_sets)
    first = _first_judged(measure, build)
    looked_at = {
        day: _back_from(day if dated else build.as_of, first) for day in days if day >= first
    }
    values = _values_at(measure, {at for at, *_ in looked_at.values()}, scope, build)
    further = [back for at, *back in looked_at.values() if values[at] is None]
    values |= _values_at(measure, {at for back in further for at in back}, scope, build)
    found = {
        day: next((values[at] for at in back if values.get(at) is not None), None)
        for day, back in looked_at.items()
    }
    return {day: value for day, value in found.items() if value is not None}


def _first_judged(measure: Measure, build: Build) -> date:
    """Before the first day of all data there was nothing to judge. A rate of customers, who were
    there before, is no 0 either until there are data of what it counts; where all of those come
    after as-of, they are as if they had not been loaded, and what was given said of none.
    """
    bottom = measure.denominator
    of_customers = bottom is not None and "customers" in bottom.needs
    begins = first_day(measure, build) if of_customers else None
    return build.first_day if begins is None or begins > build.as_of else begins


def _back_from(day: date, first: date) -> list[date]:
    """The day itself, and every 30th day before it, back to a year."""
    earlier = (day - BACK * times for times in range(1, MOST_BACK + 1))
    return [day, *(at for at in earlier if at >= first)]


def _values_at(
    measure: Measure, days: Collection[date], scope: Scope, build: Build
) -> dict[date, float | None]:
    if not days:
        return {}
    figures = calculate(measure, periods_at(measure, sorted(days)), (), scope, build)
    return {figure.period.last: figure.value for figure in figures}


def periods_at(measure: Measure, days: Sequence[date]) -> list[Period]:
    length = HEADLINE_DAYS if measure.kind == "flow" else 1
    return [days_to(day, length) for day in days]


def _names(scores: Scores) -> set[str]:
    return {name for own in scores.values() for name in own}
