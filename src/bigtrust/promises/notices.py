"""Which notices were in force when, and what they say is shared, and with whom (decisions.md, 36
and 42).
"""

from typing import Any

from sqlalchemy import Select, Table, and_, func, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.consents import FOREVER


def notices_in_force(snapshot: Snapshot) -> Table:
    """Columns: notice_version, begins, ends (the day of the next of its language, or FOREVER)."""
    notices = snapshot.table("notices")
    language = func.coalesce(notices.c.language, "")
    days = (
        select(language.label("language"), notices.c.published_on)
        .where(notices.c.published_on <= snapshot.as_of)
        .distinct()
        .subquery("days")
    )
    next_day = func.lead(days.c.published_on, 1, FOREVER).over(
        partition_by=days.c.language, order_by=days.c.published_on
    )
    spells = select(*days.c, next_day.label("ends")).subquery("spells")
    same = and_(spells.c.language == language, spells.c.published_on == notices.c.published_on)
    return snapshot.keep(
        "notices_in_force",
        select(
            notices.c.notice_version, notices.c.published_on.label("begins"), spells.c.ends
        ).join_from(notices, spells, same),
    )


def named_recipients(snapshot: Snapshot, in_force: Table) -> Table:
    """Columns: recipient, purpose, notice_version, begins, ends: what a notice in force names, by
    the recipient's own name or by its category.
    """
    named, recipients = snapshot.table("notice_recipients"), snapshot.table("recipients")
    by_category = recipients.c.recipient_category == named.c.recipient_category
    versions = named.join(in_force, in_force.c.notice_version == named.c.notice_version)

    def told(recipient: Any, source: Any) -> Select[Any]:
        spell = (in_force.c.notice_version, in_force.c.begins, in_force.c.ends)
        return (
            select(recipient, named.c.purpose, *spell)
            .select_from(source)
            .where(recipient.is_not(None))
            .distinct()
        )

    return snapshot.keep(
        "named_recipients",
        told(named.c.recipient, versions),
        told(recipients.c.recipient, versions.join(recipients, by_category)),
    )
