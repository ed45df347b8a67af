"""Register or leave, and those who declined and are contacted all the same."""

from datetime import date

from tests.companies import Row
from tests.oracle.expected import Expected, rate
from tests.oracle.known import Asked, Known
from tests.oracle.standing import state_at


def register_or_leave(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Purchases where declining was not offered / purchases of which registration is told."""
    told = [
        row["registration"]
        for row in known.purchases
        if row.get("registration")
        and first <= row["day"] <= last
        and asked.person(row["customer_id"])
    ]
    return rate(told.count("not_offered"), len(told))


def declined_yet_contacted(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts to those who only ever declined / marketing contacts."""
    contacts = [row for row in known.marketing if first <= row["day"] <= last and asked.row(row)]
    return rate(sum(had_declined(known, row) for row in contacts), len(contacts))


def had_declined(known: Known, contact: Row) -> bool:
    """Nothing but purchases as a guest or with registration declined before it, no consent."""
    before = [
        row.get("registration")
        for row in known.purchases
        if row["customer_id"] == contact["customer_id"] and row["purchased_at"] < contact["sent_at"]
    ]
    declined = bool(before) and all(told in ("declined", "guest") for told in before)
    return declined and not state_at(known, contact).consent
