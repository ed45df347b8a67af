"""Interactions are not misused: caps, and how contacts fall on people (at the close of `last`)."""

from collections import Counter
from datetime import date

from bigtrust.settings.parts import CapSetting
from tests.companies import Row
from tests.oracle.days import DAY, country
from tests.oracle.expected import Expected, nearest_rank, rate
from tests.oracle.known import Asked, Known
from tests.oracle.permission import EEA

DELIVERED = ("delivered", "opened", "clicked", "reported_spam")


def over_contacted_customers(known: Known, last: date, asked: Asked) -> Expected:
    """People over any cap on the last day / active customers."""
    people = [person for person in known.people if asked.person(person)]
    over = sum(_is_over_a_cap(known, person, last) for person in people)
    if known.missing("customers.joined_on"):
        return Expected(over, None, None, known.missing("customers.joined_on"))
    return rate(over, sum(known.is_active(person, last) for person in people))


def _is_over_a_cap(known: Known, person: str, day: date) -> bool:
    return any(
        _received(known, cap.days, day, cap.channel)[person] > cap.limit
        for cap in _caps_of(known, person)
    )


def _caps_of(known: Known, person: str) -> list[CapSetting]:
    places = _places(known.jurisdiction(person))
    return [
        cap for cap in known.settings.caps if cap.jurisdiction is None or cap.jurisdiction in places
    ]


def _places(jurisdiction: str) -> set[str]:
    union = {"EU"} if country(jurisdiction) in EEA else set()
    return {jurisdiction, country(jurisdiction)} | union


def _received(known: Known, days: int, last: date, channel: str = "all") -> Counter[str]:
    """Person -> contacts in so many days that end with the last, bounced ones aside."""
    return Counter(
        contact["customer_id"]
        for contact in known.counted
        if last - days * DAY < contact["day"] <= last and channel in ("all", contact["channel"])
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


def excess_contacts(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Contacts beyond a cap / contacts."""
    contacts = _contacts(known, first, last, asked)
    return rate(sum(is_excess(known, row) for row in contacts), len(contacts))


def _contacts(known: Known, first: date, last: date, asked: Asked) -> list[Row]:
    return [row for row in known.counted if first <= row["day"] <= last and asked.row(row)]


def is_excess(known: Known, contact: Row) -> bool:
    """With it, more than a cap allows lie in the window that ends with its day."""
    return any(
        cap.channel in ("all", contact["channel"]) and _so_far(known, contact, cap) > cap.limit
        for cap in _caps_of(known, contact["customer_id"])
    )


def _so_far(known: Known, contact: Row, cap: CapSetting) -> int:
    """The contacts of a cap's window and channel up to and including this one, in order."""
    up_to_it = known.counted[: known.counted.index(contact) + 1]
    return sum(
        row["customer_id"] == contact["customer_id"]
        and cap.channel in ("all", row["channel"])
        and contact["day"] - cap.days * DAY < row["day"]
        for row in up_to_it
    )


def selling_to_the_aggrieved(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Contacts to people with an open complaint or request / contacts."""
    contacts = _contacts(known, first, last, asked)
    return rate(sum(is_to_the_aggrieved(known, row) for row in contacts), len(contacts))


def is_to_the_aggrieved(known: Known, contact: Row) -> bool:
    """Received at or before the moment of sending, and not closed at or before it."""
    sent_at = contact["sent_at"]
    return any(
        row.get("customer_id") == contact["customer_id"]
        and row["received_at"] <= sent_at
        and not (row["ended"] and row["ended"] <= sent_at)
        for row in [*known.complaints, *known.requests]
    )


def spam_complaints(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing email reported as spam / marketing email delivered."""
    outcomes = [
        row.get("outcome")
        for row in _contacts(known, first, last, asked)
        if row["channel"] == "email"
    ]
    delivered = sum(outcome in DELIVERED for outcome in outcomes)
    return rate(outcomes.count("reported_spam"), delivered)
