"""An indicator without data: what is missing, what it would tell, and what to do next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bigtrust.contract import CONTRACT
from bigtrust.measures.measure import Measure
from bigtrust.views import wording
from bigtrust.views.phrases import Sentence, Span

NEXT: Final = (
    "A data steward or the privacy officer uploads it on the page Data;"
    " `bigtrust load` takes it from a file or a database."
)


@dataclass(frozen=True, slots=True)
class Absent:
    """What stands in place of the charts: the lead, then terms and their meanings."""

    lead: Sentence
    terms: tuple[tuple[str, str], ...]


def absent(measure: Measure, missing: str) -> Absent:
    """Of a data set, or of a column ("complaints.closed_at"), that is not here."""
    lead = f"{measure.title} has no data: {wording.lacking(missing)}."
    return Absent((Span(lead),), tuple(_terms(measure, missing)))


def nothing_judged(measure: Measure) -> Absent:
    """The data are here, and nothing in them falls under the indicator yet."""
    lead = f"{measure.title} has nothing to judge yet."
    terms = (
        ("It would answer", measure.question),
        ("It counts", measure.denominator_text or measure.numerator_text),
        ("What to do", "Nothing: it shows as soon as the data hold a case of it."),
    )
    return Absent((Span(lead),), terms)


def _terms(measure: Measure, missing: str) -> Iterator[tuple[str, str]]:
    name, _, column = missing.partition(".")
    data_set = CONTRACT[name]
    yield "It would answer", measure.question
    yield "Definition", measure.definition
    yield wording.sentence(name.replace("_", " ")), data_set.meaning
    for each in data_set.columns:
        if each.name == column:
            yield f"The column {column}", wording.sentence(each.meaning)
    yield "What to do", NEXT
