"""Figures and headlines written by hand, for the views to speak about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.charts import DeclaredChange, chart, target_of
from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import Headline
from bigtrust.measures.index import IndexDay
from bigtrust.measures.measure import Measure
from bigtrust.rules.index import PRINCIPLES, contributions, trust_index
from bigtrust.rules.period import Period, days_to, weeks_to
from bigtrust.views.cards import Card, card
from bigtrust.views.index_course import IndexCourse

AS_OF = date(2026, 10, 25)  # a Sunday


def figure(
    value: float | None,
    numerator: float | None = 30.0,
    denominator: float | None = 1000.0,
    period: Period | None = None,
    missing: str | None = None,
) -> Figure:
    return Figure(period or days_to(AS_OF, 30), (), numerator, denominator, value, missing=missing)


def headline(
    measure: Measure,
    shares: Sequence[float],
    now: float | None = None,
    before: float | None = None,
    denominator: float = 1000.0,
) -> Headline:
    """A headline whose weeks have these values (in the measure's unit), the last one latest."""
    weeks = weeks_to(AS_OF, AS_OF - timedelta(days=7 * len(shares) - 1))
    series = [
        Figure(week, (), round(share / measure.scale * denominator), denominator, share)
        for week, share in zip(weeks, shares, strict=True)
    ]
    latest = shares[-1] if now is None else now
    earlier = latest if before is None else before
    return Headline(
        now=figure(latest, round(latest / measure.scale * denominator), denominator),
        before=figure(earlier, round(earlier / measure.scale * denominator), denominator),
        change=latest - earlier,
        series=series,
        chart=chart(measure, series),
        target=target_of(measure, measure.window_days),
        coverage=None,
    )


STEADY = [2.4, 3.6, 2.9, 3.1, 3.8, 2.8] * 4
RISING_AT_THE_END = [*STEADY, 6.0, 7.0]
FALLING_AT_THE_END = [*STEADY, 0.5, 0.4]


def a_card(name: str, shares: Sequence[float] = STEADY, target: float | None = None) -> Card:
    """The card of a measure of the catalogue, with another target if one is told."""
    measure = CATALOGUE[name]
    if target is not None:
        measure = replace(measure, target=target)
    return card(measure, headline(measure, shares))


_SCORES = {
    "choice": {"contact_after_withdrawal": 60.0, "opt_out_rate": 80.0},
    "restraint": {"excess_contacts": 70.0},
}


def course(**changed: float) -> IndexCourse:
    """An index of which only these scores changed within 30 days; others are 70."""
    before, now = _index_day(AS_OF - timedelta(days=30)), _index_day(AS_OF, **changed)
    return IndexCourse([before, now], before, now, contributions(before.scores, now.scores))


def _index_day(when: date, **changed: float) -> IndexDay:
    found = {name: dict(_SCORES.get(name, {name: 70.0})) for name in PRINCIPLES}
    for own in found.values():
        own.update({name: value for name, value in changed.items() if name in own})
    return IndexDay(when, trust_index(found), found, 0)


def learned_anew(name: str, shares: Sequence[float]) -> Headline:
    """A headline whose usual range begins anew with its last three weeks: too few for one."""
    measure = CATALOGUE[name]
    found = headline(measure, shares)
    changed = DeclaredChange(found.series[-3].period.first, None, "A shop was opened.")
    return replace(found, chart=chart(measure, found.series, [changed]), declared=[changed])


def misleading(name: str, shares: Sequence[float]) -> Headline:
    """Of data that rise and fall as they were drawn: nobody judges it by chance."""
    told = headline(CATALOGUE[name], shares)
    return replace(told, chart=None, trend_misleads=True)
