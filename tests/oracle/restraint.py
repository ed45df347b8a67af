"""Interactions are not misused: caps, and how contacts fall on people (at the close of `last`)."""

from collections import Counter
from datetime import date

from tests.oracle.days import DAY, country
from tests.oracle.expected import Expected, nearest_rank, rate
from tests.oracle.known import Asked, Known
from tests.oracle.permission import EUROPEAN_UNION


def over_contacted_customers(known: Known, last: date, asked: Asked) -> Expected:
    """People over any cap on the last day / active customers."""
    people = [person for person in known.people if asked.person(person)]
    over = sum(_is_over_a_cap(known, person, last) for person in people)
    if known.missing("customers.joined_on"):
        return Expected(over, None, None, known.missing("customers.joined_on"))
    return rate(over, sum(known.is_active(person, last) for person in people))


def _is_over_a_cap(known: Known, person: str, day: date) -> bool:
    for cap in known.settings.caps:
        if cap.jurisdiction is None or cap.jurisdiction in _places(known.jurisdiction(person)):
            received = _received(known, cap.days, day, cap.channel)
            if received[person] > cap.limit:
                return True
    return False


def _places(jurisdiction: str) -> set[str]:
    union = {"EU"} if country(jurisdiction) in EUROPEAN_UNION else set()
    return {jurisdiction, country(jurisdiction)} | union


def _received(known: Known, days: int, last: date, channel: str = "all") -> Counter[str]:
    """Person -> contacts in so many days that end with the last, bounced ones aside."""
    return Counter(
        contact["customer_id"]
        for contact in known.marketing
        if contact.get("outcome") != "bounced"
        and last - days * DAY < contact["day"] <= last
        and channel in ("all", contact["channel"])
    )


def _counts(known: Known, last: date, asked: Asked) -> list[int]:
    """Contacts of each person contacted in the last 30 days, fewest first."""
    received = _received(known, 30, last)
    return sorted(number for person, number in received.items() if asked.person(person))


def contact_pressure(known: Known, last: date, asked: Asked) -> Expected:
    return nearest_rank(50, _counts(known, last, asked))


def contact_pressure_95th(known: Known, last: date, asked: Asked) -> Expected:
    return nearest_rank(95, _counts(known, last, asked))


def contact_pressure_top_tenth(known: Known, last: date, asked: Asked) -> Expected:
    """Contacts of the most contacted tenth of people / contacts."""
    counts = _counts(known, last, asked)
    tenth = -(-len(counts) // 10)
    return rate(sum(counts[len(counts) - tenth :]), sum(counts))
