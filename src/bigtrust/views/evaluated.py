"""Which metrics the company evaluates of itself, and what each of them is used for."""

from collections.abc import Iterator
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.index import principles_of, takes_part
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.promises.promises import PROMISES
from bigtrust.views import wording
from bigtrust.views.cards import target_text
from bigtrust.views.table import Listing, Table

_COLUMNS: Final = ("Metric", "It asks", "Of", "Evaluated", "Used for")


def evaluated(scope: Scope, build: Build) -> Listing:  # noqa: ARG001 (a view's signature)
    """Every indicator: whether it is evaluated, and for what; the company's own transparency."""
    measures = list(aimed(build).values())
    judged = [each for each in measures if build.missing(each.needs) is None]
    total = wording.counted(len(measures), "metric")
    some = f"{wording.sentence(wording.in_words(len(judged)))} of {total}"
    told = f"All {total}" if len(judged) == len(measures) else some
    verb = "is" if len(judged) == 1 else "are"
    indexed = wording.in_words(sum(_in_index(each, build) for each in judged))
    return Listing(
        title=f"{told} {verb} evaluated, {indexed} of them for the trust index",
        key="Every metric is of the company, by what it does; none scores or ranks a person",
        table=Table(
            "The metrics, and how they are used",
            _COLUMNS,
            tuple(_row(each, build) for each in measures),
            frozenset(),
        ),
    )


def _row(measure: Measure, build: Build) -> tuple[str, ...]:
    missing = build.missing(measure.needs)
    return (
        measure.title,
        measure.question,
        measure.principle,
        "yes" if missing is None else f"no: {wording.lacking(missing)}",
        wording.sentence(wording.joined(list(_uses(measure, build)))) if missing is None else "",
    )


def _uses(measure: Measure, build: Build) -> Iterator[str]:
    if _in_index(measure, build):
        yield "the trust index"
    if measure.target is not None:
        yield f"its {target_text(measure)}"
    if measure.name in PROMISES:
        yield "the ledger of broken promises"
    yield "early warning"


def _in_index(measure: Measure, build: Build) -> bool:
    return takes_part(measure) and measure.principle in principles_of(build)
