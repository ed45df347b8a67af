"""Where people and company meet: their choices, its messages, its touchpoints."""

from bigtrust.contract.columns import Column, DataSet, Kind, customer, enum, identity, moment, term
from bigtrust.contract.terms import (
    ALL,
    CHANNELS,
    CONSENT_METHODS,
    CONSENT_STATES,
    CONTACT_OUTCOMES,
    MESSAGE_CLASSES,
    TOUCHPOINT_KINDS,
)

CONSENT_EVENTS = DataSet(
    "consent_events",
    "Every choice that a person made, or that was made for them.",
    ("event_id",),
    (
        identity("event_id", "the event's own id"),
        customer(required=True),
        moment("occurred_at", "when it took effect", required=True),
        term("purpose", "the purpose, or all", required=True, reserved=(ALL,)),
        enum("channel", (*CHANNELS, ALL), "the channel, or all", required=True),
        enum("state", CONSENT_STATES, "what was said", required=True),
        enum("method", CONSENT_METHODS, "how it was said"),
        term("source_system", "the system that recorded it"),
        term("notice_version", "the notice that was shown"),
    ),
    adds="opt-out rate, and permission at the moment of each contact",
    refers={"customer_id": "customers"},
)

CONTACTS = DataSet(
    "contacts",
    "Every message sent and call attempted to a person.",
    ("contact_id",),
    (
        identity("contact_id", "the contact's own id"),
        customer(required=True),
        moment("sent_at", "when it was sent or dialled", required=True),
        enum("channel", CHANNELS, "how it was sent", required=True),
        enum("message_class", MESSAGE_CLASSES, "what kind of message", required=True),
        term("purpose", "the purpose it served; empty on marketing: direct_marketing"),
        term("sender_unit", "the part of the company that sent it"),
        term("campaign_id", "the campaign it belonged to"),
        term("product_category", "the category it offered"),
        enum("outcome", CONTACT_OUTCOMES, "what became of it"),
    ),
    adds="contact without permission, contact after withdrawal, over-contact and pressure",
    refers={"customer_id": "customers"},
)

TOUCHPOINTS = DataSet(
    "touchpoints",
    "Where people meet the company.",
    ("touchpoint",),
    (
        identity("touchpoint", "the touchpoint"),
        enum("kind", TOUCHPOINT_KINDS, "what kind of place"),
        Column("links_notice", Kind.BOOLEAN, "it links the privacy notice"),
        Column("offers_choice", Kind.BOOLEAN, "it offers the choice"),
        Column("checked_on", Kind.DATE, "when somebody looked"),
    ),
    adds="notice and choice within reach",
)
