"""What the company says of itself, as it stands at as-of: whom its notices name, what it holds,
where people meet it. No row of these is a person's.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, String, case, func, select

from bigtrust.promises.judgements import Judgements

# What each register tells, in order. Whether something is so is 1, 0, or NULL: nobody tells.
REGISTERS: Final[Mapping[str, tuple[tuple[str, Any], ...]]] = {
    "named_recipients": (
        ("recipient", String),
        ("purpose", String),
        ("notice_version", String),  # in force at as-of
        ("language", String),
    ),
    "known_recipients": (("recipient", String), ("recipient_category", String)),
    "data_held": (
        ("data_category", String),
        ("purpose", String),
        ("legal_basis", String),
        ("retention_days", BigInteger),
        ("described_in_notice", Integer),
    ),
    "meeting_places": (
        ("touchpoint", String),
        ("kind", String),
        ("links_notice", Integer),
        ("offers_choice", Integer),
        ("checked_on", Integer),
    ),
}


def registers(judgements: Judgements) -> Mapping[str, Select[Any]]:
    """The rows of each register, in its columns' order."""
    recipients, held, places = (
        judgements.snapshot.table(name) for name in ("recipients", "data_inventory", "touchpoints")
    )
    names = [name for name, _ in REGISTERS["data_held"][:-1]]
    as_of = judgements.snapshot.as_of
    return {
        "named_recipients": _named(judgements),
        "known_recipients": select(recipients.c.recipient, recipients.c.recipient_category),
        "data_held": select(*(held.c[name] for name in names), _told(held.c.described_in_notice)),
        "meeting_places": select(
            places.c.touchpoint,
            places.c.kind,
            _told(places.c.links_notice),
            _told(places.c.offers_choice),
            places.c.checked_on,
        ).where(func.coalesce(places.c.checked_on, as_of) <= as_of),
    }


def _named(judgements: Judgements) -> Select[Any]:
    """By which notices, in force on the last day, a recipient is named for a purpose."""
    named, as_of = judgements.named_recipients, judgements.snapshot.as_of
    notices = judgements.snapshot.table("notices")
    return (
        select(named.c.recipient, named.c.purpose, named.c.notice_version, notices.c.language)
        .join_from(named, notices, notices.c.notice_version == named.c.notice_version)
        .where(named.c.begins <= as_of, as_of < named.c.ends)
        .distinct()
    )


def _told(column: ColumnElement[bool]) -> ColumnElement[int]:
    return case((column.is_(True), 1), (column.is_(False), 0))
