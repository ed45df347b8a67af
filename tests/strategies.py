"""Generated small companies, dense with the cases that figures get wrong.

A few moments are shared, so that things coincide; contacts come in bursts, around permitted hours,
and close to what was said, bought or complained about. Shrinks towards one contact of one Italian
customer.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bigtrust.contract import REGISTRATIONS
from bigtrust.settings import Settings
from tests.companies import Company, Row
from tests.contacts_told import CHANNELS, LAGS, contacts_told
from tests.requests_told import request_events_of
from tests.sharing_told import VERSIONS, disclosures_told, notices_told
from tests.surroundings_told import CATEGORIES, product_categories_told, surroundings_told
from tests.window import AS_OF, DAYS, FIRST, OLDEST, moments, one_of

PEOPLE = ("ann", "ben", "cai", "dee", "eve", "fay")
MAIN = ("contacts", "consent_events", "complaints", "requests")
MAY_LACK = (
    *(*MAIN, "customers", "purchases", "request_events"),
    *("notices", "recipients", "disclosures", "product_categories", "touchpoints"),
)
GOES_WITH = {"request_events": "requests", "notice_recipients": "notices"}
MAY_NOT_GIVE = (
    ("complaints", "closed_at"),
    ("requests", "closed_at"),
    ("requests", "outcome"),
    ("customers", "joined_on"),
    ("contacts", "outcome"),
    ("contacts", "product_category"),
    ("consent_events", "source_system"),
    ("consent_events", "notice_version"),
    ("purchases", "registration"),
    ("complaints", "upheld"),
)

JURISDICTIONS = ("IT", None, "FR", "GB-ENG", "GB", "US-CA", "BR", "NO")
TIME_ZONES = (None, "Europe/Rome", "Europe/London", "America/Los_Angeles", "UTC")
STATES = (
    *("given", "withdrawn", "given", "withdrawn", "objected", "refused"),
    *("requested", "renewed", "revoked", "expired", "invalidated"),
)
RIGHTS = {
    "gdpr": ("access", "objection", "erasure", "objection", "complaint_to_controller"),
    "uk_gdpr": ("access", "objection", "erasure", "objection", "complaint_to_controller"),
    "ccpa": ("know", "opt_out", "delete", "access", "opt_out", "limit"),
    "lgpd": ("access", "erasure"),
    "pipeda": ("access", "correct"),
    "colorado": ("delete", "opt_out"),
    "virginia": ("delete", "opt_out"),
    "us_foia": ("access",),
}
STORIES = (
    *(("given",), ("given", "withdrawn"), ("given", "withdrawn"), ("requested",)),
    *(("given", "withdrawn", "given"), ("given", "objected", "renewed"), ("refused",)),
)
SUSPECTED = one_of(None, False, True)


@st.composite
def companies(draw: DrawFn) -> Company:
    """A company of 1-6 people; any data set, and some columns, may be missing."""
    names = PEOPLE[: draw(st.integers(1, len(PEOPLE)))]
    people = st.sampled_from(names)
    shared = draw(st.lists(moments(), min_size=1, max_size=6))
    at = st.sampled_from(shared) | moments()
    tables = {"customers": [draw(_customer(name)) for name in names]}
    tables |= draw(_told_of(people, at)) | draw(_at_times(notices_told()))
    tables |= draw(_at_times(surroundings_told(people)))
    tables["contacts"] = _rows(draw, contacts_told(people, at, tables), "contact_id", 12)[:40]
    if draw(st.booleans()):
        disclosures = disclosures_told(people, at, _stops(tables))
        tables["disclosures"] = _rows(draw, disclosures, "disclosure_id", 6)
    return _without(draw, tables)


@st.composite
def _told_of(
    draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]
) -> dict[str, list[Row]]:
    """What people said, bought, asked and complained about."""
    requests = _rows(draw, _request(people, at).map(_alone), "request_id", 5)
    return {
        "product_categories": draw(_often(product_categories_told())),
        "purchases": _rows(draw, _purchase(people, at).map(_alone), "purchase_id", 5),
        "consent_events": _rows(draw, _choices(people, at), "event_id", 8),
        "requests": requests,
        "request_events": [event for row in requests for event in draw(request_events_of(row))],
        "complaints": _rows(draw, _complaints(people, at), "complaint_id", 5),
    }


def _often(rows: SearchStrategy[list[Row]]) -> SearchStrategy[list[Row]]:
    return rows | rows | rows | st.just([])


def _at_times(tables: SearchStrategy[dict[str, list[Row]]]) -> SearchStrategy[Any]:
    """Every other time, which keeps companies small."""
    return st.just({}) | tables


def _stops(tables: dict[str, list[Row]]) -> list[tuple[str, datetime, str]]:
    """What people said of purposes on all channels, as event or as request."""
    said = [
        (row["customer_id"], row["occurred_at"], row["purpose"])
        for row in tables["consent_events"]
        if row["channel"] == "all"
    ]
    requested = [
        (row["customer_id"], row["received_at"], row["purpose"])
        for row in tables["requests"]
        if row["customer_id"] and row["right"] in ("objection", "opt_out")
    ]
    return [
        (person, moment, "direct_marketing" if purpose in (None, "all") else purpose)
        for person, moment, purpose in [*said, *requested]
    ]


def _rows(draw: DrawFn, story: SearchStrategy[list[Row]], key: str, most: int) -> list[Row]:
    """The rows of stories, one after the other, numbered; often more than a list would draw."""
    least = draw(st.integers(0, most // 2))
    stories = draw(st.lists(story, min_size=least, max_size=most))
    rows = [row for story in stories for row in story]
    return [{key: f"{number:04}"} | row for number, row in enumerate(rows, 1)]


def _without(draw: DrawFn, tables: dict[str, list[Row]]) -> Company:
    """The company without the data sets and columns that it happens not to have."""
    lacking = draw(st.just(set()) | st.sets(st.sampled_from(MAY_LACK), max_size=2))
    lacking = lacking | {name for name, other in GOES_WITH.items() if other in lacking}
    for data_set, column in draw(st.sets(st.sampled_from(MAY_NOT_GIVE), max_size=1)):
        for row in tables[data_set]:
            row.pop(column, None)
    kept = Company({name: rows for name, rows in tables.items() if name not in lacking})
    assume(any(name in kept for name in MAIN))
    return kept


def _alone(row: Row) -> list[Row]:
    return [row]


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
        "region": draw(one_of("north", "south", None)),
    }


@st.composite
def _choices(draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]) -> list[Row]:
    """What one person said of one purpose and channel, one thing after another or at once."""
    about = {
        "customer_id": draw(people),
        "occurred_at": draw(at | moments(OLDEST) | moments(OLDEST)),
        "purpose": draw(one_of("direct_marketing", "all", "newsletter", "sale_or_sharing")),
        "channel": draw(st.sampled_from((*CHANNELS, "all", "all"))),
    }
    said = []
    any_states = st.lists(st.sampled_from(STATES), min_size=1, max_size=3)
    for state in draw(st.sampled_from(STORIES) | any_states):
        how = {
            "method": draw(one_of(None, "import", "one_click")),
            "source_system": draw(one_of("crm", "shop", None)),
            "notice_version": draw(one_of("v1", *VERSIONS[:3], None, "unheard of")),
        }
        said.append(about | {"state": state} | how)
        gap = draw(st.sampled_from((timedelta(days=9), *LAGS)))
        about = about | {"occurred_at": about["occurred_at"] + gap}
    return said


def _purchase(people: SearchStrategy[str], at: SearchStrategy[datetime]) -> SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "customer_id": people,
            "purchased_at": at | moments(OLDEST),
            "product_category": st.sampled_from(CATEGORIES),
            "registration": one_of("declined", "guest", *REGISTRATIONS, None),
        }
    )


@st.composite
def _request(draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]) -> Row:
    regime = draw(one_of(*RIGHTS, "ccpa", "uk_gdpr"))
    received = draw(at | moments(OLDEST))
    due = draw(st.none() | st.none() | st.integers(0, 40))
    return {
        "customer_id": draw(people | st.none()),
        "jurisdiction": draw(st.sampled_from((None, *JURISDICTIONS))),
        "received_at": received,
        "right": draw(st.sampled_from(RIGHTS[regime])),
        "regime": regime,
        "purpose": draw(one_of(None, "direct_marketing", "newsletter")),
        "channel": draw(one_of(None, "all", "email", "sms")),
        "due_at": None if due is None else received + timedelta(days=due),
        "closed_at": None,  # drawn with the request's events
        "outcome": None,
        "suspected_violation": draw(SUSPECTED),
    }


@st.composite
def _complaints(
    draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]
) -> list[Row]:
    """A complaint, or the same again about 90 days later."""
    received = draw(at | moments(OLDEST))
    about = {
        "customer_id": draw(people | st.none()),
        "jurisdiction": draw(st.sampled_from((None, *JURISDICTIONS))),
        "topic": draw(one_of("delivery", "price")),
        "channel": draw(one_of("web", "phone", None)),
    }
    again = draw(st.none() | one_of(0, 1, 89, 90, 91))
    gaps = [0] if again is None else [0, again]
    return [draw(_complaint(about, received + timedelta(days=gap))) for gap in gaps]


@st.composite
def _complaint(draw: DrawFn, about: Row, received: datetime) -> Row:
    closed = draw(st.none() | one_of(3, 4, 5, 6, 7, 55, 56, 57) | st.integers(0, 80))
    return about | {
        "received_at": received,
        "closed_at": None if closed is None else received + timedelta(days=closed),
        "upheld": draw(one_of(True, False, None)),
        "suspected_violation": draw(SUSPECTED),
    }


def periods(until: date = AS_OF) -> SearchStrategy[tuple[date, date]]:
    """The first and the last day of a period in the window: often all of it, or 30 days."""
    whole = (until - FIRST).days
    lasts = st.just(0) | st.integers(0, whole)
    lengths = one_of(whole, 29, 6, 0) | st.integers(0, whole)
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
            {"limit": 1, "days": 14, "channel": "sms", "jurisdiction": "EU"},
        ],
        "lag": {"hours": 0, "us_business_days": 1},
        "permission": {
            "BR": {"all": "opt_out", "sms": "opt_in"},
            "IT": {"all": "opt_out"},
            "EU": {"email": "opt_out"},
            "US-CA": {"phone": "soft_opt_in"},
        },
    }
    return one_of({}, american).map(lambda said: Settings(home=home, as_of=AS_OF, **said))
