"""Indicator 16: nobody is offered what they have just bought (decisions.md, 45)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, day, days_between, in_words, sending
from bigtrust.promises.judgements import Judgements
from bigtrust.rules.repurchase import Found

NAME = "washing_machine_offers"
NEEDS = ("contacts.product_category", "purchases")


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is of the purchase; `number` the repurchase time in days; `about` how it was
    found.
    """
    offers, messages = judgements.fresh_offers, judgements.snapshot.star.messages
    evidence = {"since_at": offers.c.bought_at, "number": offers.c.days, "about": offers.c.how}
    return (
        select(*contact_row(NAME, offers, messages, offers, **evidence))
        .join_from(offers, messages, messages.c.message_key == offers.c.message_key)
        .where(offers.c.bought_at.is_not(None))
    )


def because(breach: Any) -> str:
    later = days_between(breach.since_at, breach.at, breach.offset_seconds)
    after = "on the day" if later == "the same day" else f"{later} after"
    since = day(breach.since_at, breach.offset_seconds)
    days = "1 day" if breach.number == 1 else f"{breach.number:,} days"
    again = {
        Found.TOLD: f"it is bought again after {days}",
        Found.LEARNED: f"one in ten buys it again within {days}",
        Found.FOLLOW_UP: f"fewer than one in ten bought it again in {days}, the longest time seen",
    }[Found(breach.about)]
    what = in_words(breach.product_category)
    return f"{sending(breach)}, offering {what} {after} it was bought, on {since}; {again}"
