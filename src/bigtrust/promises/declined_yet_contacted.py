"""Indicator 9: whoever declined to register is left in peace (decisions.md, 40)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, day, in_words, sending
from bigtrust.promises.judgements import Judgements

NAME = "declined_yet_contacted"
NEEDS = ("contacts", "consent_events", "purchases.registration")


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is of the first purchase; `about` is the state."""
    judged, messages = judgements.judged_contacts, judgements.snapshot.star.messages
    people = judgements.people
    evidence = {"since_at": people.c.first_purchase_at, "about": judged.c.state}
    return (
        select(*contact_row(NAME, judged, messages, people, **evidence))
        .join_from(judged, messages, messages.c.message_key == judged.c.message_key)
        .join(people, people.c.customer_key == judged.c.customer_key)
        .where(judged.c.declined)
    )


def because(breach: Any) -> str:
    what = f"{in_words(breach.purpose)} by {in_words(breach.channel)}"
    since = day(breach.since_at, breach.offset_seconds)
    return (
        f"{sending(breach)} without consent to {what}, though the person had declined to register"
        f" at every purchase, the first on {since}"
    )
