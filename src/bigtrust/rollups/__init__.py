"""Daily counts, each declared with the statement that fills it: all that a page ever reads."""

from bigtrust.rollups.accountability import (
    ACTIVE_CUSTOMERS,
    ANSWERS,
    REQUESTS,
    SUSPECTED_VIOLATIONS,
)
from bigtrust.rollups.choice import MARKETING_CONTACTS, OPT_OUTS, PERMISSIONS
from bigtrust.rollups.complaints import COMPLAINTS
from bigtrust.rollups.discretion import DISCLOSURES
from bigtrust.rollups.promises import BROKEN_PROMISES
from bigtrust.rollups.restraint import CONTACT_PRESSURE, OVER_CONTACTED
from bigtrust.rollups.rollup import Rollup

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
    BROKEN_PROMISES,
)

__all__ = [
    "ACTIVE_CUSTOMERS",
    "ANSWERS",
    "BROKEN_PROMISES",
    "COMPLAINTS",
    "CONTACT_PRESSURE",
    "DISCLOSURES",
    "MARKETING_CONTACTS",
    "OPT_OUTS",
    "OVER_CONTACTED",
    "PERMISSIONS",
    "REQUESTS",
    "ROLLUPS",
    "SUSPECTED_VIOLATIONS",
    "Rollup",
]
