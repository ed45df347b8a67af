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
    def marketing(self) -> list[Row]:
        """Marketing contacts in order, each with its purpose and its own `day`."""
        contacts = []
        for row in self.company.get("contacts", []):
            day = self.own_day(row["customer_id"], row["sent_at"])
            if row["message_class"] == "marketing" and self.heard_of(day):
                purpose = row.get("purpose") or "direct_marketing"
                contacts.append(row | {"day": day, "purpose": purpose})
        return sorted(contacts, key=lambda row: (row["sent_at"], row["contact_id"]))

    @cached_property
    def choices(self) -> list[Row]:
        """Consent events but `requested`, and the requests that stop contact, each with its day."""
        told = [
            row for row in self.company.get("consent_events", []) if row["state"] != "requested"
        ]
        choices = []
        for row in [*told, *self._objections()]:
            day = self.own_day(row["customer_id"], row["occurred_at"])
            if self.heard_of(day):
                choices.append(row | {"day": day})
        return choices

    def _objections(self) -> list[Row]:
        return [
            {
                "customer_id": row["customer_id"],
                "occurred_at": row["received_at"],
                "purpose": row.get("purpose") or ALL,
                "channel": row.get("channel") or ALL,
                "state": "objected",
            }
            for row in self.company.get("requests", [])
            if row.get("customer_id") and _stops_contact(row)
        ]

    @cached_property
    def requests(self) -> list[Row]:
        """Requests received, with `received`, `closed` (or None) and `due` (or None) as days."""
        requests = []
        for row in self.company.get("requests", []):
            received = self.office_day(row["received_at"])
            if received:
                days = {"received": received, "closed": self._request_closed(row)}
                requests.append(row | days | {"due": self._due(row, received)})
        return requests

    def _request_closed(self, request: Row) -> date | None:
        answered = [day for day, kind in self._happenings(request) if kind == "answered"]
        closed = self.office_day(request.get("closed_at"))
        return min([*answered, *([closed] if closed else [])], default=None)

    def _due(self, request: Row, received: date) -> date | None:
        if request.get("due_at"):
            return day_in(request["due_at"], self.zone)  # may well lie ahead
        whose = self.jurisdiction(request.get("customer_id"), request)
        happenings = self._happenings(request)
        return due_day(request["regime"], request["right"], received, whose, happenings)

    def _happenings(self, request: Row) -> list[Happening]:
        rows = [
            row
            for row in self.company.get("request_events", [])
            if row["request_id"] == request["request_id"] and self.office_day(row["occurred_at"])
        ]
        # At one moment asking comes before telling.
        rows.sort(key=lambda row: (row["occurred_at"], not row["kind"].endswith("_requested")))
        return [Happening(day_in(row["occurred_at"], self.zone), row["kind"]) for row in rows]

    @cached_property
    def complaints(self) -> list[Row]:
        """Complaints received, with `received` and `closed` (or None) as days."""
        complaints = []
        for row in self.company.get("complaints", []):
            received = self.office_day(row["received_at"])
            if received:
                closed = self.office_day(row.get("closed_at"))
                complaints.append(row | {"received": received, "closed": closed})
        return complaints


class Asked:
    """Whose rows are asked for: those of one channel, or of customers in one segment."""

    def __init__(self, known: Known, filters: Mapping[str, Any]) -> None:
        self.known = known
        self.channels = filters.get("channel")
        self.segments = {name: value for name, value in filters.items() if name != "channel"}

    def person(self, person: str | None) -> bool:
        about = self.known.about(person)
        return all(about.get(name) == value for name, value in self.segments.items())

    def channel(self, channel: str | None) -> bool:
        return self.channels is None or channel == self.channels

    def row(self, row: Row) -> bool:
        return self.person(row.get("customer_id")) and self.channel(row.get("channel"))


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
