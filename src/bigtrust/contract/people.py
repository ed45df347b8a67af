"""The people, what they bought, and what they say when asked."""

from bigtrust.contract.columns import (
    JURISDICTION,
    Column,
    DataSet,
    Kind,
    customer,
    enum,
    identity,
    moment,
    term,
)
from bigtrust.contract.terms import REGISTRATIONS, STATEMENTS

CUSTOMERS = DataSet(
    "customers",
    "The people whose data the company holds.",
    ("customer_id",),
    (
        customer(required=True),
        Column("joined_on", Kind.DATE, "first day as a customer"),
        Column(
            "left_on",
            Kind.DATE,
            "first day no longer a customer",
            not_before="joined_on",
            planned=True,
        ),
        JURISDICTION,
        Column("time_zone", Kind.TIME_ZONE, "the person's own, IANA"),
    ),
    adds="rates per customer, segments, and each person's own law and calendar day",
    segments=True,
)

PURCHASES = DataSet(
    "purchases",
    "What people bought.",
    ("purchase_id",),
    (
        identity("purchase_id", "the purchase's own id"),
        customer(required=True),
        moment("purchased_at", "when it was bought", required=True),
        term("product_category", "the category bought", required=True),
        term("channel", "where it was bought"),
        enum("registration", REGISTRATIONS, "whether the buyer registered"),
    ),
    adds="soft opt-in, washing-machine offers, and register-or-leave",
    refers={"customer_id": "customers"},
)

PRODUCT_CATEGORIES = DataSet(
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

SURVEY_ANSWERS = DataSet(
    "survey_answers",
    "What people answered when asked about trust.",
    ("answer_id",),
    (
        identity("answer_id", "the answer's own id"),
        Column("answered_on", Kind.DATE, "when", required=True),
        enum("statement", STATEMENTS, "which of the four statements"),
        Column("score", Kind.INTEGER, "1 (not at all) to 7 (fully)", minimum=1, maximum=7),
        customer(required=False),
    ),
    adds="perceived trust",
    refers={"customer_id": "customers"},
)
