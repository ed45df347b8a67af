"""The customer chooses: opt-outs, and contacts without permission or after withdrawal."""

from datetime import date

from tests.companies import Row
from tests.oracle.days import days_between
from tests.oracle.expected import Expected, count, rate
from tests.oracle.known import Asked, Known
from tests.oracle.permission import (
    Pair,
    State,
    basis,
    bought_before,
    bought_by_close,
    choices_of,
    is_opt_out,
    is_permitted,
    is_tolerated,
    pairs,
    state_after,
)

PERMITTED, WITHOUT, IN_PROCESSING, UNTOLD = "permitted", "without", "in processing", "untold"


def opt_out_rate(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Opt-outs / permission-days at risk x 30."""
    opt_outs = permission_days = 0
    for person in filter(asked.person, known.people):
        for pair in pairs(known):
            if asked.channel(pair[1]):
                opt_outs += _opted_out(known, person, pair, first, last)
                permission_days += sum(
                    _stands_at_close(known, person, pair, day) for day in days_between(first, last)
                )
    return rate(opt_outs, permission_days, unit=30)


def _opted_out(known: Known, person: str, pair: Pair, first: date, last: date) -> bool:
    return any(
        is_opt_out(choice)
        and first <= choice["day"] <= last
        and _stood_just_before(known, person, pair, choice)
        for choice in choices_of(known, person, pair)
    )


def _stood_just_before(known: Known, person: str, pair: Pair, opt_out: Row) -> bool:
    moment = opt_out["occurred_at"]
    earlier = [
        choice for choice in choices_of(known, person, pair) if choice["occurred_at"] < moment
    ]
    bought = bought_before(known, person, moment)
    return _stands(known, person, pair, opt_out["day"], state_after(earlier), bought)


def _stands_at_close(known: Known, person: str, pair: Pair, day: date) -> bool:
    said = [choice for choice in choices_of(known, person, pair) if choice["day"] <= day]
    bought = bought_by_close(known, person, day)
    return _stands(known, person, pair, day, state_after(said), bought)


def _stands(
    known: Known, person: str, pair: Pair, day: date, state: State, bought: bool | None
) -> bool:
    law = basis(known.settings, known.jurisdiction(person), pair[1])
    if law == "opt_out" and not state.consent and not known.has_joined(person, day):
        return False
    return is_permitted(law, state, known.has_left(person, day), bought) is True


def _judgement(known: Known, contact: Row) -> str:
    person, moment = contact["customer_id"], contact["sent_at"]
    law = basis(known.settings, known.jurisdiction(person), contact["channel"])
    state = _state_at(known, contact)
    left, bought = known.has_left(person, contact["day"]), bought_before(known, person, moment)
    permitted = is_permitted(law, state, left, bought)
    if permitted is None:
        return UNTOLD
    if permitted:
        return PERMITTED
    return IN_PROCESSING if _is_in_lag(known, contact, state) else WITHOUT


def _state_at(known: Known, contact: Row) -> State:
    pair = contact["purpose"], contact["channel"]
    return state_after(
        choice
        for choice in choices_of(known, contact["customer_id"], pair)
        if choice["occurred_at"] <= contact["sent_at"]
    )


def _is_in_lag(known: Known, contact: Row, state: State) -> bool:
    return state.opted_out is not None and is_tolerated(
        known, contact["customer_id"], contact["channel"], state.opted_out, contact["sent_at"]
    )


def _contacts(known: Known, first: date, last: date, asked: Asked) -> list[Row]:
    return [row for row in known.marketing if first <= row["day"] <= last and asked.row(row)]


def _judged(known: Known, first: date, last: date, asked: Asked) -> list[str]:
    judgements = [_judgement(known, row) for row in _contacts(known, first, last, asked)]
    return [judgement for judgement in judgements if judgement != UNTOLD]


def contact_without_permission(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts without permission, beyond the lag / those that can be judged."""
    judged = _judged(known, first, last, asked)
    return rate(judged.count(WITHOUT), len(judged))


def contact_in_processing(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts within the lag after an opt-out: their number."""
    return count(_judged(known, first, last, asked).count(IN_PROCESSING))


def permission_coverage(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts whose permission can be told / marketing contacts."""
    judged = _judged(known, first, last, asked)
    return rate(len(judged), len(_contacts(known, first, last, asked)))


def contact_after_withdrawal(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Marketing contacts while an opt-out of their pair stands, beyond the lag / all of them."""
    contacts = _contacts(known, first, last, asked)
    return rate(sum(_is_after_withdrawal(known, row) for row in contacts), len(contacts))


def _is_after_withdrawal(known: Known, contact: Row) -> bool:
    state = _state_at(known, contact)
    return state.opted_out is not None and not _is_in_lag(known, contact, state)
