"""Indicator 15: no more contacts than a cap allows (decisions.md, 44)."""

from typing import Any

from sqlalchemy import Select, case, select

from bigtrust.contract import ALL
from bigtrust.promises.breach import contact_row, in_words, sending
from bigtrust.promises.judgements import Judgements
from bigtrust.rules.caps import Cap

NAME = "excess_contacts"
NEEDS = ("contacts",)


def breaches(judgements: Judgements) -> Select[Any]:
    """`number` is the contact's place in the window; `about` tells the first cap it exceeds."""
    ranked, messages = judgements.ranked_contacts, judgements.snapshot.star.messages
    caps = enumerate(judgements.snapshot.settings.caps)
    texts = {place: _told(setting.rule()) for place, setting in caps}
    evidence = {"number": ranked.c.number, "about": case(texts, value=ranked.c.cap)}
    return (
        select(*contact_row(NAME, ranked, messages, ranked, **evidence))
        .join_from(ranked, messages, messages.c.message_key == ranked.c.message_key)
        .where(ranked.c.cap.is_not(None))
    )


def _told(cap: Cap) -> str:
    """ "8 in 30 days", "4 in 30 days by phone (FR)"."""
    by = "" if cap.channel == ALL else f" by {in_words(cap.channel)}"
    where = f" ({cap.jurisdiction})" if cap.jurisdiction else ""
    days = "1 day" if cap.days == 1 else f"{cap.days} days"
    return f"{cap.limit} in {days}{by}{where}"


def because(breach: Any) -> str:
    limit, window = breach.about.split(" in ", maxsplit=1)
    return f"{sending(breach)}, the {_ordinal(breach.number)} in {window}; the cap is {limit}"


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
