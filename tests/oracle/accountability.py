"""The company can be held to account: requests and complaints, on the company's days."""

from datetime import date, timedelta

from tests.companies import Row
from tests.oracle.days import days_between, working_days_after
from tests.oracle.expected import Expected, count, rate
from tests.oracle.known import Asked, Known

ONE_WEEK, EIGHT_WEEKS = timedelta(days=7), timedelta(days=56)


def is_open(row: Row, day: date) -> bool:
    """Whether it was received and not closed at the close of a day."""
    return row["received"] <= day and not (row["closed"] and row["closed"] <= day)


def _outstanding(known: Known, day: date, asked: Asked) -> list[Row]:
    return [
        row for row in known.requests if is_open(row, day) and asked.person(row.get("customer_id"))
    ]


def outstanding_requests(known: Known, last: date, asked: Asked) -> Expected:
    return count(len(_outstanding(known, last, asked)))


def overdue_requests(known: Known, last: date, asked: Asked) -> Expected:
    """Outstanding requests past their due day / outstanding requests."""
    outstanding = _outstanding(known, last, asked)
    overdue = [row for row in outstanding if row["due"] and row["due"] < last]
    return rate(len(overdue), len(outstanding))


def due_soon(known: Known, last: date, asked: Asked) -> Expected:
    """Outstanding requests whose due day is that day or one of the 7 after it."""
    dues = [row["due"] for row in _outstanding(known, last, asked) if row["due"]]
    return count(sum(last <= due <= last + ONE_WEEK for due in dues))


def _fell_due(known: Known, first: date, last: date, asked: Asked) -> list[Row]:
    return [
        row
        for row in known.requests
        if row["due"] and first <= row["due"] <= last and asked.person(row.get("customer_id"))
    ]


def is_withdrawn(request: Row) -> bool:
    """An outcome is known from the day of closing on."""
    return request["closed"] is not None and request.get("outcome") == "withdrawn"


def answered_on_time(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Closed by the due day / fell due in the period, withdrawn ones left out."""
    due = [row for row in _fell_due(known, first, last, asked) if not is_withdrawn(row)]
    return rate(sum(not is_open(row, row["due"]) for row in due), len(due))


def answered_on_time_withdrawn(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """The withdrawn requests that `answered_on_time` leaves out."""
    return count(sum(is_withdrawn(row) for row in _fell_due(known, first, last, asked)))


def complaints_asked(known: Known, asked: Asked) -> list[Row]:
    return [row for row in known.complaints if asked.row(row)]


def complaints_per_1000(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Complaints received in the period / mean active customers x 1,000."""
    received = sum(first <= row["received"] <= last for row in complaints_asked(known, asked))
    if known.missing("customers.joined_on"):
        return Expected(received, None, None, known.missing("customers.joined_on"))
    return rate(received, _mean_active(known, first, last, asked), unit=1000)


def _mean_active(known: Known, first: date, last: date, asked: Asked) -> float:
    people = [person for person in known.people if asked.person(person)]
    days = list(days_between(first, last))
    return sum(known.is_active(person, day) for person in people for day in days) / len(days)


def settled_in_3_business_days(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Closed by the 3rd business day after receipt / of those whose limit lies in the period."""
    limited = []
    for row in complaints_asked(known, asked):
        whose = known.jurisdiction(row.get("customer_id"), row)
        limited.append((row, working_days_after(row["received"], 3, whose)))
    return _settled(limited, first, last)


def settled_in_8_weeks(known: Known, first: date, last: date, asked: Asked) -> Expected:
    limited = [(row, row["received"] + EIGHT_WEEKS) for row in complaints_asked(known, asked)]
    return _settled(limited, first, last)


def _settled(limited: list[tuple[Row, date]], first: date, last: date) -> Expected:
    in_period = [(row, limit) for row, limit in limited if first <= limit <= last]
    return rate(sum(not is_open(row, limit) for row, limit in in_period), len(in_period))


def open_beyond_8_weeks(known: Known, last: date, asked: Asked) -> Expected:
    return count(
        sum(
            is_open(row, last) and row["received"] + EIGHT_WEEKS < last
            for row in complaints_asked(known, asked)
        )
    )
