"""Indicator 18: we call when people may be called (decisions.md, 47)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, sending
from bigtrust.promises.judgements import Judgements

NAME = "out_of_hours_contacts"
NEEDS = ("contacts",)


def breaches(judgements: Judgements) -> Select[Any]:
    """`about` tells the hours permitted on that day where the person lives."""
    calls, messages = judgements.calls, judgements.snapshot.star.messages
    return (
        select(*contact_row(NAME, calls, messages, calls, about=calls.c.hours))
        .join_from(calls, messages, messages.c.message_key == calls.c.message_key)
        .where(calls.c.permitted == 0)
    )


def because(breach: Any) -> str:
    hours = f"only {breach.about}" if breach.about else "at no hour"
    return f"{sending(breach)} by the person's own clock; that day it is permitted {hours}"
