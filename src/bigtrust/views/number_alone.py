"""An indicator without the denominator's data: its number stands alone, and can be split as one."""

from dataclasses import replace

from bigtrust.builds import Build
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views import wording


def told_as(build: Build, name: str) -> Measure:
    """The indicator as it is defined; where all that is missing is its denominator, its number."""
    measure = aimed(build)[name]
    has_number, has_rate = (
        build.missing(needs) is None for needs in (measure.needs, measure.rate_needs)
    )
    return alone(measure) if has_number and not has_rate else measure


def alone(measure: Measure) -> Measure:
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
