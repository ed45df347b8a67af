"""Indicator 3: we write only to people who allow it (decisions.md, 9 to 13)."""

from typing import Any

from sqlalchemy import Select, select

from bigtrust.promises.breach import contact_row, in_words, sending, since
from bigtrust.promises.consents import State
from bigtrust.promises.judgements import Judgements

NAME = "contact_without_permission"
NEEDS = ("contacts", "consent_events")


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is of the opt-out that stands, if one does; `about` is the state."""
    judged, messages = judgements.judged_contacts, judgements.snapshot.star.messages
    evidence = {"since_at": judged.c.opted_out_at, "about": judged.c.state}
    return (
        select(*contact_row(NAME, judged, messages, judged, **evidence))
        .join_from(judged, messages, messages.c.message_key == judged.c.message_key)
        .where(judged.c.without_permission)
    )


def because(breach: Any) -> str:
    what = f"{in_words(breach.purpose)} by {in_words(breach.channel)}"
    if breach.since_at is not None:
        return f"{sending(breach)}, though {what} had been withdrawn on {since(breach)}"
    if breach.about == State.REFUSED:
        return f"{sending(breach)}, though the person had refused {what}"
    if breach.about == State.ENDED:
        return f"{sending(breach)}, when the consent to {what} had ended"
    return f"{sending(breach)}, when no permission for {what} stood"
