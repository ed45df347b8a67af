"""Every indicator of the catalogue, by principle, as the company aims."""

from collections.abc import Iterator
from itertools import groupby

from bigtrust.builds import Build
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views import wording
from bigtrust.views.cards import target_text
from bigtrust.views.method.entries import Entry, Section, told
from bigtrust.views.wording import lacking

PROMISES = {
    "choice": "The customer chooses.",
    "discretion": "Nothing is shared in secret.",
    "restraint": "Interactions are not misused.",
    "transparency": "The company is transparent.",
    "accountability": "The company can be held to account.",
    "coherence": "People are treated coherently, as people.",
}
_OVER = {"flow": "summed over the period", "stock": "as of the end of a day"}


def indicators(build: Build) -> Iterator[Section]:
    measures = aimed(build).values()
    for principle, members in groupby(measures, key=lambda measure: measure.principle):
        yield Section(
            principle,
            wording.sentence(principle),
            PROMISES[principle],
            tuple(_entry(measure, build) for measure in members),
        )


def _entry(measure: Measure, build: Build) -> Entry:
    return Entry(
        anchor=measure.name,
        title=measure.title,
        about=measure.question,
        terms=told(
            ("Definition", measure.definition),
            ("Numerator", measure.numerator_text),
            ("Denominator", measure.denominator_text),
            ("Unit", f"{measure.unit}, {_OVER[measure.kind]}"),
            ("Direction", f"{measure.better} is good"),
            ("Target", _target(measure)),
            ("In the trust index", _goalposts(measure)),
            ("Mind", measure.caveat),
            ("Made from", _made_from(measure)),
            ("Here", _lacking(measure, build)),
        ),
    )


def _target(measure: Measure) -> str:
    if measure.target is None:
        return "none: it is context"
    return f"{target_text(measure).removeprefix('target').strip()}: {measure.target_source}"


def _goalposts(measure: Measure) -> str:
    if measure.good is None or measure.bad is None:
        return ""
    good, bad = (wording.quantity(post, measure.unit) for post in (measure.good, measure.bad))
    return f"100 points at {good} or better, 0 at {bad} or worse"


def _made_from(measure: Measure) -> str:
    return wording.joined([name.replace("_", " ") for name in measure.data_sets] or ["nothing"])


def _lacking(measure: Measure, build: Build) -> str:
    missing = build.missing(measure.needs)
    return f"no data: {lacking(missing)}" if missing else ""
