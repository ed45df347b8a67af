"""Indicator 16: who has just bought a washing machine needs no other (decisions.md, 45)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import (
    contact_row,
    days_after,
    days_in_words,
    in_words,
    sending,
    since,
)
from bigtrust.promises.judgements import Judgements

NAME = "washing_machine_offers"
NEEDS = ("contacts", "contacts.product_category", "purchases")


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is the purchase of the very category, `number` its repurchase time in days."""
    offers, messages = judgements.judged_offers, judgements.snapshot.star.messages
    evidence = {"since_at": offers.c.bought_at, "number": offers.c.days}
    return (
        select(*contact_row(NAME, offers, messages, offers, **evidence))
        .join_from(offers, messages, messages.c.message_key == offers.c.message_key)
        .where(offers.c.bought_at.is_not(None))
    )


def because(breach: Any) -> str:
    after = days_after(breach, same_day="on the day")
    return (
        f"{sending(breach)}, offering {in_words(breach.product_category)} {after} the person"
        f" bought the same on {since(breach)}; its repurchase time is"
        f" {days_in_words(breach.number)}"
    )
