"""Indicator 15: we contact nobody more often than we said we would (decisions.md, 44)."""

from typing import Any

from sqlalchemy import Select, case, func, select

from bigtrust.contract import ALL
from bigtrust.promises.breach import contact_row, in_words, sending
from bigtrust.promises.judgements import Judgements
from bigtrust.rules.caps import Cap

NAME = "excess_contacts"
NEEDS = ("contacts",)


def breaches(judgements: Judgements) -> Select[Any]:
    """A contact beyond several caps breaks the promise once, by the first of them in settings.

    `number` is how many contacts that cap allows, `about` says which cap it is.
    """
    beyond, messages = judgements.beyond_caps, judgements.snapshot.star.messages
    kept = [column for column in beyond.c if column.name not in ("until", "place")]
    place = func.min(beyond.c.place).label("place")
    contacts = select(*kept, place).group_by(*kept).subquery("excess")
    caps = [setting.rule() for setting in judgements.snapshot.settings.caps]
    limits = {place: cap.limit for place, cap in enumerate(caps)}
    words = {place: _said(cap) for place, cap in enumerate(caps)}
    evidence = {
        "number": case(limits, value=contacts.c.place),
        "about": case(words, value=contacts.c.place),
    }
    return select(*contact_row(NAME, contacts, messages, contacts, **evidence)).join_from(
        contacts, messages, messages.c.message_key == contacts.c.message_key
    )


def _said(cap: Cap) -> str:
    """ "4 contacts in 30 days by phone in FR"."""
    channel = "" if cap.channel == ALL else f" by {in_words(cap.channel)}"
    place = "" if cap.jurisdiction is None else f" in {cap.jurisdiction}"
    contacts = "1 contact" if cap.limit == 1 else f"{cap.limit} contacts"
    days = "a day" if cap.days == 1 else f"in {cap.days} days"
    return f"{contacts} {days}{channel}{place}"


def because(breach: Any) -> str:
    return f"{sending(breach)}, beyond the cap of {breach.about}"
