"""To whom data goes, what the notices say of it, and what is held."""

from bigtrust.contract.columns import Column, DataSet, Kind, customer, enum, identity, moment, term
from bigtrust.contract.terms import LEGAL_BASES

DISCLOSURES = DataSet(
    "disclosures",
    "Every time data went to somebody else.",
    ("disclosure_id",),
    (
        identity("disclosure_id", "the disclosure's own id"),
        moment("occurred_at", "when it happened", required=True),
        term("recipient", "who received it", required=True),
        term("purpose", "what for", required=True),
        customer(required=False),
        enum("legal_basis", LEGAL_BASES, "on what legal basis"),
    ),
    adds="undisclosed sharing, and sharing after objection",
    refers={"customer_id": "customers"},
)

NOTICES = DataSet(
    "notices",
    "The privacy notices, each version.",
    ("notice_version",),
    (
        identity("notice_version", "the version"),
        Column("published_on", Kind.DATE, "first day in force", required=True, planned=True),
        term("language", "ISO 639"),
        term("url", "where it can be read"),
    ),
    adds="consent on an old notice, and undisclosed sharing",
)

NOTICE_RECIPIENTS = DataSet(
    "notice_recipients",
    "What each notice says is shared, and with whom (a recipient or a category of them).",
    ("notice_version", "recipient", "recipient_category", "purpose"),
    (
        identity("notice_version", "the version"),
        term("recipient", "who is named"),
        term("recipient_category", "the category that is named"),
        term("purpose", "the purpose that is named", required=True),
    ),
    adds="undisclosed sharing",
    refers={"notice_version": "notices"},
)

RECIPIENTS = DataSet(
    "recipients",
    "Who receives data, and what kind of recipient they are.",
    ("recipient",),
    (
        identity("recipient", "who receives data"),
        term("recipient_category", "their category"),
    ),
    adds="undisclosed sharing by category",
)

DATA_INVENTORY = DataSet(
    "data_inventory",
    "The categories of data held.",
    ("data_category",),
    (
        identity("data_category", "the category of data"),
        term("purpose", "what for"),
        term("legal_basis", "on what legal basis"),
        Column("retention_days", Kind.INTEGER, "how long it is kept", minimum=0),
        Column("described_in_notice", Kind.BOOLEAN, "the notice describes it"),
    ),
    adds="data explained",
)
