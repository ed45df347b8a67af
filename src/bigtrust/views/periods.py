"""How periods are named: months by their name, others by their last day."""

from datetime import timedelta

from bigtrust.rules.period import Period
from bigtrust.views import wording


def told_period(period: Period) -> str:
    """ "October 2026", "week to 25 Oct 2026", "30 days to 31 Oct 2026"."""
    if is_month(period):
        return wording.month(period.first)
    length = "week" if period.days == 7 else wording.quantity(period.days, "days")
    return f"{length} to {wording.medium_day(period.last)}"


def the_period(period: Period) -> str:
    """As within a sentence: "October 2026", "the week to 25 Oct 2026"."""
    return told_period(period) if is_month(period) else f"the {told_period(period)}"


def told_time(period: Period, kind: str) -> str:
    """Of a flow its period; of a stock, which stands on a day, the last of the 30 days."""
    return wording.medium_day(period.last) if _is_of_a_day(period, kind) else told_period(period)


def the_time(period: Period, kind: str) -> str:
    """As within a sentence."""
    return wording.medium_day(period.last) if _is_of_a_day(period, kind) else the_period(period)


def _is_of_a_day(period: Period, kind: str) -> bool:
    return kind == "stock" and period.days != 7 and not is_month(period)


def is_month(period: Period) -> bool:
    after = period.last + timedelta(days=1)
    return period.first.day == after.day == 1 and period.days <= 31
