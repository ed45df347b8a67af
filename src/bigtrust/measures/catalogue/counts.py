"""Counts that indicators of several principles are formed from."""

from bigtrust.measures.measure import Count, Over
from bigtrust.rollups import ACTIVE_CUSTOMERS, BROKEN_PROMISES

_ACTIVE = ("customers", "customers.joined_on")
ACTIVE_AT_CLOSE = Count(ACTIVE_CUSTOMERS, "begun", Over.CLOSE, less="ended", needs=_ACTIVE)
ACTIVE_ON_AVERAGE = Count(ACTIVE_CUSTOMERS, "begun", Over.MEAN, less="ended", needs=_ACTIVE)


def broken(promise: str, needs: tuple[str, ...]) -> Count:
    """The breaches of a promise, by the name of its indicator, from the ledger."""
    return Count(
        BROKEN_PROMISES, "breaches", Over.PERIOD, needs=needs, only=(("promise", promise),)
    )
