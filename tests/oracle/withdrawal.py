"""Withdrawals honoured: what was sent between the lag and the 90th day after an opt-out."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tests.companies import Row
from tests.oracle.days import DAY
from tests.oracle.expected import Expected, nearest_rank, rate
from tests.oracle.known import Asked, Known
from tests.oracle.permission import Pair, choices_of, is_consent, is_tolerated, pairs
from tests.oracle.standing import opt_outs_of

NINETY_DAYS = 90 * DAY


def withdrawal_honoured(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Opt-outs after which nothing was sent / opt-outs whose 90th day lies in the period."""
    sent = list(_sent_after_each(known, first, last, asked))
    return rate(sum(not late for _, late in sent), len(sent))


def hours_to_last_contact(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """(hours, opt-outs, 95th percentile) of those after which something was sent."""
    hours = [
        (max(row["sent_at"] for row in late) - opt_out["occurred_at"]) // timedelta(hours=1)
        for opt_out, late in _sent_after_each(known, first, last, asked)
        if late
    ]
    return nearest_rank(95, sorted(hours))


def _sent_after_each(
    known: Known, first: date, last: date, asked: Asked
) -> Iterator[tuple[Row, list[Row]]]:
    """Each opt-out whose 90th day lies in the period, with the contacts that it forbade."""
    for person in filter(asked.person, known.people):
        for pair in filter(asked.pair, pairs(known)):
            for opt_out in opt_outs_of(known, person, pair):
                if first <= opt_out["day"] + NINETY_DAYS <= last:
                    yield opt_out, _sent_after(known, person, pair, opt_out)


def _sent_after(known: Known, person: str, pair: Pair, opt_out: Row) -> list[Row]:
    since, lifted = opt_out["occurred_at"], _lifted(known, person, pair, opt_out)
    return [
        row
        for row in known.marketing
        if row["customer_id"] == person
        and (row["purpose"], row["channel"]) == pair
        and since < row["sent_at"]
        and not is_tolerated(known, person, pair[1], since, row["sent_at"])
        and row["day"] <= opt_out["day"] + NINETY_DAYS
        and not (lifted and lifted <= row["sent_at"])
        and not known.has_left(person, row["day"])
    ]


def _lifted(known: Known, person: str, pair: Pair, opt_out: Row) -> datetime | None:
    """The moment of the next consent of the pair, imports aside."""
    moments = [
        choice["occurred_at"]
        for choice in choices_of(known, person, pair)
        if is_consent(choice) and choice["occurred_at"] > opt_out["occurred_at"]
    ]
    return min(moments, default=None)
