"""People, not consumers: systems that agree, people let down, and the trust they tell."""

from datetime import date

from tests.companies import Row
from tests.oracle.days import DAY
from tests.oracle.expected import Expected, rate
from tests.oracle.known import Asked, Known
from tests.oracle.ledger import breaches
from tests.oracle.permission import covers, pairs, state_after

LET_DOWN_BY = {
    "contact_without_permission",
    "declined_yet_contacted",
    "sharing_after_objection",
    "washing_machine_offers",
    "selling_to_the_aggrieved",
    "out_of_hours_contacts",
}


def systems_agree(known: Known, last: date, asked: Asked) -> Expected:
    """People of whom all systems say the same / people in two systems or more."""
    told = [_told_by_system(known, person, last) for person in filter(asked.person, known.people)]
    several = [by_system for by_system in told if len(by_system) > 1]
    return rate(sum(_agree(known, by_system) for by_system in several), len(several))


def _told_by_system(known: Known, person: str, day: date) -> dict[str, list[Row]]:
    """Source system -> what it recorded of a person by the close of a day, `requested` aside."""
    by_system: dict[str, list[Row]] = {}
    for row in known.said:
        told = row["customer_id"] == person and row["day"] <= day and row["state"] != "requested"
        if told and row.get("source_system"):
            by_system.setdefault(row["source_system"], []).append(row)
    return by_system


def _agree(known: Known, by_system: dict[str, list[Row]]) -> bool:
    for pair in pairs(known):
        about = [[row for row in told if covers(row, pair)] for told in by_system.values()]
        if len({_standing(told) for told in about if told}) > 1:
            return False
    return True


def _standing(told: list[Row]) -> str:
    state = state_after(told)
    if state.opted_out:
        return "opted out"
    if state.refused:
        return "refused"
    return "consent" if state.consent else "neither"


def people_let_down(known: Known, last: date, asked: Asked) -> Expected:
    """Customers with a breach in the 90 days that end with the day / active customers."""
    people = {
        breach.customer_id
        for breach in breaches(known)
        if breach.promise in LET_DOWN_BY
        and last - 90 * DAY < breach.day <= last
        and asked.person(breach.customer_id)
    }
    if known.missing("customers.joined_on"):
        return Expected(len(people), None, None, known.missing("customers.joined_on"))
    active = [one for one in known.people if asked.person(one) and known.is_active(one, last)]
    return rate(len(people), len(active))


def perceived_trust(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Scores added / answers."""
    scores = _scores(known, first, last, asked)
    return rate(sum(scores), len(scores))


def perceived_trust_net(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Answers of 6 or 7 less those of 1 or 2 / answers."""
    scores = _scores(known, first, last, asked)
    return rate(sum((score >= 6) - (score <= 2) for score in scores), len(scores))


def _scores(known: Known, first: date, last: date, asked: Asked) -> list[int]:
    return [
        row["score"]
        for row in known.company["survey_answers"]
        if first <= row["answered_on"] <= last
        and row["score"] is not None
        and row["statement"] is not None
        and asked.person(row.get("customer_id"))
    ]
