"""What a breach is: one row of the ledger of broken promises, and the words of its reason."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    String,
    literal,
    null,
)

from bigtrust.promises.choices import purpose_of
from bigtrust.schema import NO_SEGMENT

# What a breach tells, in the ledger's order: when, whose, of what, and the evidence for it.
BREACH: tuple[tuple[str, Any], ...] = (
    ("promise", String),  # the name of the indicator that counts it
    ("at", BigInteger),  # seconds since 1970-01-01 UTC
    ("day", Integer),  # by the calendar that the indicator goes by
    ("customer_key", Integer),  # NULL: nobody's
    ("segment_key", Integer),
    ("subject", String),  # the contact's or disclosure's own id
    ("channel", String),
    ("purpose", String),
    ("sender_unit", String),
    ("campaign_id", String),
    ("product_category", String),
    ("recipient", String),
    ("since_at", BigInteger),  # of the withdrawal, purchase, complaint that it goes against
    ("number", Integer),  # days or contacts, as the promise's sentence says
    ("about", String),  # which cap, category, complaint
    ("offset_seconds", Integer),  # the person's clock (of what is shared, the company's), from UTC
    ("since_offset_seconds", Integer),  # the same clock's at since_at: it may have changed
)
_OFFSETS = ("offset_seconds", "since_offset_seconds")
CONTACT_TEXTS = ("sender_unit", "campaign_id", "product_category")
_EPOCH = datetime(1970, 1, 1)


def row(promise: str, **told: Any) -> list[ColumnElement[Any]]:
    """The columns of a breach, all but its offsets: those told, and nothing in the others."""
    empty: dict[Any, Any] = {String: literal(""), Integer: null(), BigInteger: null()}
    known = {"promise": literal(promise), "segment_key": literal(NO_SEGMENT), **told}
    return [
        known.get(name, empty[kind]).cast(kind).label(name)
        for name, kind in BREACH
        if name not in _OFFSETS
    ]


def contact_row(
    promise: str, contacts: FromClause, messages: FromClause, people: FromClause, **evidence: Any
) -> list[ColumnElement[Any]]:
    """The columns of a breach by a contact; the evidence as `row` takes it."""
    return row(
        promise,
        at=contacts.c.sent_at,
        day=contacts.c.sent_day,
        customer_key=contacts.c.customer_key,
        segment_key=people.c.segment_key,
        subject=contacts.c.contact_id,
        channel=messages.c.channel,
        purpose=purpose_of(messages),
        **{name: messages.c[name] for name in CONTACT_TEXTS},
        **evidence,
    )


def moment(second: int, offset: int) -> str:
    """ "14 Mar 2026 10:02", by a clock so many seconds from UTC."""
    local = _local(second, offset)
    return f"{_day(local)} {local:%H:%M}"


def since(breach: Any) -> str:
    """ "5 Mar 2026", the day of what the breach goes against."""
    return _day(_since(breach))


def days_after(breach: Any, same_day: str = "on the day of") -> str:
    """ "9 days after" the day of what it goes against; `same_day` if on that day."""
    days = (_local(breach.at, breach.offset_seconds).date() - _since(breach).date()).days
    return same_day if days == 0 else f"{days_in_words(days)} after"


def days_in_words(days: int) -> str:
    """ "9 days", "1 day"."""
    return "1 day" if days == 1 else f"{days:,} days"


def sending(breach: Any) -> str:
    """ "Email sent 14 Mar 2026 10:02"."""
    words = {
        "phone": "Call made",
        "sms": "SMS sent",
        "post": "Letter sent",
        "push": "Push message sent",
        "in_app": "In-app message sent",
    }
    said = words.get(breach.channel, "Email sent")
    return f"{said} {moment(breach.at, breach.offset_seconds)}"


def in_words(term: str) -> str:
    """A term of the data in plain words: direct_marketing -> direct marketing, sms -> SMS."""
    words = term.replace("_", " ").split(" ")
    return " ".join("SMS" if word == "sms" else word for word in words)


def _day(local: datetime) -> str:
    return f"{local.day} {local:%b %Y}"


def _since(breach: Any) -> datetime:
    return _local(breach.since_at, breach.since_offset_seconds)


def _local(second: int, offset: int) -> datetime:
    return _EPOCH + timedelta(seconds=second + offset)
