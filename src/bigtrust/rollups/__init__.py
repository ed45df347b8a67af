"""Daily counts, each declared with the statement that fills it: all that a page ever reads."""

from bigtrust.rollups.accountability import (
    ACTIVE_CUSTOMERS,
    ANSWERS,
    REQUESTS,
    SUSPECTED_VIOLATIONS,
)
from bigtrust.rollups.choice import MARKETING_CONTACTS, OPT_OUTS, PERMISSIONS
from bigtrust.rollups.coherence import SURVEY_ANSWERS
from bigtrust.rollups.complaints import COMPLAINTS
from bigtrust.rollups.discretion import DISCLOSURES
from bigtrust.rollups.promises import BROKEN_PROMISES
from bigtrust.rollups.restraint import CONTACT_PRESSURE, OVER_CONTACTED
from bigtrust.rollups.rollup import Rollup
from bigtrust.rollups.transparency import DATA_CATEGORIES, TOUCHPOINTS

ROLLUPS = (
    ACTIVE_CUSTOMERS,
    MARKETING_CONTACTS,
    PERMISSIONS,
    OPT_OUTS,
    OVER_CONTACTED,
    CONTACT_PRESSURE,
    REQUESTS,
    ANSWERS,
    COMPLAINTS,
    SUSPECTED_VIOLATIONS,
    DISCLOSURES,
    TOUCHPOINTS,
    DATA_CATEGORIES,
    SURVEY_ANSWERS,
    BROKEN_PROMISES,
)

__all__ = [
    "ACTIVE_CUSTOMERS",
    "ANSWERS",
    "BROKEN_PROMISES",
    "COMPLAINTS",
    "CONTACT_PRESSURE",
    "DATA_CATEGORIES",
    "DISCLOSURES",
    "MARKETING_CONTACTS",
    "OPT_OUTS",
    "OVER_CONTACTED",
    "PERMISSIONS",
    "REQUESTS",
    "ROLLUPS",
    "SURVEY_ANSWERS",
    "SUSPECTED_VIOLATIONS",
    "TOUCHPOINTS",
    "Rollup",
]
