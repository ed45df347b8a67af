"""All promises over one snapshot, and the ledger of those that were broken."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    case,
    func,
    literal,
    select,
)

from bigtrust.facts.days import clock, within_reach
from bigtrust.promises import (
    contact_after_withdrawal,
    contact_without_permission,
    declined_yet_contacted,
    excess_contacts,
    out_of_hours_contacts,
    selling_to_the_aggrieved,
    sharing_after_objection,
    undisclosed_sharing,
    washing_machine_offers,
)
from bigtrust.promises.breach import row
from bigtrust.promises.judgements import Judgements


@dataclass(frozen=True)
class Promise:
    """What breaks it, and why a breach is one, in a sentence; named as its indicator."""

    name: str
    needs: tuple[str, ...]  # data sets
    breaches: Callable[[Judgements], Select[Any]]
    because: Callable[[Any], str]


PROMISES = {
    module.NAME: Promise(module.NAME, module.NEEDS, module.breaches, module.because)
    for module in (
        contact_without_permission,
        contact_after_withdrawal,
        declined_yet_contacted,
        undisclosed_sharing,
        sharing_after_objection,
        excess_contacts,
        washing_machine_offers,
        selling_to_the_aggrieved,
        out_of_hours_contacts,
    )
}


class Promises(Judgements):
    """The judgements, and what follows from them."""

    @cached_property
    def breaches(self) -> Table:
        """Every breach of every promise whose data was given: the columns of breach.BREACH, all but
        the offsets.
        """
        statements = [
            promise.breaches(self)
            for promise in PROMISES.values()
            if self.snapshot.has(*promise.needs)
        ]
        nothing = select(*row("")).where(literal(1) == 0)
        return self.snapshot.keep("breaches", *(statements or [nothing]))

    @property
    def ledger(self) -> Select[Any]:
        """The breaches, and how far the person's clock (the company's, where it is nobody's) was
        from UTC, at the breach and at what it goes against. What the company shares is counted on
        its own day, and told by its own clock; what had stopped it, too: by another it might seem
        to have come later.
        """
        breaches, people = self.breaches, self.people
        company = literal(self.snapshot.settings.company.time_zone)
        persons = func.coalesce(people.c.time_zone, company)
        zone = case((breaches.c.recipient != "", company), else_=persons)
        offsets = self.snapshot.star.zone_offsets
        then, since = (offsets.alias(f"clock_of_{moment}") for moment in ("at", "since_at"))
        return (
            select(
                *breaches.c,
                then.c.offset_seconds,
                since.c.offset_seconds.label("since_offset_seconds"),
            )
            .outerjoin_from(breaches, people, people.c.customer_key == breaches.c.customer_key)
            .join(then, self._clock(then, zone, breaches.c.at))
            .outerjoin(since, self._clock(since, zone, breaches.c.since_at))
        )

    def _clock(
        self, offsets: FromClause, zone: ColumnElement[str], moment: Column[int]
    ) -> ColumnElement[bool]:
        nearby = within_reach(self.snapshot.connection, offsets, moment)
        return and_(clock(offsets, zone, moment), nearby)
