"""A headline as it can be kept: frozen when a meeting closes, and read again as it was.

Only figures without a dimension are frozen; every role sees them alike (security.md), so whoever
may read a meeting may read what another role closed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bigtrust.access.scope import Scope
from bigtrust.books.tables import FrozenFigure
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.charts import DeclaredChange
from bigtrust.measures.figure import Figure
from bigtrust.measures.headline import Coverage, Headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.rules.period import Period
from bigtrust.rules.spc_chart import Assurance, Chart, ChartKind, Point, Variation
from bigtrust.rules.spc_rules import Direction, Rule


@dataclass(frozen=True, slots=True)
class Recalled:
    """A measure with its words and target as they were, and what its headline said.

    One that stands `beside` what was shown is told of a decision on it alone.
    """

    measure: Measure
    headline: Headline
    beside: bool = False


Asked = tuple[str, date, date]  # indicator, and the first and last day of its period


def frozen(
    measure: Measure, headline: Headline, meeting_id: int, beside: bool = False
) -> FrozenFigure:
    now = headline.now
    return FrozenFigure(
        meeting_id=meeting_id,
        indicator=measure.name,
        title=measure.title,
        definition=measure.definition,
        unit=measure.unit,
        target=measure.target,
        first=now.period.first,
        last=now.period.last,
        numerator=now.numerator,
        denominator=now.denominator,
        value=now.value,
        rest={
            "now": _kept(now),
            "before": _kept(headline.before),
            "series": [_kept(figure) for figure in headline.series],
            "chart": asdict(headline.chart) if headline.chart else None,
            "target": headline.target,
            "coverage": _part_judged(headline.coverage),
            "trend_misleads": headline.trend_misleads,
            "declared": [change.told() for change in headline.declared],
            "beside": beside,
        },
    )


def recalled(kept: FrozenFigure) -> Recalled | None:
    """What was frozen; None where the catalogue has the indicator no more."""
    measure = CATALOGUE.get(kept.indicator)
    if measure is None:
        return None
    words = replace(
        measure,
        title=kept.title,
        definition=kept.definition,
        unit=kept.unit,
        target=kept.target,
    )
    now, before = _figure(kept.rest["now"]), _figure(kept.rest["before"])
    change = None if now.value is None or before.value is None else now.value - before.value
    return Recalled(
        words,
        Headline(
            now,
            before,
            change,
            [_figure(each) for each in kept.rest["series"]],
            _chart(kept.rest["chart"]),
            kept.rest["target"],
            _coverage(kept.rest["coverage"]),
            kept.rest.get("trend_misleads", False),  # what was closed early does not say,
            [DeclaredChange.read(each) for each in kept.rest.get("declared", ())],  # nor this
        ),
        kept.rest.get("beside", False),  # nothing was, before that was kept
    )


def computed_now(scope: Scope, build: Build, *asked: Asked) -> Mapping[str, Figure]:
    """Indicator -> its figure for the period asked, as the current build forms it."""
    measures = aimed(build)
    found = {}
    for name, first, last in asked:
        if name in measures:
            (found[name],) = calculate(measures[name], [Period(first, last)], (), scope, build)
    return found


def _part_judged(coverage: Coverage | str | None) -> Any:
    return asdict(coverage) if isinstance(coverage, Coverage) else coverage


def _coverage(kept: Any) -> Coverage | str | None:
    """What was closed early kept a text."""
    return Coverage(**kept) if isinstance(kept, dict) else kept


def _kept(figure: Figure) -> dict[str, Any]:
    """What a figure says beyond nothing; days as text."""
    days = [day.isoformat() for day in figure.period]
    told = {name: getattr(figure, name) for name in _NUMBERS}
    return {"period": days, **{name: value for name, value in told.items() if value is not None}}


_NUMBERS = ("numerator", "denominator", "value", "low", "high", "missing", "beyond")


def _figure(kept: Mapping[str, Any]) -> Figure:
    first, last = (date.fromisoformat(day) for day in kept["period"])
    told: dict[str, Any] = {name: kept.get(name) for name in _NUMBERS}
    return Figure(period=Period(first, last), group=(), **told)


def _chart(kept: Mapping[str, Any] | None) -> Chart | None:
    if kept is None:
        return None
    return Chart(
        ChartKind(kept["kind"]),
        tuple(_point(point) for point in kept["points"]),
        Variation(kept["variation"]) if kept["variation"] else None,
        Assurance(kept["assurance"]),
        kept["trial"],
        kept.get("p_value"),  # what was closed early has none
    )


def _point(kept: Mapping[str, Any]) -> Point:
    return Point(
        **{name: kept[name] for name in ("value", "centre", "low", "high")},
        flag=Rule(kept["flag"]) if kept["flag"] else None,
        direction=Direction(kept["direction"]) if kept["direction"] else None,
        part_of=Rule(kept["part_of"]) if kept["part_of"] else None,
    )
