"""What an analyst asks on Explore, and what may be asked: no free dates, no unions of values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.headline import first_day, is_known
from bigtrust.measures.measure import Measure
from bigtrust.measures.permitting import personal_dimensions
from bigtrust.measures.values import told_values
from bigtrust.rollups.people import MOST_DIMENSIONS
from bigtrust.rules.period import Period, headline_periods, published_kinds
from bigtrust.views import wording
from bigtrust.views.number_alone import told_as
from bigtrust.views.side_by_side import value_told, words

SHOWN: Final = 12  # periods side by side

Only = tuple[str, str]  # a dimension and the one value of it that is looked at


class Against(StrEnum):
    """What a period is compared with."""

    BEFORE = "the one before"
    YEAR = "a year before"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: split `by` up to two dimensions, of those people or contacts `only`."""

    indicator: str
    period: Period
    before: Period | None  # None: nothing was published before it
    against: str = ""
    by: tuple[str, ...] = ()
    only: tuple[Only, ...] = ()

    @property
    def where(self) -> Mapping[str, str]:
        return dict(self.only)


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen of an indicator. `periods`: months, then weeks, the latest first."""

    missing: str  # the data set or column without which there is nothing
    periods: tuple[Period, ...]
    dimensions: tuple[str, ...]
    filters: tuple[Only, ...]


def of_the_headline(build: Build, indicator: str, dimension: str) -> Asked:
    """The 30 days to as-of by a dimension, against the 30 days before."""
    before, now = headline_periods(build.as_of)
    return Asked(indicator, now, before, by=(dimension,))


def offered(scope: Scope, build: Build, name: str) -> Offered:
    measure = told_as(build, name)
    missing = build.missing(measure.needs)
    if missing is not None:
        return Offered(missing, (), (), ())
    values = told_values(measure, build)
    dimensions = _in_order(values, measure, build)
    filters = ((each, value) for each in dimensions for value in values[each])
    return Offered("", _periods(measure, scope, build), dimensions, tuple(filters))


def told_filter(only: Only) -> str:
    """ "Region: Lombardia"."""
    dimension, value = only
    return f"{wording.sentence(words(dimension))}: {value_told(value)}"


def compared_with(periods: Sequence[Period], period: Period) -> Mapping[Against, Period]:
    """The earlier periods of its kind that it may be compared with."""
    return {
        against: other
        for against, first in _firsts_before(period).items()
        for other in periods
        if other.first == first and _is_week(other) is _is_week(period)
    }


def shown_periods(build: Build, asked: Asked) -> tuple[Period, ...]:
    """Up to twelve of its kind since the data began, the last of them the one that is asked for."""
    measure = told_as(build, asked.indicator)
    weeks, months, _ = published_kinds(build.as_of)
    kind = weeks if _is_week(asked.period) else months
    known = [period for period in kind if is_known(measure, period, build)]
    return tuple(period for period in known if period.last <= asked.period.last)[-SHOWN:]


def splittable(dimensions: Sequence[str], only: Sequence[Only], build: Build) -> tuple[str, ...]:
    """What is left to split by, first what leads deeper from the last filter: an area's regions."""
    if len(only) >= MOST_DIMENSIONS:
        return ()
    told = [dimension for dimension, _ in only]
    finer = [name for name, levels in build.levels.items() if told and told[-1] in levels]
    left = [name for name in dimensions if name not in told]
    return tuple(sorted(left, key=lambda name: name not in finer))


def one_of_each(only: Sequence[Only]) -> tuple[Only, ...]:
    """The latest value of each dimension, the dimensions in the order in which they were chosen."""
    return tuple(dict(only).items())[-MOST_DIMENSIONS:]


def _in_order(dimensions: Iterable[str], measure: Measure, build: Build) -> tuple[str, ...]:
    """First what the company does, whose figures are exact, then what describes people."""
    personal = personal_dimensions(measure, build)
    return tuple(sorted(dimensions, key=lambda name: (name in personal, name != "channel")))


def _periods(measure: Measure, scope: Scope, build: Build) -> tuple[Period, ...]:
    """Those since something could first be judged."""
    weeks, months, _ = published_kinds(build.as_of)
    # Weeks are asked where no month is complete.
    judged = (_judged(measure, kind, scope, build) for kind in (months, weeks))
    since = next((known[0].first for known in judged if known), None)
    if since is None:
        return ()
    since = max(since, first_day(measure, build) or since)
    kinds = (reversed(months), reversed(weeks))
    return tuple(period for kind in kinds for period in kind if period.first >= since)


def _judged(
    measure: Measure, periods: Sequence[Period], scope: Scope, build: Build
) -> list[Period]:
    found = calculate(measure, periods, (), scope, build) if periods else []
    return [figure.period for figure in found if figure.value is not None]


def _is_week(period: Period) -> bool:
    return period.days == 7


def _firsts_before(period: Period) -> Mapping[Against, date]:
    first = period.first
    if _is_week(period):
        week = timedelta(weeks=1)
        return {Against.BEFORE: first - week, Against.YEAR: first - 52 * week}
    return {
        Against.BEFORE: (first - timedelta(days=1)).replace(day=1),
        Against.YEAR: first.replace(year=first.year - 1),
    }
