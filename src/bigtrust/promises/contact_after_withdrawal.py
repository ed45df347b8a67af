"""Indicator 4: when people say stop, we stop (decisions.md, 12 and 14)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, days_after, in_words, sending, since
from bigtrust.promises.judgements import Judgements

NAME = "contact_after_withdrawal"
NEEDS = ("contacts", "consent_events")


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is the moment since which the opt-out stands."""
    judged, messages = judgements.judged_contacts, judgements.snapshot.star.messages
    return (
        select(*contact_row(NAME, judged, messages, judged, since_at=judged.c.opted_out_at))
        .join_from(judged, messages, messages.c.message_key == judged.c.message_key)
        .where(judged.c.after_withdrawal)
    )


def because(breach: Any) -> str:
    what = f"{in_words(breach.purpose)} by {in_words(breach.channel)}"
    return f"{sending(breach)}, {days_after(breach)} the withdrawal of {what} on {since(breach)}"
