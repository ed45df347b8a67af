"""Time limits for complaints, by the rules of the British Financial Conduct Authority (FCA)."""

from datetime import date, timedelta

from bigtrust.rules.working_days import add_working_days


def third_business_day(received: date, jurisdiction: str) -> date:
    """The last day on which a complaint counts as settled at once (FCA DISP 1.5)."""
    return add_working_days(received, 3, jurisdiction)


def eight_weeks(received: date) -> date:
    """The last day for the final response: eight weeks after receipt (FCA DISP 1.6.2)."""
    return received + timedelta(weeks=8)
