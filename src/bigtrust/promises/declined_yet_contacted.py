"""Indicator 9: who declined to register wanted no marketing either (decisions.md, 40)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, sending, since
from bigtrust.promises.judgements import Judgements

NAME = "declined_yet_contacted"
NEEDS = ("contacts", "consent_events", "purchases.registration")


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is the person's first purchase."""
    judged, messages = judgements.judged_contacts, judgements.snapshot.star.messages
    return (
        select(*contact_row(NAME, judged, messages, judged, since_at=judged.c.first_purchase_at))
        .join_from(judged, messages, messages.c.message_key == judged.c.message_key)
        .where(judged.c.declined)
    )


def because(breach: Any) -> str:
    return (
        f"{sending(breach)}, without consent, to a person who since {since(breach)} has bought only"
        " as a guest or declining to register"
    )
