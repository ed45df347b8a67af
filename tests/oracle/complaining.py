"""What becomes of complaints, and what alleges a breach of the privacy policy."""

from datetime import date, timedelta

from tests.companies import Row
from tests.oracle.accountability import complaints_asked, is_open
from tests.oracle.expected import Expected, count, rate
from tests.oracle.known import Asked, Known

NINETY_DAYS = timedelta(days=90)


def upheld_complaints(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Upheld / closed in the period, of those of which it is told."""
    told = [
        row["upheld"]
        for row in complaints_asked(known, asked)
        if row["closed"] and first <= row["closed"] <= last and row["upheld"] is not None
    ]
    return rate(sum(told), len(told))


def repeated_complaints(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Followed by another of the same / of known customers, whose 90th day is in the period."""
    followed = [
        row
        for row in complaints_asked(known, asked)
        if row.get("customer_id") and first <= row["received"] + NINETY_DAYS <= last
    ]
    return rate(sum(_is_repeated(known, row) for row in followed), len(followed))


def _is_repeated(known: Known, complaint: Row) -> bool:
    return any(
        other.get("customer_id") == complaint["customer_id"]
        and other["topic"] == complaint["topic"]
        and _in_order(other) > _in_order(complaint)
        and other["received"] <= complaint["received"] + NINETY_DAYS
        for other in known.complaints
    )


def _in_order(complaint: Row) -> tuple[object, str]:
    return complaint["received_at"], complaint["complaint_id"]


def suspected_violations_outstanding(known: Known, last: date, asked: Asked) -> Expected:
    """Open complaints and requests that allege a breach of the privacy policy."""
    suspected = [
        row
        for row in [*known.complaints, *known.requests]
        if row["suspected_violation"] is True and asked.person(row.get("customer_id"))
    ]
    return count(sum(is_open(row, last) for row in suspected))
