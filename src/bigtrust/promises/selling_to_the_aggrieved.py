"""Indicator 17: while somebody waits for an answer we sell them nothing (decisions.md, 46)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, day, sending
from bigtrust.promises.judgements import Judgements

NAME = "selling_to_the_aggrieved"
NEEDS = ("contacts", "complaints.closed_at", "requests", "requests.closed_at|request_events")


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is of the receipt; `about` names the complaint or request."""
    amid, messages = judgements.contacts_amid_grievances, judgements.snapshot.star.messages
    evidence = {"since_at": amid.c.opened_at, "about": amid.c.case}
    return select(*contact_row(NAME, amid, messages, amid, **evidence)).join_from(
        amid, messages, messages.c.message_key == amid.c.message_key
    )


def because(breach: Any) -> str:
    since = day(breach.since_at, breach.offset_seconds)
    return f"{sending(breach)}, while {breach.about} of {since} was open"
