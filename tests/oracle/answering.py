"""How requests are answered: in what time, acknowledged, rejected, extended."""

from datetime import date, timedelta
from fractions import Fraction

from tests.companies import Row
from tests.oracle.accountability import is_withdrawn
from tests.oracle.days import rolled, working_days_after
from tests.oracle.deadlines import last_day_to_extend
from tests.oracle.expected import Expected, rate
from tests.oracle.kaplan_meier import Spell, quantile
from tests.oracle.known import Asked, Known

THIRTY_DAYS = timedelta(days=30)


def _requests(known: Known, asked: Asked) -> list[Row]:
    return [row for row in known.requests if asked.person(row.get("customer_id"))]


def time_to_answer(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """(answered, received, the median of days to the answer)."""
    return _time_to_answer(known, first, last, asked, Fraction(1, 2))


def time_to_answer_90th(known: Known, first: date, last: date, asked: Asked) -> Expected:
    return _time_to_answer(known, first, last, asked, Fraction(9, 10))


def _time_to_answer(
    known: Known, first: date, last: date, asked: Asked, share: Fraction
) -> Expected:
    received = [row for row in _requests(known, asked) if first <= row["received"] <= last]
    spells = [_spell(known, row) for row in received]
    answered = sum(ended for _, ended in spells)
    return Expected(answered, len(spells), quantile(share, spells))


def _spell(known: Known, request: Row) -> Spell:
    """Withdrawn ones are last seen on the day of withdrawal, open ones at as-of."""
    until = request["closed"] or known.as_of
    is_answered = request["closed"] is not None and not is_withdrawn(request)
    return (until - request["received"]).days, is_answered


def acknowledged_on_time(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Acknowledged or closed by the limit / of those whose limit lies in the period."""
    limited = [
        (row, limit)
        for row in _requests(known, asked)
        if (limit := _acknowledged_by(row)) and first <= limit <= last and not is_withdrawn(row)
    ]
    return rate(sum(_is_acknowledged(row, limit) for row, limit in limited), len(limited))


def _acknowledged_by(request: Row) -> date | None:
    regime, right, received = request["regime"], request["right"], request["received"]
    if regime == "ccpa" and right not in ("opt_out", "limit"):  # which have rules of their own
        return working_days_after(received, 10, "US")
    if (regime, right) == ("uk_gdpr", "complaint_to_controller"):
        return rolled(received + THIRTY_DAYS, request["whose"])
    return None


def _is_acknowledged(request: Row, limit: date) -> bool:
    if request["closed"] and request["closed"] <= limit:
        return True
    return any(kind == "acknowledged" and day <= limit for day, kind in request["happenings"])


def _closed(known: Known, first: date, last: date, asked: Asked) -> list[Row]:
    return [
        row for row in _requests(known, asked) if row["closed"] and first <= row["closed"] <= last
    ]


def rejected_requests(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Rejected / closed in the period."""
    outcomes = [row["outcome"] for row in _closed(known, first, last, asked)]
    return rate(outcomes.count("rejected"), len(outcomes))


def extended_requests(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Extended / closed in the period."""
    closed = _closed(known, first, last, asked)
    return rate(sum(bool(_extensions(row)) for row in closed), len(closed))


def extended_too_late(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Extended when the time to tell it was over / extended, of those closed in the period."""
    extended = [row for row in _closed(known, first, last, asked) if _extensions(row)]
    return rate(sum(map(_is_too_late, extended)), len(extended))


def _extensions(request: Row) -> list[date]:
    """The days on which an extension was told, not after the closing."""
    return [
        day
        for day, kind in request["happenings"]
        if kind == "extended" and day <= request["closed"]
    ]


def _is_too_late(request: Row) -> bool:
    limit = last_day_to_extend(
        request["regime"],
        request["right"],
        request["received"],
        request["whose"],
        request["happenings"],
    )
    return limit is not None and min(_extensions(request)) > limit
