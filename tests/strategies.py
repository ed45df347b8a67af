"""Generated small companies, dense with the cases that figures get wrong.

Everything happens in about a hundred days (a leap day, Easter, both changes to summer time, and
four month ends among them); requests and complaints may be up to ten weeks older, so that their
limits fall inside. A few moments are shared, so that things coincide; contacts come in bursts, and
close to what was said about them. Shrinks towards one contact of one Italian customer.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bigtrust.settings import Settings
from tests.companies import Company, Row
from tests.requests_told import request_events_of

FIRST, DAYS, OLDEST = date(2024, 1, 15), 105, 70
AS_OF = date(2024, 4, 20)  # a week before the last that happens
ROME = ZoneInfo("Europe/Rome")
PEOPLE = ("ann", "ben", "cai", "dee", "eve", "fay")
MAIN = ("contacts", "consent_events", "complaints", "requests")
MAY_LACK = (*MAIN, "customers", "purchases", "request_events")
MAY_NOT_GIVE = (
    ("complaints", "closed_at"),
    ("requests", "closed_at"),
    ("requests", "outcome"),
    ("customers", "joined_on"),
    ("contacts", "outcome"),
)

# Midnight in Rome is the evening before in London and Los Angeles.
TIMES = (time(12), time(0), time(0, 30), time(6, 30), time(12, 0, 1), time(23, 30))
JURISDICTIONS = ("IT", None, "FR", "GB-ENG", "GB", "US-CA", "BR")
TIME_ZONES = (None, "Europe/Rome", "Europe/London", "America/Los_Angeles", "UTC")
CHANNELS = ("email", "sms", "phone")
STATES = (
    *("given", "withdrawn", "given", "withdrawn", "objected", "refused"),
    *("requested", "renewed", "revoked", "expired", "invalidated"),
)
RIGHTS = {
    "gdpr": ("access", "erasure", "objection", "complaint_to_controller"),
    "uk_gdpr": ("access", "erasure", "objection", "complaint_to_controller"),
    "ccpa": ("know", "delete", "opt_out", "limit"),
    "lgpd": ("access", "erasure"),
    "pipeda": ("access", "correct"),
    "colorado": ("delete", "opt_out"),
    "virginia": ("delete", "opt_out"),
    "us_foia": ("access",),
}
# From what a person said to a contact: at once, the lag's end, and business days around ten.
LAGS = tuple(
    timedelta(days=days, seconds=seconds)
    for days, seconds in ((0, 0), (0, 1), (2, 0), (2, 1), (5, 0), *((d, 0) for d in range(12, 18)))
)


def moments(oldest: int = 0) -> SearchStrategy[datetime]:
    """A moment (UTC) in the window, or up to `oldest` days before it."""
    return st.builds(
        lambda day, at: at_rome(FIRST + timedelta(days=day), at),
        st.integers(-oldest, DAYS - 1),
        st.sampled_from(TIMES),
    )


def at_rome(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ROME).astimezone(UTC)


@st.composite
def companies(draw: DrawFn) -> Company:
    """A company of 1-6 people; any data set, and some columns, may be missing."""
    names = PEOPLE[: draw(st.integers(1, len(PEOPLE)))]
    people = st.sampled_from(names)
    shared = draw(st.lists(moments(), min_size=1, max_size=6))
    at = st.sampled_from(shared) | moments()
    choices = _rows(draw, _choices(people, at), "event_id", 8)
    requests = _rows(draw, _request(people, at).map(_alone), "request_id", 5)
    events = [event for row in requests for event in draw(request_events_of(row))]
    contacts = _bursts(people, at) | _afterwards(choices) if choices else _bursts(people, at)
    tables = {
        "customers": [draw(_customer(name)) for name in names],
        "purchases": _rows(draw, _purchase(people, at).map(_alone), "purchase_id", 4),
        "consent_events": choices,
        "requests": requests,
        "request_events": events,
        "complaints": _rows(draw, _complaint(people, at).map(_alone), "complaint_id", 6),
        "contacts": _rows(draw, contacts, "contact_id", 12)[:40],
    }
    return _without(draw, tables)


def _rows(draw: DrawFn, story: SearchStrategy[list[Row]], key: str, most: int) -> list[Row]:
    """The rows of stories, one after the other, numbered; often more than a list would draw."""
    least = draw(st.integers(0, most // 2))
    stories = draw(st.lists(story, min_size=least, max_size=most))
    rows = [row for story in stories for row in story]
    return [{key: f"{number:04}"} | row for number, row in enumerate(rows, 1)]


def _without(draw: DrawFn, tables: dict[str, list[Row]]) -> Company:
    """The company without the data sets and columns that it happens not to have."""
    lacking = draw(st.sets(st.sampled_from(MAY_LACK), max_size=2))
    lacking |= {"request_events"} if "requests" in lacking else set()
    for data_set, column in draw(st.sets(st.sampled_from(MAY_NOT_GIVE), max_size=1)):
        for row in tables[data_set]:
            del row[column]
    kept = Company({name: rows for name, rows in tables.items() if name not in lacking})
    assume(any(name in kept for name in MAIN))
    return kept


def _alone(row: Row) -> list[Row]:
    return [row]


def _one_of(*values: Any) -> SearchStrategy[Any]:
    return st.sampled_from(values)


@st.composite
def _customer(draw: DrawFn, person: str) -> Row:
    window = st.integers(0, DAYS).map(lambda days: FIRST + timedelta(days=days))
    joined_on = draw(st.just(date(2020, 1, 1)) | window | st.none())
    left_on = draw(st.none() | window)
    return {
        "customer_id": person,
        "joined_on": joined_on,
        "left_on": left_on and max(left_on, joined_on or left_on),
        "jurisdiction": draw(st.sampled_from(JURISDICTIONS)),
        "time_zone": draw(st.sampled_from(TIME_ZONES)),
        "region": draw(_one_of("north", "south", None)),
    }


@st.composite
def _bursts(draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]) -> list[Row]:
    """A contact, or the same again so many days apart."""
    contact = {
        "customer_id": draw(people),
        "sent_at": draw(at),
        "channel": draw(st.sampled_from((*CHANNELS, "phone", "post"))),
        "message_class": draw(_one_of("marketing", "marketing", "marketing", "service")),
        "purpose": draw(_one_of(None, "direct_marketing", "newsletter")),
        "outcome": draw(_one_of(None, "delivered", "no_answer", "bounced")),
    }
    apart = timedelta(days=draw(_one_of(1, 0, 2, 7)))
    times = draw(st.integers(1, 5))
    return [contact | {"sent_at": contact["sent_at"] + turn * apart} for turn in range(times)]


@st.composite
def _afterwards(draw: DrawFn, choices: list[Row]) -> list[Row]:
    """A contact to the person who made a choice, of its purpose and channel, soon after."""
    choice = draw(st.sampled_from(choices))
    of_all = choice["channel"] == "all"
    contact = {
        "customer_id": choice["customer_id"],
        "sent_at": choice["occurred_at"] + draw(st.sampled_from(LAGS)),
        "channel": draw(st.sampled_from(CHANNELS)) if of_all else choice["channel"],
        "message_class": "marketing",
        "purpose": None if choice["purpose"] == "all" else choice["purpose"],
        "outcome": draw(_one_of(None, "bounced")),
    }
    return [contact]


@st.composite
def _choices(draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]) -> list[Row]:
    """What one person said of one purpose and channel, one thing after another or at once."""
    about = {
        "customer_id": draw(people),
        "occurred_at": draw(at),
        "purpose": draw(_one_of("direct_marketing", "all", "newsletter")),
        "channel": draw(st.sampled_from((*CHANNELS, "all", "all"))),
    }
    said = []
    for state in draw(st.lists(st.sampled_from(STATES), min_size=1, max_size=3)):
        said.append(about | {"state": state, "method": draw(_one_of(None, "import", "one_click"))})
        gap = draw(st.sampled_from((timedelta(days=9), *LAGS)))
        about = about | {"occurred_at": about["occurred_at"] + gap}
    return said


def _purchase(people: SearchStrategy[str], at: SearchStrategy[datetime]) -> SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {"customer_id": people, "purchased_at": at, "product_category": st.just("kettles")}
    )


@st.composite
def _request(draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]) -> Row:
    regime = draw(st.sampled_from(tuple(RIGHTS)))
    received = draw(at | moments(OLDEST))
    due = draw(st.none() | st.none() | st.integers(0, 40))
    return {
        "customer_id": draw(people | st.none()),
        "jurisdiction": draw(st.sampled_from((None, *JURISDICTIONS))),
        "received_at": received,
        "right": draw(st.sampled_from(RIGHTS[regime])),
        "regime": regime,
        "purpose": draw(_one_of(None, "direct_marketing", "newsletter")),
        "channel": draw(_one_of(None, "all", "email", "sms")),
        "due_at": None if due is None else received + timedelta(days=due),
        "closed_at": None,  # drawn with the request's events
        "outcome": None,
    }


@st.composite
def _complaint(draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]) -> Row:
    received = draw(at | moments(OLDEST))
    closed = draw(st.none() | _one_of(3, 4, 5, 6, 7, 55, 56, 57) | st.integers(0, 80))
    return {
        "customer_id": draw(people | st.none()),
        "jurisdiction": draw(st.sampled_from((None, *JURISDICTIONS))),
        "received_at": received,
        "topic": draw(_one_of("delivery", "price")),
        "channel": draw(_one_of("web", "phone", None)),
        "closed_at": None if closed is None else received + timedelta(days=closed),
    }


def periods(until: date = AS_OF) -> SearchStrategy[tuple[date, date]]:
    """The first and the last day of a period in the window: often all of it, or 30 days."""
    whole = (until - FIRST).days
    lasts = st.just(0) | st.integers(0, whole)
    lengths = _one_of(whole, 29, 6, 0) | st.integers(0, whole)
    return st.builds(
        lambda back, days: (
            max(FIRST, until - timedelta(days=back + days)),
            until - timedelta(days=back),
        ),
        lasts,
        lengths,
    )


def company_settings(home: Path) -> SearchStrategy[Settings]:
    """Settings with as-of AS_OF: the defaults, or tight caps and another office, law and lag."""
    american: dict[str, Any] = {
        "company": {"jurisdiction": "US-CA", "time_zone": "America/Los_Angeles"},
        "caps": [
            {"limit": 1, "days": 1},
            {"limit": 2, "days": 7, "channel": "email"},
            {"limit": 1, "days": 14, "channel": "phone", "jurisdiction": "GB"},
        ],
        "lag": {"hours": 0, "us_business_days": 1},
        "permission": {
            "BR": {"all": "opt_out", "sms": "opt_in"},
            "IT": {"all": "opt_out"},
            "US-CA": {"phone": "soft_opt_in"},
        },
    }
    return _one_of({}, american).map(lambda said: Settings(home=home, as_of=AS_OF, **said))
