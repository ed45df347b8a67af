"""The words that a column of a closed list allows: W3C DPV's or the named law's, in snake_case."""

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
