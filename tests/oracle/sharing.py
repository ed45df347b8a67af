"""Nothing shared in secret: what notices name, and what people had stopped."""

from collections.abc import Callable
from datetime import date, datetime

from bigtrust.contract import ALL
from tests.companies import Row
from tests.oracle.days import working_days_after
from tests.oracle.expected import Expected, rate
from tests.oracle.known import Asked, Known
from tests.oracle.notices import in_force
from tests.oracle.permission import is_consent, is_opt_out

DAYS_TO_STOP_A_SALE = 15


def undisclosed_sharing(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Disclosures that no notice in force names / disclosures."""
    return _share(known, first, last, asked, known.disclosures, is_undisclosed)


def sharing_after_objection(known: Known, first: date, last: date, asked: Asked) -> Expected:
    """Disclosures that the person had stopped / disclosures of persons."""
    return _share(known, first, last, asked, of_persons(known), is_after_objection)


def of_persons(known: Known) -> list[Row]:
    return [row for row in known.disclosures if row.get("customer_id")]


def _share(
    known: Known,
    first: date,
    last: date,
    asked: Asked,
    disclosures: list[Row],
    is_broken: Callable[[Known, Row], bool],
) -> Expected:
    counted = [
        row
        for row in disclosures
        if first <= row["day"] <= last and asked.person(row.get("customer_id"))
    ]
    return rate(sum(is_broken(known, row) for row in counted), len(counted))


def is_undisclosed(known: Known, disclosure: Row) -> bool:
    """No notice in force that day names the recipient, or its category, for the purpose."""
    versions = in_force(known, disclosure["day"])
    return not any(
        row["notice_version"] in versions
        and row["purpose"] == disclosure["purpose"]
        and _names(known, row, disclosure["recipient"])
        for row in known.company.get("notice_recipients", [])
    )


def _names(known: Known, told: Row, recipient: str) -> bool:
    categories = {
        row["recipient"]: row.get("recipient_category")
        for row in known.company.get("recipients", [])
    }
    category = categories.get(recipient)
    return told.get("recipient") == recipient or (
        category is not None and told.get("recipient_category") == category
    )


def is_after_objection(known: Known, disclosure: Row) -> bool:
    stops = {
        "consent": _withdrawals,
        "legitimate_interest": _objections,
        "sale_or_sharing": _opt_outs_of_sale,
    }.get(disclosure.get("legal_basis") or "")
    stopped = max(stops(known, disclosure), default=None) if stops else None
    if stopped is None:
        return False
    return not any(stopped < moment for moment in _consents(known, disclosure))


def _withdrawals(known: Known, disclosure: Row) -> list[datetime]:
    said = _said_before(known, disclosure)
    return [choice["occurred_at"] for choice in said if is_opt_out(choice)]


def _objections(known: Known, disclosure: Row) -> list[datetime]:
    """Objections, told as such or by request; an opt-out by request is none."""
    said = _said_before(known, disclosure)
    return [
        choice["occurred_at"]
        for choice in said
        if choice["state"] == "objected" and choice.get("right") != "opt_out"
    ]


def _consents(known: Known, disclosure: Row) -> list[datetime]:
    said = _said_before(known, disclosure)
    return [choice["occurred_at"] for choice in said if is_consent(choice)]


def _said_before(known: Known, disclosure: Row) -> list[Row]:
    """What the person said of the purpose on all channels, up to the very moment."""
    return [
        choice
        for choice in known.choices
        if choice["customer_id"] == disclosure["customer_id"]
        and choice["purpose"] in _purposes(disclosure)
        and choice["channel"] == ALL
        and choice["occurred_at"] <= disclosure["occurred_at"]
    ]


def _purposes(disclosure: Row) -> tuple[str, ...]:
    """Those that say something of it; that of a sale, whatever else it is for."""
    basis = disclosure.get("legal_basis")
    return disclosure["purpose"], ALL, *(("sale_or_sharing",) if basis == "sale_or_sharing" else ())


def _opt_outs_of_sale(known: Known, disclosure: Row) -> list[datetime]:
    """Opt-outs of this purpose or any, and requests that name none, whose 15th business day is
    over.
    """
    person = disclosure["customer_id"]
    whose = known.jurisdiction(person)
    said = [
        (choice["occurred_at"], choice["day"])
        for choice in _said_before(known, disclosure)
        if is_opt_out(choice)
    ]
    asked = [
        (row["received_at"], row["received"])
        for row in known.requests
        if row.get("customer_id") == person
        and row["right"] == "opt_out"
        and not row.get("purpose")
        and (row.get("channel") or ALL) == ALL
    ]
    return [
        moment
        for moment, day in [*said, *asked]
        if working_days_after(day, DAYS_TO_STOP_A_SALE, whose) < disclosure["day"]
    ]
