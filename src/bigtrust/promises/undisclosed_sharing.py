"""Indicator 11: nothing is shared that no notice tells of (decisions.md, 42)."""

from typing import Any

from sqlalchemy import Select, and_, func, select

from bigtrust.promises.breach import in_words, moment, row
from bigtrust.promises.judgements import Judgements
from bigtrust.schema import NO_SEGMENT

NAME = "undisclosed_sharing"
NEEDS = ("disclosures", "notices", "notice_recipients")


def breaches(judgements: Judgements) -> Select[Any]:
    """`about` is the recipient's category, as far as it is known."""
    snapshot, people = judgements.snapshot, judgements.people
    disclosures, told = snapshot.table("disclosures"), _told(judgements)
    recipients = snapshot.table("recipients")
    same = (told.c[name] == disclosures.c[name] for name in told.c.keys())
    return (
        select(
            *row(
                NAME,
                at=disclosures.c.occurred_at,
                day=disclosures.c.occurred_day,
                customer_key=disclosures.c.customer_key,
                segment_key=func.coalesce(people.c.segment_key, NO_SEGMENT),
                subject=disclosures.c.disclosure_id,
                purpose=disclosures.c.purpose,
                recipient=disclosures.c.recipient,
                about=func.coalesce(recipients.c.recipient_category, ""),
            )
        )
        .outerjoin_from(disclosures, people, people.c.customer_key == disclosures.c.customer_key)
        .outerjoin(recipients, recipients.c.recipient == disclosures.c.recipient)
        .outerjoin(told, and_(*same))
        .where(disclosures.c.occurred_day <= snapshot.as_of, told.c.recipient.is_(None))
    )


def _told(judgements: Judgements) -> Any:
    """What was shared, with whom and on which day, and was in a notice then."""
    disclosures, named = judgements.snapshot.table("disclosures"), judgements.named_recipients
    shared = (
        select(disclosures.c.recipient, disclosures.c.purpose, disclosures.c.occurred_day)
        .distinct()
        .subquery("shared")
    )
    in_force = and_(
        named.c.recipient == shared.c.recipient,
        named.c.purpose == shared.c.purpose,
        shared.c.occurred_day >= named.c.begins,
        shared.c.occurred_day < named.c.ends,
    )
    return select(shared).join_from(shared, named, in_force).distinct().subquery("told")


def because(breach: Any) -> str:
    category = f" ({in_words(breach.about)})" if breach.about else ""
    when = moment(breach.at, breach.offset_seconds)
    return (
        f"Data went to {breach.recipient}{category} for {in_words(breach.purpose)} {when};"
        " no notice in force that day named it"
    )
