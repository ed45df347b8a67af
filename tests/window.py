"""When generated things happen: about sixteen weeks, and the moments at which days turn.

A leap day, Easter, the Italian Liberation Day, both changes to summer time and four month ends are
among them; what may be older is up to ten weeks older, so that its limits fall inside.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

FIRST, DAYS, OLDEST = date(2024, 1, 15), 112, 70
AS_OF = date(2024, 4, 27)  # a week before the last that happens
ROME = ZoneInfo("Europe/Rome")

# Midnight in Rome is the evening before in London and Los Angeles.
TIMES = (time(12), time(0), time(0, 30), time(6, 30), time(12, 0, 1), time(23, 30))


def at_rome(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ROME).astimezone(UTC)


def days(oldest: int = 0) -> SearchStrategy[date]:
    """A day of the window, or up to `oldest` days before it."""
    return st.integers(-oldest, DAYS - 1).map(lambda day: FIRST + timedelta(days=day))


def moments(oldest: int = 0) -> SearchStrategy[datetime]:
    """A moment (UTC) in the window, or up to `oldest` days before it."""
    return st.builds(at_rome, days(oldest), st.sampled_from(TIMES))


def one_of(*values: Any) -> SearchStrategy[Any]:
    return st.sampled_from(values)
