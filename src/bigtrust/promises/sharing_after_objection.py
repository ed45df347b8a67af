"""Indicator 12: what people stopped is not shared any more (decisions.md, 43)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from bigtrust.contract import ALL
from bigtrust.promises.breach import days_after, in_words, moment, row, since
from bigtrust.promises.judgements import Judgements
from bigtrust.promises.sharing import CONSENT, LEGITIMATE_INTEREST, LIFTS, SALE

NAME = "sharing_after_objection"
NEEDS = (
    "disclosures",
    "disclosures.customer_id",
    "disclosures.legal_basis",
    "consent_events",
)
_STOPPED_BY = {CONSENT: "withdrawal", LEGITIMATE_INTEREST: "objection", SALE: "opt-out"}


def breaches(judgements: Judgements) -> Select[Any]:
    """`since_at` is of the last choice that stopped it; `about` is the legal basis."""
    people, stopped = judgements.people, _stopped(judgements)
    return select(
        *row(
            NAME,
            at=stopped.c.occurred_at,
            day=stopped.c.occurred_day,
            customer_key=stopped.c.customer_key,
            segment_key=people.c.segment_key,
            subject=stopped.c.disclosure_id,
            purpose=stopped.c.purpose,
            recipient=stopped.c.recipient,
            since_at=stopped.c.stopped_at,
            about=stopped.c.legal_basis,
        )
    ).join_from(stopped, people, people.c.customer_key == stopped.c.customer_key)


def _stopped(judgements: Judgements) -> Any:
    """The disclosures with the last choice before them that stops their basis, where no consent
    came after it. At one moment what stops wins.
    """
    disclosures, choices = judgements.snapshot.table("disclosures"), judgements.sharing_choices
    stops = and_(
        choices.c.stops == disclosures.c.legal_basis,
        choices.c.from_day <= disclosures.c.occurred_day,
    )
    stopped_at, lifted_at = _last(choices, stops), _last(choices, choices.c.stops == LIFTS)
    told = [
        disclosures.c[name]
        for name in ("disclosure_id", "occurred_at", "occurred_day", "customer_key")
    ]
    told += [disclosures.c[name] for name in ("recipient", "purpose", "legal_basis")]
    covers = and_(
        choices.c.customer_key == disclosures.c.customer_key,
        choices.c.at <= disclosures.c.occurred_at,
        or_(
            choices.c.purpose == disclosures.c.purpose,
            choices.c.purpose == ALL,
            and_(choices.c.purpose == SALE, disclosures.c.legal_basis == SALE),
        ),
    )
    return (
        select(*told, stopped_at.label("stopped_at"))
        .join_from(disclosures, choices, covers)
        .where(
            disclosures.c.occurred_day <= judgements.snapshot.as_of,
            disclosures.c.legal_basis.in_(_STOPPED_BY),
        )
        .group_by(*told)
        .having(stopped_at >= func.coalesce(lifted_at, stopped_at))
        .subquery("stopped")
    )


def _last(choices: Any, which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((which, choices.c.at)))


def because(breach: Any) -> str:
    when = moment(breach.at, breach.offset_seconds)
    return (
        f"Data went to {breach.recipient} for {in_words(breach.purpose)} {when},"
        f" on the basis of {in_words(breach.about)}, {days_after(breach)}"
        f" the {_STOPPED_BY[breach.about]} of {since(breach)}"
    )
