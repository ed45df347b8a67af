"""Daily counts, each declared with the statement that fills it: all that a page ever reads."""

from bigtrust.rollups.accountability import (
    ACTIVE_CUSTOMERS,
    ANSWERS,
    REQUESTS,
    SUSPECTED_VIOLATIONS,
)
from bigtrust.rollups.choice import (
    OPT_OUTS,
    PERMISSIONS,
    PURCHASES,
    WITHDRAWALS,
)
from bigtrust.rollups.coherence import LET_DOWN, SURVEY_ANSWERS, SYSTEMS
from bigtrust.rollups.complaints import COMPLAINTS
from bigtrust.rollups.consent import (
    ANSWERS_BY_NOTICE,
    ASKED,
    CONSENTING,
    CONSENTS,
    CONSENTS_BY_NOTICE,
    REACHABLE,
)
from bigtrust.rollups.contacts import MARKETING_CONTACTS
from bigtrust.rollups.discretion import DISCLOSURES
from bigtrust.rollups.pressure import DAYS_AT_RISK, EVENTS_BY_PRESSURE
from bigtrust.rollups.promises import BROKEN_PROMISES
from bigtrust.rollups.ranks import CONTACTS_BY_RANK, OPT_OUTS_BY_CONTACTS, PEOPLE_BY_HIGHEST_RANK
from bigtrust.rollups.restraint import CONTACT_PRESSURE, OVER_CONTACTED
from bigtrust.rollups.rollup import Rollup
from bigtrust.rollups.transparency import DATA_CATEGORIES, TOUCHPOINTS

ROLLUPS = (
    ACTIVE_CUSTOMERS,
    MARKETING_CONTACTS,
    PERMISSIONS,
    OPT_OUTS,
    WITHDRAWALS,
    ASKED,
    CONSENTING,
    CONSENTS,
    CONSENTS_BY_NOTICE,
    ANSWERS_BY_NOTICE,
    REACHABLE,
    PURCHASES,
    OVER_CONTACTED,
    CONTACT_PRESSURE,
    DAYS_AT_RISK,
    EVENTS_BY_PRESSURE,
    CONTACTS_BY_RANK,
    PEOPLE_BY_HIGHEST_RANK,
    OPT_OUTS_BY_CONTACTS,
    REQUESTS,
    ANSWERS,
    COMPLAINTS,
    SUSPECTED_VIOLATIONS,
    DISCLOSURES,
    TOUCHPOINTS,
    DATA_CATEGORIES,
    SURVEY_ANSWERS,
    BROKEN_PROMISES,
    LET_DOWN,
    SYSTEMS,
)

__all__ = [
    "ACTIVE_CUSTOMERS",
    "ANSWERS",
    "ANSWERS_BY_NOTICE",
    "ASKED",
    "BROKEN_PROMISES",
    "COMPLAINTS",
    "CONSENTING",
    "CONSENTS",
    "CONSENTS_BY_NOTICE",
    "CONTACT_PRESSURE",
    "DATA_CATEGORIES",
    "DAYS_AT_RISK",
    "DISCLOSURES",
    "EVENTS_BY_PRESSURE",
    "LET_DOWN",
    "MARKETING_CONTACTS",
    "OPT_OUTS",
    "OVER_CONTACTED",
    "PERMISSIONS",
    "PURCHASES",
    "REACHABLE",
    "REQUESTS",
    "ROLLUPS",
    "SURVEY_ANSWERS",
    "SUSPECTED_VIOLATIONS",
    "SYSTEMS",
    "TOUCHPOINTS",
    "WITHDRAWALS",
    "Rollup",
]
