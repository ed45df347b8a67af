"""Marketing contacts judged at the moment of sending (decisions.md, 9 to 14)."""

from sqlalchemy import ColumnElement, Table, and_, case, func, or_, select

from bigtrust.facts.snapshot import Snapshot
from bigtrust.promises.consents import State
from bigtrust.promises.permission import permitted
from bigtrust.rules.permission import Basis


def judged_contacts(
    snapshot: Snapshot, spells: Table, people: Table, messages: Table, bases: Table, lags: Table
) -> Table:
    """Columns: sent_day, customer_key, segment_key, message_key, state, opted_out_at, the
    verdicts judged, in_processing, without_permission, after_withdrawal, declined (to register,
    at every purchase before, and no consent stands), and, only where the contact breaks a promise,
    its contact_id, sent_at and first_purchase_at.
    """
    contacts = snapshot.table("contacts")
    state = func.coalesce(spells.c.state, State.NONE.value)
    opted_out = state == State.OPTED_OUT.value
    tolerated = or_(
        contacts.c.sent_at <= spells.c.opted_out_at + bases.c.lag_seconds,
        contacts.c.sent_day <= lags.c.last_day,
    )
    in_processing = and_(opted_out, func.coalesce(tolerated, False))
    judged = _can_be_told(snapshot, state, bases.c.basis, people, contacts)
    allowed = permitted(
        state, bases.c.basis, _still_here(people, contacts), _bought_before(people, contacts)
    )
    without = and_(judged, ~func.coalesce(allowed, False), ~in_processing)
    after = and_(opted_out, ~in_processing)
    declined = and_(state != State.CONSENT.value, _only_declined(people, contacts))
    broken = or_(without, after, declined)
    statement = (
        select(
            contacts.c.sent_day,
            contacts.c.customer_key,
            people.c.segment_key,
            contacts.c.message_key,
            state.label("state"),
            spells.c.opted_out_at,
            judged.label("judged"),
            and_(judged, in_processing).label("in_processing"),
            without.label("without_permission"),
            after.label("after_withdrawal"),
            declined.label("declined"),
            case((broken, contacts.c.contact_id)).label("contact_id"),
            case((broken, contacts.c.sent_at)).label("sent_at"),
            case((broken, people.c.first_purchase_at)).label("first_purchase_at"),
        )
        .join_from(contacts, messages, messages.c.message_key == contacts.c.message_key)
        .join(people, people.c.customer_key == contacts.c.customer_key)
        .join(bases, _law(people, messages, bases))
        .outerjoin(spells, _in_force(contacts, messages, spells))
        .outerjoin(lags, _lag(people, bases, spells, lags))
        .where(contacts.c.sent_day <= snapshot.as_of)
    )
    return snapshot.keep("judged_contacts", statement)


def _in_force(contacts: Table, messages: Table, spells: Table) -> ColumnElement[bool]:
    return and_(
        spells.c.customer_key == contacts.c.customer_key,
        spells.c.pair_key == messages.c.pair_key,
        contacts.c.sent_at >= spells.c.at,
        contacts.c.sent_at < spells.c.until,
    )


def _law(people: Table, messages: Table, bases: Table) -> ColumnElement[bool]:
    return and_(
        bases.c.jurisdiction == people.c.jurisdiction, bases.c.channel == messages.c.channel
    )


def _lag(people: Table, bases: Table, spells: Table, lags: Table) -> ColumnElement[bool]:
    return and_(
        lags.c.jurisdiction == people.c.jurisdiction,
        lags.c.business_days == bases.c.lag_business_days,
        lags.c.day == spells.c.opted_out_day,
    )


def _still_here(people: Table, contacts: Table) -> ColumnElement[bool]:
    return or_(people.c.left_on.is_(None), contacts.c.sent_day < people.c.left_on)


def _bought_before(people: Table, contacts: Table) -> ColumnElement[bool]:
    return func.coalesce(people.c.first_purchase_at < contacts.c.sent_at, False)


def _only_declined(people: Table, contacts: Table) -> ColumnElement[bool]:
    """Whether they bought before, and each time declined to register or were a guest."""
    registered = func.coalesce(people.c.undeclined_purchase_at < contacts.c.sent_at, False)
    return and_(_bought_before(people, contacts), ~registered)


def _can_be_told(
    snapshot: Snapshot,
    state: ColumnElement[str],
    basis: ColumnElement[str],
    people: Table,
    contacts: Table,
) -> ColumnElement[bool]:
    """Not without a basis; nor, where purchases were not given, by a sale that may have been."""
    known = basis.is_not(None)
    if snapshot.has("purchases"):
        return known
    unopposed = state.in_([State.NONE.value, State.ENDED.value])
    perhaps = and_(basis == Basis.SOFT_OPT_IN.value, unopposed, _still_here(people, contacts))
    return and_(known, ~func.coalesce(perhaps, False))
