"""The ledger of broken promises: each breach, row by row, up to as-of."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tests.companies import Row
from tests.oracle import choice, hours, offers, registration, restraint, sharing
from tests.oracle.known import Known

CONTACTS_JUDGED = ("contacts", "consent_events")
DECLINED = ("contacts", "consent_events", "purchases.registration")
DISCLOSURES_NAMED = ("disclosures", "notices", "notice_recipients")
DISCLOSURES_STOPPED = ("disclosures.customer_id", "disclosures.legal_basis", "consent_events")
OFFERS = ("contacts.product_category", "purchases")
AGGRIEVED = ("contacts", "complaints.closed_at", "requests")


class Breach(NamedTuple):
    """`subject` is the contact or disclosure; `customer_id` is None where it is nobody's."""

    promise: str
    subject: str
    customer_id: str | None
    day: date


class Promise(NamedTuple):
    """The rows that may break it, whether one does, and what must be given to judge."""

    rows: Callable[[Known], list[Row]]
    is_broken: Callable[[Known, Row], bool]
    needs: tuple[str, ...]


def _marketing(known: Known) -> list[Row]:
    return known.marketing


def _counted(known: Known) -> list[Row]:
    return known.counted


def _disclosures(known: Known) -> list[Row]:
    return known.disclosures


PROMISES: Mapping[str, Promise] = {
    "contact_without_permission": Promise(
        _marketing, choice.is_without_permission, CONTACTS_JUDGED
    ),
    "contact_after_withdrawal": Promise(_marketing, choice.is_after_withdrawal, CONTACTS_JUDGED),
    "declined_yet_contacted": Promise(_marketing, registration.had_declined, DECLINED),
    "undisclosed_sharing": Promise(_disclosures, sharing.is_undisclosed, DISCLOSURES_NAMED),
    "sharing_after_objection": Promise(
        sharing.of_persons, sharing.is_after_objection, DISCLOSURES_STOPPED
    ),
    "excess_contacts": Promise(_counted, restraint.is_excess, ("contacts",)),
    "washing_machine_offers": Promise(_counted, offers.is_of_what_was_bought, OFFERS),
    "selling_to_the_aggrieved": Promise(_counted, restraint.is_to_the_aggrieved, AGGRIEVED),
    "out_of_hours_contacts": Promise(hours.calls_judged, hours.is_out_of_hours, ("contacts",)),
}


@lru_cache(maxsize=100)
def breaches(known: Known) -> tuple[Breach, ...]:
    """By promise, in the order of the indicators; of promises that can be judged."""
    return tuple(breach for name in PROMISES for breach in _breaches_of(known, name))


def _breaches_of(known: Known, name: str) -> Iterator[Breach]:
    promise = PROMISES[name]
    if known.missing(*promise.needs) or _never_closed(known, promise):
        return
    for row in promise.rows(known):
        if promise.is_broken(known, row):
            subject = row.get("contact_id") or row["disclosure_id"]
            yield Breach(name, subject, row.get("customer_id"), row["day"])


def _never_closed(known: Known, promise: Promise) -> bool:
    return "requests" in promise.needs and bool(known.nothing_closes_requests())
