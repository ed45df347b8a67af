"""The input contract: every data set and its columns, as data.

The checks of a load, the documentation in data/README.md, `bigtrust contract` and the star schema
are all derived from `CONTRACT`. Terms are W3C DPV's or the named law's, in snake_case.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bigtrust.contract.accountability import COMPLAINTS, REQUEST_EVENTS, REQUESTS
from bigtrust.contract.columns import Column, DataSet, Kind
from bigtrust.contract.interactions import CONSENT_EVENTS, CONTACTS, TOUCHPOINTS
from bigtrust.contract.people import CUSTOMERS, PRODUCT_CATEGORIES, PURCHASES, SURVEY_ANSWERS
from bigtrust.contract.sharing import (
    DATA_INVENTORY,
    DISCLOSURES,
    NOTICE_RECIPIENTS,
    NOTICES,
    RECIPIENTS,
)
from bigtrust.contract.terms import (
    ALL,
    CHANNELS,
    CONSENT_METHODS,
    CONSENT_STATES,
    CONTACT_OUTCOMES,
    LEGAL_BASES,
    MESSAGE_CLASSES,
    REGIMES,
    REGISTRATIONS,
    REQUEST_EVENT_KINDS,
    REQUEST_OUTCOMES,
    RIGHTS,
    STATEMENTS,
    TOUCHPOINT_KINDS,
)

# In the order of loading: what others refer to comes first.
CONTRACT: Mapping[str, DataSet] = MappingProxyType(
    {
        data_set.name: data_set
        for data_set in (
            CUSTOMERS,
            PRODUCT_CATEGORIES,
            NOTICES,
            RECIPIENTS,
            NOTICE_RECIPIENTS,
            DATA_INVENTORY,
            TOUCHPOINTS,
            PURCHASES,
            CONSENT_EVENTS,
            REQUESTS,
            REQUEST_EVENTS,
            COMPLAINTS,
            DISCLOSURES,
            SURVEY_ANSWERS,
            CONTACTS,
        )
    }
)

__all__ = [
    "ALL",
    "CHANNELS",
    "CONSENT_METHODS",
    "CONSENT_STATES",
    "CONTACT_OUTCOMES",
    "CONTRACT",
    "LEGAL_BASES",
    "MESSAGE_CLASSES",
    "REGIMES",
    "REGISTRATIONS",
    "REQUEST_EVENT_KINDS",
    "REQUEST_OUTCOMES",
    "RIGHTS",
    "STATEMENTS",
    "TOUCHPOINT_KINDS",
    "Column",
    "DataSet",
    "Kind",
]
