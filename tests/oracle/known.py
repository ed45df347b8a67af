"""What is known of a company at the close of the as-of day, and whose rows are asked for."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from bigtrust.contract import ALL, CONTRACT, Kind
from bigtrust.settings import Settings
from tests.companies import Company, Row
from tests.oracle.days import DAY, day_in, full_jurisdiction
from tests.oracle.deadlines import Happening, due_day


class Known:
    """The company's rows, each with the day it counts on, and nothing after the as-of day."""

    def __init__(self, company: Company, settings: Settings) -> None:
        self.company = company
        self.settings = settings
        self.zone = settings.company.time_zone
        self.as_of = settings.as_of or _last_complete_day(company, self.zone)
        self.customers = {row["customer_id"]: row for row in company.get("customers", [])}

    def missing(self, *needed: str) -> tuple[str, ...]:
        """Which data sets, or columns of given ones (as data_set.column), no source gives."""
        return tuple(filter(None, (self._missing(name) for name in needed)))

    def _missing(self, name: str) -> str:
        data_set, _, column = name.partition(".")
        if data_set not in self.company:
            return data_set
        return name if column and column not in self.company.given(data_set) else ""

    def nothing_closes_requests(self) -> tuple[str, ...]:
        """What no source gives. A request is closed by its column or by an event: one will do."""
        return self.missing("request_events") and self.missing("requests.closed_at")

    @cached_property
    def people(self) -> list[str]:
        """Every customer; where nobody says who they are, every id met."""
        met = {
            row["customer_id"]
            for rows in self.company.values()
            for row in rows
            if row.get("customer_id")
        }
        return sorted(met | set(self.customers))

    def about(self, person: str | None) -> Row:
        return self.customers.get(person, {})

    def jurisdiction(self, person: str | None, row: Row | None = None) -> str:
        """The row's own, else the customer's, else the company's."""
        return full_jurisdiction(
            (row or {}).get("jurisdiction")
            or self.about(person).get("jurisdiction")
            or self.settings.company.jurisdiction
        )

    def own_day(self, person: str, moment: datetime) -> date:
        return day_in(moment, self.about(person).get("time_zone") or self.zone)

    def office_day(self, moment: datetime | None) -> date | None:
        """The company's day of a moment; None for none, or one after as-of."""
        day = day_in(moment, self.zone) if moment else None
        return day if day and self.heard_of(day) else None

    def heard_of(self, day: date) -> bool:
        return self.as_of is None or day <= self.as_of

    def has_left(self, person: str, day: date) -> bool:
        left_on = self.about(person).get("left_on")
        return left_on is not None and left_on <= day

    def has_joined(self, person: str, day: date) -> bool:
        """False also where nobody knows since when."""
        joined_on = self.about(person).get("joined_on")
        return joined_on is not None and joined_on <= day

    def is_active(self, person: str, day: date) -> bool:
        return self.has_joined(person, day) and not self.has_left(person, day)

    @cached_property
    def contacts(self) -> list[Row]:
        return self._on_own_days("contacts", "sent_at")

    @cached_property
    def marketing(self) -> list[Row]:
        """Marketing contacts in order, each with its purpose and its own `day`."""
        contacts = [
            row | {"purpose": row.get("purpose") or "direct_marketing"}
            for row in self.contacts
            if row["message_class"] == "marketing"
        ]
        return sorted(contacts, key=lambda row: (row["sent_at"], row["contact_id"]))

    @cached_property
    def counted(self) -> list[Row]:
        """The marketing contacts that pressure and caps count: bounced ones reached nobody."""
        return [row for row in self.marketing if row.get("outcome") != "bounced"]

    @cached_property
    def said(self) -> list[Row]:
        """Consent events of every state, `requested` too, each with its day."""
        return self._on_own_days("consent_events", "occurred_at")

    @cached_property
    def purchases(self) -> list[Row]:
        return self._on_own_days("purchases", "purchased_at")

    def _on_own_days(self, data_set: str, moment: str) -> list[Row]:
        rows = self.company.get(data_set, [])
        dated = [row | {"day": self.own_day(row["customer_id"], row[moment])} for row in rows]
        return [row for row in dated if self.heard_of(row["day"])]

    @cached_property
    def disclosures(self) -> list[Row]:
        """Each with its day, the company's."""
        rows = self.company.get("disclosures", [])
        dated = [row | {"day": self.office_day(row["occurred_at"])} for row in rows]
        return [row for row in dated if row["day"]]

    @cached_property
    def choices(self) -> list[Row]:
        """Consent events but `requested`, and the requests that stop contact, each with its day."""
        objections = [
            row | {"day": self.own_day(row["customer_id"], row["occurred_at"])}
            for row in self._objections()
        ]
        told = [row for row in self.said if row["state"] != "requested"]
        return [*told, *(row for row in objections if self.heard_of(row["day"]))]

    def _objections(self) -> list[Row]:
        return [
            {
                "customer_id": row["customer_id"],
                "occurred_at": row["received_at"],
                "purpose": row.get("purpose") or ALL,
                "channel": row.get("channel") or ALL,
                "state": "objected",
                "right": row["right"],
            }
            for row in self.company.get("requests", [])
            if row.get("customer_id") and _stops_contact(row)
        ]

    @cached_property
    def requests(self) -> list[Row]:
        """Requests received, each with what `_about_request` tells of it."""
        requests = []
        for row in self.company.get("requests", []):
            received = self.office_day(row["received_at"])
            if received:
                requests.append(row | self._about_request(row, received))
        return requests

    def _about_request(self, row: Row, received: date) -> Row:
        """`received`, `closed` and `due` (or None) as days, `ended` (closed) as a moment, the
        `happenings`, and `whose` law it is under."""
        ended = self._request_ended(row)
        closed = self.office_day(ended)
        return {
            "received": received,
            "closed": closed and max(closed, received),  # not before it came in
            "ended": ended,
            "due": self._due(row, received),
            "happenings": self._happenings(row),
            "whose": self.jurisdiction(row.get("customer_id"), row),
        }

    def _request_ended(self, request: Row) -> datetime | None:
        """The moment of closing or of the first answer, whichever is first."""
        events = self._events_of(request)
        answered = [row["occurred_at"] for row in events if row["kind"] == "answered"]
        known = self.office_day(request.get("closed_at"))
        return min([*answered, *([request["closed_at"]] if known else [])], default=None)

    def _due(self, request: Row, received: date) -> date | None:
        if request.get("due_at"):
            return day_in(request["due_at"], self.zone)  # may well lie ahead
        whose = self.jurisdiction(request.get("customer_id"), request)
        happenings = self._happenings(request)
        return due_day(request["regime"], request["right"], received, whose, happenings)

    def _happenings(self, request: Row) -> list[Happening]:
        rows = self._events_of(request)
        return [Happening(day_in(row["occurred_at"], self.zone), row["kind"]) for row in rows]

    def _events_of(self, request: Row) -> list[Row]:
        rows = [
            row
            for row in self.company.get("request_events", [])
            if row["request_id"] == request["request_id"] and self.office_day(row["occurred_at"])
        ]
        # At one moment asking comes before telling.
        return sorted(
            rows, key=lambda row: (row["occurred_at"], not row["kind"].endswith("_requested"))
        )

    @cached_property
    def complaints(self) -> list[Row]:
        """Complaints received, with `received` and `closed` (or None) as days, and `ended`."""
        complaints = []
        for row in self.company.get("complaints", []):
            received = self.office_day(row["received_at"])
            if received:
                closed = self.office_day(row.get("closed_at"))
                ended = row.get("closed_at") if closed else None
                complaints.append(row | {"received": received, "closed": closed, "ended": ended})
        return complaints


class Asked:
    """Whose rows are asked for: those of one channel, purpose or pressure, or of customers in one
    segment."""

    def __init__(self, known: Known, filters: Mapping[str, Any]) -> None:
        self.known = known
        self.channels, self.purposes = filters.get("channel"), filters.get("purpose")
        self.pressure = filters.get("pressure")
        others = ("channel", "purpose", "pressure")
        self.segments = {name: value for name, value in filters.items() if name not in others}

    def person(self, person: str | None) -> bool:
        about = self.known.about(person)
        return all(about.get(name) == value for name, value in self.segments.items())

    def pair(self, pair: tuple[str | None, str | None]) -> bool:
        """A purpose and a channel."""
        return self.purposes in (None, pair[0]) and self.channels in (None, pair[1])

    def row(self, row: Row) -> bool:
        told = row.get("purpose"), row.get("channel")
        return self.person(row.get("customer_id")) and self.pair(told)


def _stops_contact(request: Row) -> bool:
    return request["right"] == "objection" or (
        request["right"] == "opt_out" and bool(request.get("purpose"))
    )


def _last_complete_day(company: Company, zone: str) -> date | None:
    """The day of the latest moment if that is midnight sharp, else the day before it."""
    moments = [
        row[column.name]
        for name, rows in company.items()
        for column in CONTRACT[name].columns
        if column.kind is Kind.MOMENT and column.name != "due_at"
        for row in rows
        if row.get(column.name)
    ]
    if not moments:
        return None
    latest = max(moments)
    midnight = day_in(latest - timedelta(microseconds=1), zone) < day_in(latest, zone)
    return day_in(latest, zone) if midnight else day_in(latest, zone) - DAY
