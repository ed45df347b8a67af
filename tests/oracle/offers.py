"""Washing-machine offers: what a person has just bought is offered to them again."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from tests.companies import Row
from tests.oracle.expected import Expected, rate
from tests.oracle.kaplan_meier import Spell, quantile
from tests.oracle.known import Asked, Known

BUYERS_TO_LEARN_FROM = 200


def washing_machine_offers(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Offers of what was just bought / offers to people who just bought anything."""
    offers = [
        row
        for row in known.counted
        if first <= row["day"] <= last and asked.row(row) and _fresh(known, row)
    ]
    return rate(sum(is_of_what_was_bought(known, row) for row in offers), len(offers))


def is_of_what_was_bought(known: Known, contact: Row) -> bool:
    return contact.get("product_category") in _fresh(known, contact)


def _fresh(known: Known, contact: Row) -> set[str]:
    """The categories that the person bought within their repurchase time; of an offer only."""
    if not contact.get("product_category"):
        return set()
    return {
        row["product_category"]
        for row in known.purchases
        if row["customer_id"] == contact["customer_id"]
        and row["purchased_at"] <= contact["sent_at"]
        and _is_within_its_time(known, row, contact["day"])
    }


def _is_within_its_time(known: Known, purchase: Row, day: date) -> bool:
    time = repurchase_days(known, purchase["product_category"])
    return time is not None and (day - purchase["day"]).days < time


@lru_cache(maxsize=1_000)
def repurchase_days(known: Known, category: str) -> int | None:
    """Told, or learned; None where there is too little to learn from."""
    for row in known.company.get("product_categories", []):
        if row["product_category"] == category and row.get("repurchase_days") is not None:
            return int(row["repurchase_days"])
    days = _days_bought(known, category)
    if len(days) < BUYERS_TO_LEARN_FROM:
        return None
    spells = [spell for person in days for spell in _spells(known, sorted(days[person]))]
    tenth = quantile(Fraction(1, 10), spells)
    return max(length for length, _ in spells) if tenth is None else tenth


def _days_bought(known: Known, category: str) -> dict[str, set[date]]:
    days = defaultdict(set)
    for row in known.purchases:
        if row["product_category"] == category:
            days[row["customer_id"]].add(row["day"])
    return days


def _spells(known: Known, days: list[date]) -> list[Spell]:
    """From each day of buying to the person's next; from the last to as-of."""
    to_the_next = [((later - day).days, True) for day, later in pairwise(days)]
    as_of = known.as_of or days[-1]
    return [*to_the_next, ((as_of - days[-1]).days, False)]
