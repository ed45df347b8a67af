"""Where permission stands: at the close of a day, at a contact, and just before an opt-out."""

from datetime import date
from functools import lru_cache

from tests.companies import Row
from tests.oracle.known import Known
from tests.oracle.permission import (
    Pair,
    State,
    basis,
    bought_before,
    bought_by_close,
    choices_of,
    is_opt_out,
    is_permitted,
    state_after,
)


def opt_outs_of(known: Known, person: str, pair: Pair) -> list[Row]:
    """The opt-outs on which permission stood just before, in order; one a moment."""
    opt_outs = {
        choice["occurred_at"]: choice
        for choice in choices_of(known, person, pair)
        if is_opt_out(choice) and _stood_just_before(known, person, pair, choice)
    }
    return [opt_outs[moment] for moment in sorted(opt_outs)]


def _stood_just_before(known: Known, person: str, pair: Pair, opt_out: Row) -> bool:
    moment = opt_out["occurred_at"]
    earlier = [
        choice for choice in choices_of(known, person, pair) if choice["occurred_at"] < moment
    ]
    bought = bought_before(known, person, moment)
    return _stands(known, person, pair, opt_out["day"], state_after(earlier), bought)


@lru_cache(maxsize=50_000)
def stands_at_close(known: Known, person: str, pair: Pair, day: date) -> bool:
    bought = bought_by_close(known, person, day)
    return _stands(known, person, pair, day, state_at_close(known, person, pair, day), bought)


def state_at_close(known: Known, person: str, pair: Pair, day: date) -> State:
    return state_after(choice for choice in choices_of(known, person, pair) if choice["day"] <= day)


def _stands(
    known: Known, person: str, pair: Pair, day: date, state: State, bought: bool | None
) -> bool:
    law = basis(known.settings, known.jurisdiction(person), pair[1])
    if law == "opt_out" and not state.consent and not known.has_joined(person, day):
        return False
    return is_permitted(law, state, known.has_left(person, day), bought) is True


def state_at(known: Known, contact: Row) -> State:
    """What the person had said of a contact's purpose and channel at the moment of sending."""
    pair = contact["purpose"], contact["channel"]
    return state_after(
        choice
        for choice in choices_of(known, contact["customer_id"], pair)
        if choice["occurred_at"] <= contact["sent_at"]
    )
