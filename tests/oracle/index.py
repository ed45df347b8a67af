"""The trust index: fixed goalposts, the mean inside a principle, the geometric mean across."""

from collections.abc import Callable, Mapping
from math import prod
from typing import NamedTuple

from tests.oracle.expected import Expected


class Goalposts(NamedTuple):
    """In the unit of the indicator: shares in %."""

    good: float
    bad: float


# principle -> indicator -> goalposts, from the table of defaults in indicators.md
PRINCIPLES: Mapping[str, Mapping[str, Goalposts]] = {
    "choice": {
        "opt_out_rate": Goalposts(0, 2),
        "contact_without_permission": Goalposts(0, 2),
        "contact_after_withdrawal": Goalposts(0, 0.5),
        "withdrawal_honoured": Goalposts(100, 90),
        "consent_on_old_notice": Goalposts(0, 50),
        "register_or_leave": Goalposts(0, 20),
        "declined_yet_contacted": Goalposts(0, 1),
    },
    "discretion": {
        "undisclosed_sharing": Goalposts(0, 1),
        "sharing_after_objection": Goalposts(0, 1),
    },
    "restraint": {
        "over_contacted_customers": Goalposts(0, 10),
        "excess_contacts": Goalposts(0, 15),
        "washing_machine_offers": Goalposts(0, 5),
        "selling_to_the_aggrieved": Goalposts(0, 3),
        "out_of_hours_contacts": Goalposts(0, 3),
        "spam_complaints": Goalposts(0, 0.30),
    },
    "transparency": {
        "notice_within_reach": Goalposts(100, 70),
        "choice_within_reach": Goalposts(100, 70),
        "data_explained": Goalposts(100, 60),
        "current_notice": Goalposts(100, 40),
    },
    "accountability": {
        "overdue_requests": Goalposts(0, 10),
        "answered_on_time": Goalposts(100, 85),
        "acknowledged_on_time": Goalposts(100, 85),
        "extended_too_late": Goalposts(0, 5),
        "complaints_per_1000": Goalposts(0, 5),
        "settled_in_8_weeks": Goalposts(100, 90),
        "repeated_complaints": Goalposts(0, 20),
    },
    "coherence": {
        "systems_agree": Goalposts(100, 90),
        "people_let_down": Goalposts(0, 10),
        "perceived_trust": Goalposts(7, 4),
    },
}
NO_SHARES = {"complaints_per_1000", "perceived_trust"}
FLOOR = 1


class Index(NamedTuple):
    """`value` is None where a principle has no data; `principles` scores those that have."""

    value: float | None
    principles: dict[str, float]


def index(figure: Callable[[str], Expected]) -> Index:
    """The index of the figures of one day, 0-100."""
    scores = {}
    for principle, indicators in PRINCIPLES.items():
        told = [_score(name, figure(name).value, posts) for name, posts in indicators.items()]
        known = [score for score in told if score is not None]
        if known:
            scores[principle] = sum(known) / len(known)
    if len(scores) < len(PRINCIPLES):
        return Index(None, scores)
    product = prod(max(score, FLOOR) for score in scores.values())
    return Index(product ** (1 / len(scores)), scores)


def _score(name: str, value: float | None, goalposts: Goalposts) -> float | None:
    if value is None:
        return None
    shown = value if name in NO_SHARES else value * 100
    good, bad = goalposts
    return min(100.0, max(0.0, 100 * (shown - bad) / (good - bad)))
