"""What people were asked, what they answered, and whom it lets the company reach."""

from datetime import date

from tests.companies import Row
from tests.oracle.days import DAY, days_between
from tests.oracle.expected import Expected, count, rate
from tests.oracle.known import Asked, Known
from tests.oracle.notices import can_be_told, is_superseded
from tests.oracle.permission import State, covers, in_order, pairs
from tests.oracle.standing import stands_at_close, state_at_close

ANSWERS = {"given", "renewed", "refused", "withdrawn", "objected"}


def consent_rate(known: Known, last: date, asked: Asked) -> Expected:
    """People with a valid consent / people asked."""
    people = _people_asked(known, last, asked)
    consent = sum(any(_consents(known, person, last, asked)) for person in people)
    return rate(consent, len(people))


def silent_customers(known: Known, last: date, asked: Asked) -> Expected:
    """People asked who never answered / people asked."""
    people = _people_asked(known, last, asked)
    silent = sum(not _has_answered(known, person, last, asked) for person in people)
    return rate(silent, len(people))


def _people_asked(known: Known, day: date, asked: Asked) -> list[str]:
    return [
        person
        for person in known.people
        if asked.person(person) and _said(known, person, day, asked)
    ]


def _said(known: Known, person: str, day: date, asked: Asked) -> list[Row]:
    """A person's consent events by the close of a day that concern a pair asked for."""
    wanted = list(filter(asked.pair, pairs(known)))
    return [
        row
        for row in known.said
        if row["customer_id"] == person
        and row["day"] <= day
        and any(covers(row, pair) for pair in wanted)
    ]


def _has_answered(known: Known, person: str, day: date, asked: Asked) -> bool:
    return any(row["state"] in ANSWERS for row in _said(known, person, day, asked))


def _consents(known: Known, person: str, day: date, asked: Asked) -> list[State]:
    """The valid consents of a person at the close of a day, one a pair."""
    states = [state_at_close(known, person, pair, day) for pair in filter(asked.pair, pairs(known))]
    return [state for state in states if state.consent]


def consent_on_old_notice(known: Known, last: date, asked: Asked) -> Expected:
    """Valid consents given under a superseded notice / valid consents whose notice is known."""
    notices = [
        state.notice
        for person in filter(asked.person, known.people)
        for state in _consents(known, person, last, asked)
        if can_be_told(known, state.notice, last)
    ]
    return rate(sum(is_superseded(known, notice, last) for notice in notices), len(notices))


def current_notice(known: Known, last: date, asked: Asked) -> Expected:
    """People whose latest answer was under a notice in force / people whose answer's is known."""
    notices = [
        answer["notice_version"]
        for answer in _latest_answers(known, last, asked)
        if can_be_told(known, answer.get("notice_version"), last)
    ]
    return rate(sum(not is_superseded(known, notice, last) for notice in notices), len(notices))


def _latest_answers(known: Known, day: date, asked: Asked) -> list[Row]:
    latest = {
        row["customer_id"]: row
        for row in sorted(known.said, key=in_order)
        if row["state"] in ANSWERS and row["day"] <= day
    }
    return [row for person, row in latest.items() if asked.person(person)]


def reachable_people(known: Known, last: date, asked: Asked) -> Expected:
    """People for whom permission stands on at least one pair."""
    people = filter(asked.person, known.people)
    return count(sum(_is_reachable(known, person, last, asked) for person in people))


def reachable_people_gained(known: Known, first: date, last: date, asked: Asked) -> Expected:
    return count(_changes(known, first, last, asked, to=True))


def reachable_people_lost(known: Known, first: date, last: date, asked: Asked) -> Expected:
    return count(_changes(known, first, last, asked, to=False))


def _changes(known: Known, first: date, last: date, asked: Asked, *, to: bool) -> int:
    """Days at whose close a person is reachable (or not) who the day before was not (or was)."""
    return sum(
        _is_reachable(known, person, day, asked) is to
        and _is_reachable(known, person, day - DAY, asked) is not to
        for person in filter(asked.person, known.people)
        for day in days_between(first, last)
    )


def _is_reachable(known: Known, person: str, day: date, asked: Asked) -> bool:
    wanted = filter(asked.pair, pairs(known))
    return any(stands_at_close(known, person, pair, day) for pair in wanted)
