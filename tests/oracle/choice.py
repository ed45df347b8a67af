"""The customer chooses: opt-outs, and contacts without permission or after withdrawal."""

from datetime import date

from tests.companies import Row
from tests.oracle.days import days_between
from tests.oracle.expected import Expected, count, rate
from tests.oracle.known import Asked, Known
from tests.oracle.permission import State, basis, bought_before, is_permitted, is_tolerated, pairs
from tests.oracle.standing import opt_outs_of, stands_at_close, state_at

PERMITTED, WITHOUT, IN_PROCESSING, UNTOLD = "permitted", "without", "in processing", "untold"


def opt_out_rate(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Opt-outs / permission-days at risk x 30; each person and pair opts out once a period."""
    opt_outs = permission_days = 0
    for person in filter(asked.person, known.people):
        for pair in filter(asked.pair, pairs(known)):
            told = opt_outs_of(known, person, pair)
            opt_outs += any(first <= one["day"] <= last for one in told)
            permission_days += sum(
                stands_at_close(known, person, pair, day) for day in days_between(first, last)
            )
    return rate(opt_outs, permission_days, unit=30)


def judgement(known: Known, contact: Row) -> str:
    person, moment = contact["customer_id"], contact["sent_at"]
    law = basis(known.settings, known.jurisdiction(person), contact["channel"])
    state = state_at(known, contact)
    left, bought = known.has_left(person, contact["day"]), bought_before(known, person, moment)
    permitted = is_permitted(law, state, left, bought)
    if permitted is None:
        return UNTOLD
    if permitted:
        return PERMITTED
    return IN_PROCESSING if _is_in_lag(known, contact, state) else WITHOUT


def _is_in_lag(known: Known, contact: Row, state: State) -> bool:
    return state.opted_out is not None and is_tolerated(
        known, contact["customer_id"], contact["channel"], state.opted_out, contact["sent_at"]
    )


def _contacts(known: Known, first: date, last: date, asked: Asked) -> list[Row]:
    return [row for row in known.marketing if first <= row["day"] <= last and asked.row(row)]


def _judged(known: Known, first: date, last: date, asked: Asked) -> list[str]:
    judgements = [judgement(known, row) for row in _contacts(known, first, last, asked)]
    return [judgement for judgement in judgements if judgement != UNTOLD]


def contact_without_permission(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts without permission, beyond the lag / those that can be judged."""
    judged = _judged(known, first, last, asked)
    return rate(judged.count(WITHOUT), len(judged))


def is_without_permission(known: Known, contact: Row) -> bool:
    return judgement(known, contact) == WITHOUT


def contact_in_processing(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts within the lag after an opt-out / those whose permission can be told."""
    judged = _judged(known, first, last, asked)
    return rate(judged.count(IN_PROCESSING), len(judged))


def permission_coverage(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts whose permission can be told / marketing contacts."""
    judged = _judged(known, first, last, asked)
    return rate(len(judged), len(_contacts(known, first, last, asked)))


def contact_after_withdrawal(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts while an opt-out of their pair stands, beyond the lag / all of them."""
    contacts = _contacts(known, first, last, asked)
    return rate(sum(is_after_withdrawal(known, row) for row in contacts), len(contacts))


def is_after_withdrawal(known: Known, contact: Row) -> bool:
    state = state_at(known, contact)
    return state.opted_out is not None and not _is_in_lag(known, contact, state)


def people_contacted_after_withdrawal(
    known: Known, first: date, last: date, asked: Asked
) -> Expected:
    """The people to whom those contacts went."""
    contacts = _contacts(known, first, last, asked)
    return count(len({row["customer_id"] for row in contacts if is_after_withdrawal(known, row)}))
