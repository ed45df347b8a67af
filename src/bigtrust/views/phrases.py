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

# name -> (of any number, of one where it differs); {count} is the numerator, {value} has its unit.
_CLAUSES: Final[Mapping[str, tuple[str, ...]]] = {
    "opt_out_rate": ("[{value}] of permissions were withdrawn",),
    "contact_without_permission": (
        "[{count} contacts] were made without permission",
        "[one contact] was made without permission",
    ),
    "contact_after_withdrawal": (
        "[{count} contacts] went out after a withdrawal",
        "[one contact] went out after a withdrawal",
    ),
    "contact_in_processing": (
        "[{value}] of contacts went out while a withdrawal was being processed",
    ),
    "people_contacted_after_withdrawal": (
        "[{count} people] were contacted after a withdrawal",
        "[one person] was contacted after a withdrawal",
    ),
    "withdrawal_honoured": ("[{value}] of withdrawals were obeyed for 90 days",),
    "consent_rate": ("[{value}] of people asked have a valid consent",),
    "silent_customers": ("[{value}] of people asked never answered",),
    "consent_on_old_notice": ("[{value}] of consents rest on a superseded notice",),
    "register_or_leave": ("[{value}] of purchases left no choice but to register",),
    "declined_yet_contacted": (
        "[{count} contacts] went to people who had declined to register",
        "[one contact] went to somebody who had declined to register",
    ),
    "reachable_people": (
        "[{count} people] can still be reached",
        "[one person] can still be reached",
    ),
    "reachable_people_gained": (
        "[{count} people] gave us their permission",
        "[one person] gave us their permission",
    ),
    "reachable_people_lost": (
        "we lost the permission of [{count} people]",
        "we lost the permission of [one person]",
    ),
    "undisclosed_sharing": (
        "[{count} disclosures] went to recipients that no notice names",
        "[one disclosure] went to a recipient that no notice names",
    ),
    "sharing_after_objection": (
        "[{count} disclosures] were made after the person had said no",
        "[one disclosure] was made after the person had said no",
    ),
    "over_contacted_customers": (
        "[{count} people] hear from us more often than a cap allows",
        "[one person] hears from us more often than a cap allows",
    ),
    "contact_pressure": ("half of those contacted received [{value} or more] in 30 days",),
    "contact_pressure_95th": (
        "one in twenty of those contacted received [{value} or more] in 30 days",
    ),
    "contact_pressure_top_tenth": ("the most contacted tenth receives [{value}] of contacts",),
    "excess_contacts": ("[{value}] of contacts went beyond a cap",),
    "washing_machine_offers": (
        "[{count} contacts] offered what the person had just bought",
        "[one contact] offered what the person had just bought",
    ),
    "selling_to_the_aggrieved": (
        "[{count} contacts] tried to sell to people who wait for an answer",
        "[one contact] tried to sell to somebody who waits for an answer",
    ),
    "out_of_hours_contacts": (
        "[{count} calls] were made outside the permitted hours",
        "[one call] was made outside the permitted hours",
    ),
    "spam_complaints": ("[{value}] of emails were reported as spam",),
    "opt_outs_by_pressure": ("opt-outs came at [{value}]",),
    "complaints_by_pressure": ("complaints came at [{value}]",),
    "departures_by_pressure": ("departures came at [{value}]",),
    "notice_within_reach": ("[{value}] of touchpoints link the notice",),
    "choice_within_reach": ("[{value}] of touchpoints offer the choice",),
    "data_explained": ("[{value}] of data categories are explained",),
    "current_notice": ("[{value}] of people answered under a notice still in force",),
    "outstanding_requests": (
        "[{count} requests] are outstanding",
        "[one request] is outstanding",
    ),
    "overdue_requests": ("[{count} requests] are overdue", "[one request] is overdue"),
    "answered_on_time": ("[{value}] of requests were answered on time",),
    "acknowledged_on_time": ("[{value}] of requests were acknowledged on time",),
    "time_to_answer": ("half of the requests are answered within [{value}]",),
    "time_to_answer_90th": ("nine in ten requests are answered within [{value}]",),
    "rejected_requests": ("[{value}] of requests were rejected",),
    "extended_requests": ("[{value}] of requests were extended",),
    "extended_too_late": ("[{value}] of extensions were told too late",),
    "due_soon": (
        "[{count} requests] fall due within 7 days",
        "[one request] falls due within 7 days",
    ),
    "complaints_per_1000": ("[{value} customers] complained",),
    "settled_in_3_business_days": ("[{value}] of complaints were settled within 3 business days",),
    "settled_in_8_weeks": ("[{value}] of complaints were settled within 8 weeks",),
    "open_beyond_8_weeks": (
        "[{count} complaints] have been open for more than 8 weeks",
        "[one complaint] has been open for more than 8 weeks",
    ),
    "upheld_complaints": ("[{value}] of complaints were upheld",),
    "repeated_complaints": ("[{value}] of complaints came again",),
    "suspected_violations_outstanding": (
        "[{count} open cases] allege a breach",
        "[one open case] alleges a breach",
    ),
    "systems_agree": ("on [{value}] of customers all systems agree",),
    "people_let_down": (
        "[{count} people] were let down in 90 days",
        "[one person] was let down in 90 days",
    ),
    "perceived_trust": ("people rate their trust in us at [{value}]",),
}

# Where the denominator's data set is missing.
_NUMBER_ALONE: Final[Mapping[str, tuple[str, ...]]] = {
    "complaints_per_1000": ("[{count} complaints] arrived", "[one complaint] arrived"),
}

# Of a time that is not reached yet, what it is beyond.
_NOT_REACHED: Final[Mapping[str, tuple[str, ...]]] = {
    "time_to_answer": ("half of the requests wait [more than {value}] for an answer",),
    "time_to_answer_90th": ("one in ten requests waits [more than {value}] for an answer",),
}


def clause(measure: Measure, figure: Figure, concerning: bool = False) -> Sentence:
    """What `figure` says, without a capital or a full stop."""
    clauses = {**_CLAUSES, **_clauses_of(figure)}
    known = figure.value if figure.beyond is None else figure.beyond
    many, *one = clauses.get(measure.name, (f"{wording.inside(measure.title)}: [{{value}}]",))
    template = one[0] if one and figure.numerator == 1 else many
    return marked(
        template.format(
            count=wording.number(figure.numerator or 0),
            value=wording.quantity(known or 0, measure.unit),
        ),
        concerning,
    )


def _clauses_of(figure: Figure) -> Mapping[str, tuple[str, ...]]:
    """What is said otherwise where something is not known."""
    if figure.beyond is not None:
        return _NOT_REACHED
    return _NUMBER_ALONE if figure.missing else {}


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
