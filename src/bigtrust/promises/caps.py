"""Contact caps over rolling windows (decisions.md, 16 and 17).

Contacts are counted by the customer's own calendar day.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import (
    FromClause,
    Select,
    Table,
    case,
    func,
    or_,
    select,
)

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.counted import OF_A_BREACH
from bigtrust.rules.caps import Cap
from bigtrust.rules.jurisdictions import MEANT, bound_by

NEVER = -1_000_000  # a day before any window


def beyond_caps(snapshot: Snapshot, people: Table, messages: Table, contacts: Table) -> Table:
    """Columns: those of `counted_contacts` that tell a breach, until (the day on which all the
    caps that it is beyond have room again), place (of the first such cap in settings, from 0).

    A contact is there once for each channel and jurisdiction that caps are of, if it is beyond.
    """
    caps = list(enumerate(setting.rule() for setting in snapshot.settings.caps))
    caps.sort(key=lambda placed: _whose(placed[1]))
    return snapshot.keep(
        "beyond_caps",
        *(
            _beyond(dict(group), _bound_by(whose, people, messages, contacts))
            for whose, group in groupby(caps, key=lambda placed: _whose(placed[1]))
        ),
    )


def _whose(cap: Cap) -> tuple[str, str]:
    """The channel and jurisdiction that it is of; the empty one is any."""
    return cap.channel, cap.jurisdiction or ""


def _beyond(caps: Mapping[int, Cap], contacts: FromClause) -> Select[Any]:
    """The contacts that exceed one of the caps, which are all of one channel and jurisdiction.

    The contact `limit` places back lies within the window exactly when the cap is exceeded, and
    leaves the window `days` after its own day.
    """
    in_order: dict[str, Any] = {
        "partition_by": contacts.c.customer_key,
        "order_by": contacts.c.place,
    }
    lagged = select(
        *(contacts.c[name] for name in OF_A_BREACH),
        *(
            func.lag(contacts.c.sent_day, cap.limit).over(**in_order).label(f"back_{place}")
            for place, cap in caps.items()
        ),
    ).subquery("lagged")
    leaves = {
        place: func.coalesce(lagged.c[f"back_{place}"] + cap.days, NEVER)
        for place, cap in caps.items()
    }
    until = func.greatest(NEVER, *leaves.values())
    first = case(*((leaves[place] > lagged.c.sent_day, place) for place in sorted(caps)))
    return select(
        *(lagged.c[name] for name in OF_A_BREACH), until.label("until"), first.label("place")
    ).where(until > lagged.c.sent_day)


def _bound_by(
    whose: tuple[str, str], people: Table, messages: Table, contacts: Table
) -> FromClause:
    """Those of the contacts that the caps of a channel and jurisdiction count."""
    channel, jurisdiction = whose
    bound = select(contacts)
    if channel != ALL:
        same = messages.c.message_key == contacts.c.message_key
        bound = bound.join(messages, same).where(messages.c.channel == channel)
    if jurisdiction:
        law = case(MEANT, value=people.c.jurisdiction, else_=people.c.jurisdiction)
        bound_places = sorted(bound_by(jurisdiction))
        of_law = or_(law.in_(bound_places), func.substr(law, 1, 2).in_(bound_places))
        bound = bound.join(people, people.c.customer_key == contacts.c.customer_key).where(of_law)
    return bound.subquery("bound")
