"""Contact caps over rolling windows (decisions.md, 16, 17 and 44).

Contacts here are marketing, bounces excluded, by the customer's own calendar day, in the order of
sent_at and contact_id. One pass ranks each among those of its windows, and says which cap it
exceeds; excess contacts, the spells over a cap and the cap simulator all go by it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    Table,
    and_,
    case,
    func,
    or_,
    select,
    true,
)

from bigtrust.contract import ALL
from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.choices import MARKETING
from bigtrust.rules.caps import Cap

MONTH = 30  # days, of the window that pressure and the simulator go by
NEVER = -1_000_000  # a day before any window


class _Window(NamedTuple):
    """So many days that end with a contact's own, on its channel or on all."""

    on_channel: bool
    days: int

    @property
    def older(self) -> str:
        """The column that counts the contacts before the window."""
        return f"older_{self.on_channel:d}_{self.days}"


def ranked_contacts(snapshot: Snapshot, people: Table) -> Table:
    """Columns: segment_key, customer_key, sent_day, channel, message_key, rank and channel_rank
    (the contact's place among those of its 30 days, on all channels and on its own).

    And, only where a cap is exceeded: cap (its place in the settings; the first such), number (the
    contact's place in that cap's window), ends (the first day on which all of them have room),
    contact_id, sent_at.
    """
    caps = [setting.rule() for setting in snapshot.settings.caps]
    placed = _placed(counted_contacts(snapshot).subquery("counted"), caps)
    exceeds = [
        and_(_applies(cap, placed, people), _rank(placed, _window(cap)) > cap.limit) for cap in caps
    ]
    ends = [
        case((over, placed.c[f"back_{place}"] + cap.days), else_=NEVER)
        for place, (cap, over) in enumerate(zip(caps, exceeds, strict=True))
    ]
    numbers = [(over, _rank(placed, _window(cap))) for cap, over in zip(caps, exceeds, strict=True)]
    beyond = or_(*exceeds)
    statement = select(
        people.c.segment_key,
        *(placed.c[name] for name in ("customer_key", "sent_day", "channel", "message_key")),
        _rank(placed, _Window(on_channel=False, days=MONTH)).label("rank"),
        _rank(placed, _Window(on_channel=True, days=MONTH)).label("channel_rank"),
        case(*((over, place) for place, over in enumerate(exceeds))).label("cap"),
        case(*numbers).label("number"),
        case((beyond, func.greatest(NEVER, *ends))).label("ends"),
        case((beyond, placed.c.contact_id)).label("contact_id"),
        case((beyond, placed.c.sent_at)).label("sent_at"),
    ).join_from(placed, people, people.c.customer_key == placed.c.customer_key)
    return snapshot.keep("ranked_contacts", statement)


def counted_contacts(snapshot: Snapshot) -> Select[Any]:
    """Columns: customer_key, sent_day, sent_at, contact_id, message_key, channel."""
    contacts, messages = snapshot.table("contacts"), snapshot.star.messages
    return (
        select(
            contacts.c.customer_key,
            contacts.c.sent_day,
            contacts.c.sent_at,
            contacts.c.contact_id,
            contacts.c.message_key,
            messages.c.channel,
        )
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .where(is_counted(messages), contacts.c.sent_day <= snapshot.as_of)
    )


def is_counted(messages: FromClause) -> ColumnElement[bool]:
    """Marketing that reached somebody, or tried to: all but what bounced."""
    return and_(messages.c.message_class == MARKETING, messages.c.outcome != "bounced")


def _placed(counted: Subquery, caps: Sequence[Cap]) -> Subquery:
    """Adds each contact's place among its customer's, how many are before each window, and the day
    of the contact that is a cap's limit before it: it lies within the window where the cap is
    exceeded, and leaves it `days` after its own day.
    """
    windows = {_window(cap) for cap in caps}
    windows |= {_Window(on_channel, MONTH) for on_channel in (False, True)}
    places = [
        func.row_number().over(**_in_order(counted, on_channel)).label(_place(on_channel))
        for on_channel in (False, True)
    ]
    older = [
        func.count()
        .over(
            partition_by=_whose(counted, window.on_channel),
            order_by=counted.c.sent_day,
            range_=(None, -window.days),
        )
        .label(window.older)
        for window in sorted(windows)
    ]
    back = [
        func.lag(counted.c.sent_day, cap.limit)
        .over(**_in_order(counted, _window(cap).on_channel))
        .label(f"back_{place}")
        for place, cap in enumerate(caps)
    ]
    return select(*counted.c, *places, *older, *back).subquery("placed")


def _window(cap: Cap) -> _Window:
    return _Window(cap.channel != ALL, cap.days)


def _place(on_channel: bool) -> str:
    return "channel_place" if on_channel else "place"


def _whose(counted: Subquery, on_channel: bool) -> list[ColumnElement[Any]]:
    return [counted.c.customer_key, *([counted.c.channel] if on_channel else [])]


def _in_order(counted: Subquery, on_channel: bool) -> dict[str, Any]:
    """By day first: where clocks go back over midnight, a later moment has an earlier day."""
    return {
        "partition_by": _whose(counted, on_channel),
        "order_by": (counted.c.sent_day, counted.c.sent_at, counted.c.contact_id),
    }


def _rank(placed: Subquery, window: _Window) -> ColumnElement[int]:
    return placed.c[_place(window.on_channel)] - placed.c[window.older]


def _applies(cap: Cap, placed: Subquery, people: Table) -> ColumnElement[bool]:
    """As rules.caps.Cap.applies_to."""
    law = people.c.jurisdiction
    binds = or_(law == cap.jurisdiction, law.startswith(f"{cap.jurisdiction}-"))
    return and_(
        true() if cap.channel == ALL else placed.c.channel == cap.channel,
        true() if cap.jurisdiction is None else binds,
    )


def over_cap_spells(snapshot: Snapshot, ranked: Table) -> Table:
    """Columns: segment_key, customer_key, begins, ends: over at least one cap from the day
    `begins` to before `ends`. A customer's spells do not overlap.
    """
    stretches = (
        select(ranked.c.segment_key, ranked.c.customer_key, ranked.c.sent_day.label("begins"))
        .add_columns(ranked.c.ends)
        .where(ranked.c.cap.is_not(None))
        .subquery("stretches")
    )
    return snapshot.keep("over_cap_spells", _merged(stretches))


def _merged(stretches: Subquery) -> Select[Any]:
    """Overlapping and touching stretches of a customer as one spell."""
    in_order: dict[str, Any] = {
        "partition_by": stretches.c.customer_key,
        "order_by": (stretches.c.begins, stretches.c.ends),
    }
    reached = func.max(stretches.c.ends).over(**in_order, rows=(None, -1))
    opened = select(
        stretches, case((stretches.c.begins <= reached, 0), else_=1).label("opens")
    ).subquery("opened")
    number = func.sum(opened.c.opens).over(
        partition_by=opened.c.customer_key,
        order_by=(opened.c.begins, opened.c.ends),
        rows=(None, 0),
    )
    numbered = select(opened, number.label("number")).subquery("numbered")
    return select(
        numbered.c.segment_key,
        numbered.c.customer_key,
        func.min(numbered.c.begins).label("begins"),
        func.max(numbered.c.ends).label("ends"),
    ).group_by(numbered.c.segment_key, numbered.c.customer_key, numbered.c.number)
