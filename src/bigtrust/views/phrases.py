"""What an indicator says about people, as a clause that can stand in a sentence.

What stands in [brackets] is the part that a page sets apart. An indicator without a clause of its
own says its title and its value.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.views import wording


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence; what is `strong` stands out, in orange where it is `concerning`."""

    text: str
    strong: bool = False
    concerning: bool = False


Sentence = tuple[Span, ...]

# name -> (of one, of any other number); {count} is the numerator, {value} has its unit.
_CLAUSES: Final[Mapping[str, tuple[str, str]]] = {
    "opt_out_rate": ("[{value}] of permissions were withdrawn",) * 2,
    "contact_without_permission": (
        "[one contact] was made without permission",
        "[{count} contacts] were made without permission",
    ),
    "contact_after_withdrawal": (
        "[one contact] went out after a withdrawal",
        "[{count} contacts] went out after a withdrawal",
    ),
    "over_contacted_customers": (
        "[one person] hears from us more often than a cap allows",
        "[{count} people] hear from us more often than a cap allows",
    ),
    "contact_pressure": ("half of those contacted heard from us [{value} or more] in 30 days",) * 2,
    "outstanding_requests": (
        "[one request] is outstanding",
        "[{count} requests] are outstanding",
    ),
    "overdue_requests": ("[one request] is overdue", "[{count} requests] are overdue"),
    "answered_on_time": ("[{value}] of requests were answered on time",) * 2,
    "complaints_per_1000": ("[{value} customers] complained",) * 2,
    "settled_in_8_weeks": ("[{value}] of complaints were settled within 8 weeks",) * 2,
}

# Where the denominator's data set is missing.
_NUMBER_ALONE: Final[Mapping[str, tuple[str, str]]] = {
    "complaints_per_1000": ("[one complaint] arrived", "[{count} complaints] arrived"),
}


def clause(measure: Measure, figure: Figure, concerning: bool = False) -> Sentence:
    """What `figure` says, without a capital or a full stop."""
    clauses = {**_CLAUSES, **_NUMBER_ALONE} if figure.missing else _CLAUSES
    one, many = clauses.get(measure.name, (f"{wording.inside(measure.title)}: [{{value}}]",) * 2)
    template = one if figure.numerator == 1 else many
    return marked(
        template.format(
            count=wording.number(figure.numerator or 0),
            value=wording.quantity(figure.value or 0, measure.unit),
        ),
        concerning,
    )


def marked(text: str, concerning: bool = False) -> Sentence:
    """Text with [strong parts] as spans."""
    parts = enumerate(re.split(r"\[|\]", text))
    return tuple(
        Span(part, odd % 2 == 1, concerning and odd % 2 == 1) for odd, part in parts if part
    )


def plain(sentence: Sentence) -> str:
    """The sentence as text."""
    return "".join(span.text for span in sentence)


def capital(sentence: Sentence) -> Sentence:
    """The sentence with its first letter large."""
    first, *rest = sentence
    return (Span(wording.sentence(first.text), first.strong, first.concerning), *rest)
