"""The ledger of broken promises as numbers: how many there are, and of how many people.

Time and promise are no dimensions (security.md): a promise's breaches are exact, as its indicator
is. What the company did (sender unit, campaign, ...) is one: `calculate` protects it.
"""

from dataclasses import replace
from typing import Final

from bigtrust.builds import Build
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Count, Measure, Over
from bigtrust.promises.promises import PROMISES
from bigtrust.rollups import BROKEN_PROMISES

BROKEN: Final = Measure(
    name="broken_promises",
    number=0,
    title="Broken promises",
    question="How often did we break what we promise?",
    definition="Rows of the ledger of broken promises; a contact that breaks two promises is two.",
    numerator_text="broken promises",
    denominator_text="",
    unit="broken promises",
    kind="flow",
    better="down",
    principle="",
    numerator=Count(BROKEN_PROMISES, "breaches", Over.PERIOD),
)


def breaches_of(promise: str) -> Measure:
    """The breaches of a promise, by its indicator's name; of all of them where none is named."""
    if not promise:
        return BROKEN
    known = CATALOGUE[promise]
    return replace(BROKEN, name=promise, title=known.title, numerator=known.numerator)


def people_of(promise: str) -> Measure:
    """The people whose promises these were."""
    measure = breaches_of(promise)
    return replace(measure, unit="people", numerator=replace(measure.numerator, over=Over.PEOPLE))


def judged_promises(build: Build) -> tuple[str, ...]:
    """The promises whose data was given, in the catalogue's order."""
    return tuple(
        name
        for name in CATALOGUE
        if name in PROMISES and build.missing(CATALOGUE[name].needs) is None
    )


def unjudged_promises(build: Build) -> dict[str, str]:
    """The promises that nobody can judge yet -> what is missing."""
    missing = {name: build.missing(CATALOGUE[name].needs) for name in CATALOGUE if name in PROMISES}
    return {name: need for name, need in missing.items() if need is not None}
