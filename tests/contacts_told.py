"""The contacts of generated companies: in bursts, around permitted hours, and soon after what
people said, bought or complained about.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.companies import Row
from tests.surroundings_told import CATEGORIES
from tests.window import AS_OF, at_rome, one_of

CHANNELS = ("email", "sms", "phone")
# From what a person said to a contact: at once, the lag's end, and business days around ten.
LAGS = tuple(
    timedelta(days=days, seconds=seconds)
    for days, seconds in (
        (0, 0),
        (0, 1),
        (1, 0),
        (2, 0),
        (2, 1),
        (5, 0),
        *((d, 0) for d in range(12, 18)),
    )
)
LATELY = st.integers(0, 8).map(lambda back: at_rome(AS_OF - timedelta(days=back), time(12)))
SENDERS = tuple(
    {"sender_unit": unit, "campaign_id": campaign, "product_category": category}
    for unit, campaign, category in (
        (None, None, None),
        ("shop", "spring", "kettles"),
        ("branch", None, "bags"),
        ("shop", "easter", "kettles"),
    )
)
# A Friday and its Saturday, Easter and its Monday, the day before Liberation Day, and that day.
DAYS_OF_CALLS = (
    *(date(2024, 3, 15), date(2024, 3, 16), date(2024, 3, 31), date(2024, 4, 1)),
    *(date(2024, 4, 24), date(2024, 4, 25)),
)


def contacts_told(
    people: SearchStrategy[str], at: SearchStrategy[datetime], tables: dict[str, list[Row]]
) -> SearchStrategy[list[Row]]:
    contacts = _bursts(people, at) | _call(people)
    if tables["consent_events"]:
        contacts |= _afterwards(tables["consent_events"])
    if tables["purchases"]:
        contacts |= _offers(tables["purchases"])
    met = _met(tables)
    return contacts | _bursts_after(met) if met else contacts


def _met(tables: dict[str, list[Row]]) -> list[tuple[str, datetime]]:
    """Who bought, complained, asked or was answered, and when."""
    columns = {
        "purchases": ("purchased_at",),
        "complaints": ("received_at", "closed_at"),
        "requests": ("received_at", "closed_at"),
    }
    return [
        (row["customer_id"], row[column])
        for name, moments_of_it in columns.items()
        for row in tables[name]
        for column in moments_of_it
        if row["customer_id"] and row[column]
    ]


@st.composite
def _bursts(draw: DrawFn, people: SearchStrategy[str], at: SearchStrategy[datetime]) -> list[Row]:
    """A contact, or the same again so many days apart."""
    contact = {
        "customer_id": draw(people),
        "sent_at": draw(at | at | LATELY),
        "channel": draw(st.sampled_from((*CHANNELS, "phone", "post"))),
        "message_class": draw(one_of("marketing", "marketing", "marketing", "service")),
        "purpose": draw(one_of(None, "direct_marketing", "newsletter")),
        "outcome": draw(one_of(None, "delivered", "no_answer", "bounced", "reported_spam")),
        **draw(st.sampled_from(SENDERS)),
    }
    apart = timedelta(days=draw(one_of(1, 0, 2, 7)))
    times = draw(st.integers(1, 5))
    return [contact | {"sent_at": contact["sent_at"] + turn * apart} for turn in range(times)]


@st.composite
def _bursts_after(draw: DrawFn, met: list[tuple[str, datetime]]) -> list[Row]:
    """Contacts to a person who bought, complained or asked: at that moment, or days after it."""
    person, moment = draw(st.sampled_from(met))
    return draw(_bursts(st.just(person), st.just(moment + draw(st.sampled_from(LAGS)))))


@st.composite
def _offers(draw: DrawFn, purchases: list[Row]) -> list[Row]:
    """What a person has bought, offered at that moment or days after it; or another category."""
    purchase = draw(st.sampled_from(purchases))
    category = draw(one_of(purchase["product_category"], *CATEGORIES))
    after = purchase["purchased_at"] + draw(st.sampled_from(LAGS))
    burst = draw(_bursts(st.just(purchase["customer_id"]), st.just(after)))
    return [contact | {"product_category": category} for contact in burst]


@st.composite
def _call(draw: DrawFn, people: SearchStrategy[str]) -> list[Row]:
    """A call (or SMS) on the hour, or a second before, of some zone's clock."""
    hour = time(draw(one_of(8, 9, 10, 13, 14, 19, 20, 21)))
    zone = ZoneInfo(draw(one_of("Europe/Rome", "Europe/London", "America/Los_Angeles")))
    sharp = datetime.combine(draw(st.sampled_from(DAYS_OF_CALLS)), hour, zone).astimezone(UTC)
    return [
        {
            "customer_id": draw(people),
            "sent_at": sharp - timedelta(seconds=draw(one_of(0, 1))),
            "channel": draw(one_of("phone", "phone", "sms")),
            "message_class": "marketing",
            "outcome": draw(one_of(None, "no_answer", "bounced")),
        }
    ]


@st.composite
def _afterwards(draw: DrawFn, choices: list[Row]) -> list[Row]:
    """A contact to the person who made a choice, of its purpose and channel, soon after."""
    opt_outs = [row for row in choices if row["state"] in ("withdrawn", "objected")]
    choice = draw(st.sampled_from([*choices, *opt_outs, *opt_outs]))
    of_all = choice["channel"] == "all"
    contact = {
        "customer_id": choice["customer_id"],
        "sent_at": choice["occurred_at"] + draw(st.sampled_from(LAGS)),
        "channel": draw(st.sampled_from(CHANNELS)) if of_all else choice["channel"],
        "message_class": "marketing",
        "purpose": None if choice["purpose"] == "all" else choice["purpose"],
        "outcome": draw(one_of(None, "bounced")),
    }
    return [contact]
