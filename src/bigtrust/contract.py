"""The input contract: every data set and its columns, as data.

The checks of a load, the documentation in data/README.md, `bigtrust contract` and the star schema
are all derived from `CONTRACT`. Terms are W3C DPV's or the named law's, in snake_case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a column holds, and so how its text is parsed."""

    ID = "id"  # an opaque key; leading zeros count
    PERSON = "person"  # a customer's id: pseudonymised at the door
    TEXT = "text"  # free words, masked where they look like an address or a card number
    TERM = "term"  # a short word of the company's own: a topic, a campaign, a handler
    ENUM = "enum"  # one of `allowed`
    JURISDICTION = "jurisdiction"  # ISO 3166: IT, GB-ENG, US-CA
    TIME_ZONE = "time_zone"  # IANA: Europe/Rome
    MOMENT = "moment"  # date and time with a zone, or in the source's declared one
    DATE = "date"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, whether every row needs it, and what it means."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    not_before: str | None = None  # another moment or date of the same row


@dataclass(frozen=True, slots=True)
class DataSet:
    """One table, file or view that a company can give."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    adds: str  # what a company learns by giving it
    segments: bool = False  # may carry segment columns of its own
    refers: Mapping[str, str] = field(default_factory=dict)  # column -> data set it points to

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the data set has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


CHANNELS = ("email", "sms", "phone", "post", "push", "in_app")
MESSAGE_CLASSES = ("marketing", "service", "transactional")
CONTACT_OUTCOMES = (
    "delivered",
    "bounced",
    "opened",
    "clicked",
    "reported_spam",
    "answered",
    "no_answer",
)
CONSENT_STATES = (
    "requested",
    "given",
    "renewed",
    "refused",
    "withdrawn",
    "objected",
    "revoked",
    "expired",
    "invalidated",
)
CONSENT_METHODS = ("accept", "reject", "save", "dismiss", "gpc", "one_click", "agent", "import")
RIGHTS = (
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "human_review",
    "complaint_to_controller",
    "know",
    "delete",
    "correct",
    "opt_out",
    "limit",
)
REGIMES = ("gdpr", "uk_gdpr", "ccpa", "lgpd", "pipeda", "colorado", "virginia", "us_foia")
REQUEST_OUTCOMES = ("fulfilled", "partly_fulfilled", "rejected", "withdrawn")
REQUEST_EVENT_KINDS = (
    "acknowledged",
    "identity_requested",
    "identity_proved",
    "clarification_requested",
    "clarification_received",
    "extended",
    "answered",
)
REGISTRATIONS = ("account", "guest", "declined", "not_offered")
LEGAL_BASES = (
    "consent",
    "contract",
    "legal_obligation",
    "legitimate_interest",
    "vital_interest",
    "public_interest",
    "sale_or_sharing",
)
TOUCHPOINT_KINDS = ("web", "app", "store", "call_centre", "checkout", "post_sale")
STATEMENTS = ("humanity", "transparency", "capability", "reliability")

ALL = "all"


def _id(name: str, meaning: str) -> Column:
    return Column(name, Kind.ID, meaning, required=True)


def _customer(*, required: bool) -> Column:
    return Column("customer_id", Kind.PERSON, "the person concerned", required=required)


def _moment(
    name: str, meaning: str, *, required: bool = False, not_before: str | None = None
) -> Column:
    return Column(name, Kind.MOMENT, meaning, required=required, not_before=not_before)


def _enum(name: str, allowed: tuple[str, ...], meaning: str, *, required: bool = False) -> Column:
    return Column(name, Kind.ENUM, meaning, required=required, allowed=allowed)


def _term(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Kind.TERM, meaning, required=required)


_JURISDICTION = Column(
    "jurisdiction", Kind.JURISDICTION, "whose law applies, ISO 3166 (GB means GB-ENG)"
)
_SUSPECTED_VIOLATION = Column(
    "suspected_violation", Kind.BOOLEAN, "it alleges a breach of the privacy policy"
)

_PEOPLE = DataSet(
    "customers",
    "The people whose data the company holds.",
    ("customer_id",),
    (
        _customer(required=True),
        Column("joined_on", Kind.DATE, "first day as a customer", required=True),
        Column("left_on", Kind.DATE, "first day no longer a customer", not_before="joined_on"),
        _JURISDICTION,
        Column("time_zone", Kind.TIME_ZONE, "the person's own, IANA"),
    ),
    adds="rates per customer, segments, and each person's own law and calendar day",
    segments=True,
)

_CONTACTS = DataSet(
    "contacts",
    "Every message sent and call attempted to a person.",
    ("contact_id",),
    (
        _id("contact_id", "the contact's own id"),
        _customer(required=True),
        _moment("sent_at", "when it was sent or dialled", required=True),
        _enum("channel", CHANNELS, "how it was sent", required=True),
        _enum("message_class", MESSAGE_CLASSES, "what kind of message", required=True),
        _term("purpose", "the purpose it served; empty on marketing: direct_marketing"),
        _term("sender_unit", "the part of the company that sent it"),
        _term("campaign_id", "the campaign it belonged to"),
        _term("product_category", "the category it offered"),
        _enum("outcome", CONTACT_OUTCOMES, "what became of it"),
    ),
    adds="contact without permission, contact after withdrawal, over-contact and pressure",
    refers={"customer_id": "customers"},
)

_CONSENT = DataSet(
    "consent_events",
    "Every choice that a person made, or that was made for them.",
    ("event_id",),
    (
        _id("event_id", "the event's own id"),
        _customer(required=True),
        _moment("occurred_at", "when it took effect", required=True),
        _term("purpose", "the purpose, or all", required=True),
        _enum("channel", (*CHANNELS, ALL), "the channel, or all", required=True),
        _enum("state", CONSENT_STATES, "what was said", required=True),
        _enum("method", CONSENT_METHODS, "how it was said"),
        _term("source_system", "the system that recorded it"),
        _term("notice_version", "the notice that was shown"),
    ),
    adds="opt-out rate, and permission at the moment of each contact",
    refers={"customer_id": "customers"},
)

_COMPLAINTS = DataSet(
    "complaints",
    "Expressions of dissatisfaction to which a response is expected (ISO 10002).",
    ("complaint_id",),
    (
        _id("complaint_id", "the complaint's own id"),
        _customer(required=False),
        _JURISDICTION,
        _moment("received_at", "when it was received", required=True),
        _term("topic", "what it is about", required=True),
        _term("channel", "how it came in"),
        _term("product", "the product it concerns"),
        _moment("acknowledged_at", "when receipt was confirmed", not_before="received_at"),
        _moment("closed_at", "when it was closed", not_before="received_at"),
        _term("outcome", "how it ended"),
        Column("upheld", Kind.BOOLEAN, "the complaint was found to be right"),
        _SUSPECTED_VIOLATION,
    ),
    adds="complaints per 1,000 customers, and complaints settled in time",
    segments=True,
    refers={"customer_id": "customers"},
)

_REQUESTS = DataSet(
    "requests",
    "Requests by which people hold the company to account.",
    ("request_id",),
    (
        _id("request_id", "the request's own id"),
        _customer(required=False),
        _JURISDICTION,
        _moment("received_at", "when it was received", required=True),
        _enum("right", RIGHTS, "the right exercised", required=True),
        _enum("regime", REGIMES, "the law under which it must be answered", required=True),
        _term("purpose", "the purpose that an objection or opt-out names"),
        _enum("channel", (*CHANNELS, ALL), "the channel that an objection or opt-out names"),
        _moment("due_at", "the due date, where the source gives one", not_before="received_at"),
        _moment("closed_at", "when it was closed", not_before="received_at"),
        _enum("outcome", REQUEST_OUTCOMES, "how it ended"),
        Column("rejection_reason", Kind.TEXT, "why it was rejected"),
        _term("handler", "who answers it"),
        _SUSPECTED_VIOLATION,
    ),
    adds="outstanding and overdue requests, answered on time, and objections that stop contact",
    segments=True,
    refers={"customer_id": "customers"},
)

_REQUEST_EVENTS = DataSet(
    "request_events",
    "What happened to a request on its way to the answer.",
    ("request_id", "occurred_at", "kind"),
    (
        _id("request_id", "the request"),
        _moment("occurred_at", "when it happened", required=True),
        _enum("kind", REQUEST_EVENT_KINDS, "what happened", required=True),
        Column("reason", Kind.TEXT, "why"),
    ),
    adds="pauses and extensions in due dates, and acknowledgements",
    refers={"request_id": "requests"},
)

_PURCHASES = DataSet(
    "purchases",
    "What people bought.",
    ("purchase_id",),
    (
        _id("purchase_id", "the purchase's own id"),
        _customer(required=True),
        _moment("purchased_at", "when it was bought", required=True),
        _term("product_category", "the category bought", required=True),
        _term("channel", "where it was bought"),
        _enum("registration", REGISTRATIONS, "whether the buyer registered"),
    ),
    adds="soft opt-in, washing-machine offers, and register-or-leave",
    refers={"customer_id": "customers"},
)

_PRODUCT_CATEGORIES = DataSet(
    "product_categories",
    "How soon a category is bought again.",
    ("product_category",),
    (
        Column("product_category", Kind.ID, "the category", required=True),
        Column("repurchase_days", Kind.INTEGER, "days; empty: to be learned", minimum=0),
        Column("consumable", Kind.BOOLEAN, "it is used up"),
    ),
    adds="repurchase times that are told instead of learned",
)

_DISCLOSURES = DataSet(
    "disclosures",
    "Every time data went to somebody else.",
    ("disclosure_id",),
    (
        _id("disclosure_id", "the disclosure's own id"),
        _moment("occurred_at", "when it happened", required=True),
        _term("recipient", "who received it", required=True),
        _term("purpose", "what for", required=True),
        _customer(required=False),
        _enum("legal_basis", LEGAL_BASES, "on what legal basis"),
    ),
    adds="undisclosed sharing, and sharing after objection",
    refers={"customer_id": "customers"},
)

_NOTICES = DataSet(
    "notices",
    "The privacy notices, each version.",
    ("notice_version",),
    (
        _id("notice_version", "the version"),
        Column("published_on", Kind.DATE, "first day in force", required=True),
        _term("language", "ISO 639"),
        _term("url", "where it can be read"),
    ),
    adds="consent on an old notice, and undisclosed sharing",
)

_NOTICE_RECIPIENTS = DataSet(
    "notice_recipients",
    "What each notice says is shared, and with whom (a recipient or a category of them).",
    ("notice_version", "recipient", "recipient_category", "purpose"),
    (
        _id("notice_version", "the version"),
        _term("recipient", "who is named"),
        _term("recipient_category", "the category that is named"),
        _term("purpose", "the purpose that is named", required=True),
    ),
    adds="undisclosed sharing",
    refers={"notice_version": "notices"},
)

_RECIPIENTS = DataSet(
    "recipients",
    "Who receives data, and what kind of recipient they are.",
    ("recipient",),
    (
        _id("recipient", "who receives data"),
        _term("recipient_category", "their category"),
    ),
    adds="undisclosed sharing by category",
)

_DATA_INVENTORY = DataSet(
    "data_inventory",
    "The categories of data held.",
    ("data_category",),
    (
        _id("data_category", "the category of data"),
        _term("purpose", "what for"),
        _term("legal_basis", "on what legal basis"),
        Column("retention_days", Kind.INTEGER, "how long it is kept", minimum=0),
        Column("described_in_notice", Kind.BOOLEAN, "the notice describes it"),
    ),
    adds="data explained",
)

_TOUCHPOINTS = DataSet(
    "touchpoints",
    "Where people meet the company.",
    ("touchpoint",),
    (
        _id("touchpoint", "the touchpoint"),
        _enum("kind", TOUCHPOINT_KINDS, "what kind of place"),
        Column("links_notice", Kind.BOOLEAN, "it links the privacy notice"),
        Column("offers_choice", Kind.BOOLEAN, "it offers the choice"),
        Column("checked_on", Kind.DATE, "when somebody looked"),
    ),
    adds="notice and choice within reach",
)

_SURVEY_ANSWERS = DataSet(
    "survey_answers",
    "What people answered when asked about trust.",
    ("answer_id",),
    (
        _id("answer_id", "the answer's own id"),
        Column("answered_on", Kind.DATE, "when", required=True),
        _enum("statement", STATEMENTS, "which of the four statements"),
        Column("score", Kind.INTEGER, "1 (not at all) to 7 (fully)", minimum=1, maximum=7),
        _customer(required=False),
    ),
    adds="perceived trust",
    refers={"customer_id": "customers"},
)

# In the order of loading: what others refer to comes first.
CONTRACT: Mapping[str, DataSet] = MappingProxyType(
    {
        data_set.name: data_set
        for data_set in (
            _PEOPLE,
            _PRODUCT_CATEGORIES,
            _NOTICES,
            _RECIPIENTS,
            _NOTICE_RECIPIENTS,
            _DATA_INVENTORY,
            _TOUCHPOINTS,
            _PURCHASES,
            _CONSENT,
            _REQUESTS,
            _REQUEST_EVENTS,
            _COMPLAINTS,
            _DISCLOSURES,
            _SURVEY_ANSWERS,
            _CONTACTS,
        )
    }
)
