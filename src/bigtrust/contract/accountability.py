"""By what people hold the company to account: requests and complaints."""

from bigtrust.contract.columns import (
    JURISDICTION,
    SUSPECTED_VIOLATION,
    Column,
    DataSet,
    Kind,
    customer,
    enum,
    identity,
    moment,
    term,
)
from bigtrust.contract.terms import (
    ALL,
    CHANNELS,
    REGIMES,
    REQUEST_EVENT_KINDS,
    REQUEST_OUTCOMES,
    RIGHTS,
)

REQUESTS = DataSet(
    "requests",
    "Requests by which people hold the company to account.",
    ("request_id",),
    (
        identity("request_id", "the request's own id"),
        customer(required=False),
        JURISDICTION,
        moment("received_at", "when it was received", required=True),
        enum("right", RIGHTS, "the right exercised", required=True),
        enum("regime", REGIMES, "the law under which it must be answered", required=True),
        term("purpose", "the purpose that an objection or opt-out names, or all", reserved=(ALL,)),
        enum("channel", (*CHANNELS, ALL), "the channel that an objection or opt-out names"),
        moment(
            "due_at",
            "the due date, where the source gives one",
            not_before="received_at",
            planned=True,
        ),
        moment("closed_at", "when it was closed", not_before="received_at"),
        enum("outcome", REQUEST_OUTCOMES, "how it ended"),
        Column("rejection_reason", Kind.TEXT, "why it was rejected"),
        term("handler", "who answers it"),
        SUSPECTED_VIOLATION,
    ),
    adds="outstanding and overdue requests, answered on time, and objections that stop contact",
    segments=True,
    refers={"customer_id": "customers"},
)

REQUEST_EVENTS = DataSet(
    "request_events",
    "What happened to a request on its way to the answer.",
    ("request_id", "occurred_at", "kind"),
    (
        identity("request_id", "the request"),
        moment("occurred_at", "when it happened", required=True),
        enum("kind", REQUEST_EVENT_KINDS, "what happened", required=True),
        Column("reason", Kind.TEXT, "why"),
    ),
    adds="pauses and extensions in due dates, and acknowledgements",
    refers={"request_id": "requests"},
)

COMPLAINTS = DataSet(
    "complaints",
    "Expressions of dissatisfaction to which a response is expected (ISO 10002).",
    ("complaint_id",),
    (
        identity("complaint_id", "the complaint's own id"),
        customer(required=False),
        JURISDICTION,
        moment("received_at", "when it was received", required=True),
        term("topic", "what it is about", required=True),
        term("channel", "how it came in"),
        term("product", "the product it concerns"),
        moment("acknowledged_at", "when receipt was confirmed", not_before="received_at"),
        moment("closed_at", "when it was closed", not_before="received_at"),
        term("outcome", "how it ended"),
        Column("upheld", Kind.BOOLEAN, "the complaint was found to be right"),
        SUSPECTED_VIOLATION,
    ),
    adds="complaints per 1,000 customers, and complaints settled in time",
    segments=True,
    refers={"customer_id": "customers"},
)
