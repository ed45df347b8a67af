"""An indicator without the denominator's data: its number stands alone, and can be split as one."""

from dataclasses import replace

from bigtrust.builds import Build
from bigtrust.measures.charts import chart
from bigtrust.measures.headline import Headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views import wording


def told_as(build: Build, name: str) -> Measure:
    """The indicator as it is defined; where all that is missing is its denominator, its number."""
    measure = aimed(build)[name]
    has_number, has_rate = (
        build.missing(needs) is None for needs in (measure.needs, measure.rate_needs)
    )
    return _alone(measure) if has_number and not has_rate else measure


def or_number_alone(measure: Measure, headline: Headline) -> tuple[Measure, Headline]:
    """The indicator and its figures, or its number and the figures of that."""
    if headline.now.value is None and headline.now.missing:
        measure = _alone(measure)
        headline = _figures_alone(measure, headline)
    return measure, headline


def _alone(measure: Measure) -> Measure:
    """The numerator as a measure of its own, without a target: targets are for rates.

    Its title is the numerator's text, and its unit the first word of that: "complaints received".
    """
    text = measure.numerator_text
    return replace(
        measure,
        title=wording.sentence(text),
        unit=text.partition(" ")[0],
        scale=1.0,
        denominator=None,
        target=None,
    )


def _figures_alone(measure: Measure, headline: Headline) -> Headline:
    now, before, *series = (
        replace(figure, value=figure.numerator)
        for figure in (headline.now, headline.before, *headline.series)
    )
    return replace(
        headline,
        now=now,
        before=before,
        change=None if now.value is None or before.value is None else now.value - before.value,
        series=series,
        chart=None if headline.trend_misleads else chart(measure, series, headline.declared),
        target=None,
        coverage=f"The number alone: for a rate, {wording.lacking(now.missing or '')}",
    )
