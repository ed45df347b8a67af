"""Indicator 18: nobody is called at dinner, on a Sunday or on a holiday (decisions.md, 47)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, sending
from bigtrust.promises.judgements import Judgements

NAME = "out_of_hours_contacts"
NEEDS = ("contacts",)


def breaches(judgements: Judgements) -> Select[Any]:
    """`about` is the hours of that day, by the person's clock; empty where there are none."""
    calls, messages = judgements.judged_calls, judgements.snapshot.star.messages
    return (
        select(*contact_row(NAME, calls, messages, calls, about=calls.c.about))
        .join_from(calls, messages, messages.c.message_key == calls.c.message_key)
        .where(calls.c.out_of_hours)
    )


def because(breach: Any) -> str:
    if breach.about:
        return f"{sending(breach)}; that day, where the person lives, {breach.about} is permitted"
    return f"{sending(breach)}; that day, where the person lives, no hour is permitted"
