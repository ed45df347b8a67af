"""Working days: neither the weekend nor a public holiday of the jurisdiction."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.errors import TrustError
from bigtrust.rules.working_days import (
    add_working_days,
    holiday_name,
    is_working_day,
    next_working_day,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
PLACES = st.sampled_from(["IT", "GB", "GB-SCT", "US-CA", "FR", "DE-BY", "IL", "AE"])


@pytest.mark.parametrize(
    ("day", "jurisdiction", "working"),
    [
        (date(2024, 3, 6), "IT", True),
        (date(2024, 3, 9), "IT", False),  # Saturday
        (date(2024, 4, 1), "IT", False),  # Easter Monday
        (date(2024, 4, 1), "GB", False),
        (date(2024, 4, 1), "GB-SCT", True),  # Scotland works on Easter Monday
        (date(2024, 1, 2), "GB", True),
        (date(2024, 1, 2), "GB-SCT", False),
        (date(2024, 8, 15), "IT", False),  # Ferragosto
        (date(2024, 8, 15), "GB", True),
        (date(2022, 9, 19), "GB", False),  # the late Queen's funeral was a bank holiday by law
        (date(2024, 12, 24), "US", True),  # closed by executive order only
        (date(2025, 1, 9), "US-CA", True),  # a national day of mourning
        (date(2024, 11, 29), "US-CA", True),  # a holiday of the state, not of the Union
        (date(2021, 12, 31), "US", False),  # New Year's Day of 2022, observed the year before
        (date(2024, 3, 8), "IL", False),  # Friday is the weekend there
        (date(2024, 3, 10), "IL", True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_public_holiday(
    day: date, jurisdiction: str, working: bool
) -> None:
    assert is_working_day(day, jurisdiction) is working


@pytest.mark.parametrize(
    ("meant", "said"), [("GB-ENG", "GB"), ("GB-ENG", "GB-KEN"), ("IT", "IT-25"), ("US", "US-CA")]
)
def test_a_place_without_holidays_of_its_own_follows_the_one_that_is_meant(
    meant: str, said: str
) -> None:
    year = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]
    assert [is_working_day(day, said) for day in year] == [
        is_working_day(day, meant) for day in year
    ]


@pytest.mark.parametrize("jurisdiction", ["", "EU", "UK", "it", "Italy", "GB_ENG", "XX-YY"])
def test_an_unknown_jurisdiction_is_named_in_the_error(jurisdiction: str) -> None:
    with pytest.raises(TrustError, match=f"'{jurisdiction}'.*ISO 3166"):
        is_working_day(date(2024, 1, 1), jurisdiction)


@pytest.mark.parametrize(
    ("start", "n", "jurisdiction", "end"),
    [
        (date(2024, 12, 20), 3, "GB", date(2024, 12, 27)),  # over Christmas
        (date(2024, 12, 31), 1, "IT", date(2025, 1, 2)),  # over the year's end
        (date(2024, 3, 28), 1, "GB", date(2024, 4, 2)),  # over Easter
        (date(2024, 3, 30), 1, "US", date(2024, 4, 1)),  # from a Saturday
        (date(2023, 12, 1), 300, "US", date(2025, 2, 13)),  # over more than a year
    ],
)
def test_working_days_are_counted_from_the_day_after(
    start: date, n: int, jurisdiction: str, end: date
) -> None:
    assert add_working_days(start, n, jurisdiction) == end


def test_counting_backward_is_refused() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2024, 1, 1), 0, "IT")


@given(DAYS, st.integers(1, 400), PLACES)
def test_so_many_working_days_lie_between(day: date, n: int, place: str) -> None:
    end = add_working_days(day, n, place)
    after = (day + timedelta(days=number) for number in range(1, (end - day).days + 1))
    assert is_working_day(end, place)
    assert sum(is_working_day(each, place) for each in after) == n


@given(DAYS, PLACES)
def test_the_next_working_day_is_the_first_one_not_before_the_day(day: date, place: str) -> None:
    found = next_working_day(day, place)
    skipped = [day + timedelta(days=number) for number in range((found - day).days)]
    assert is_working_day(found, place)
    assert not any(is_working_day(other, place) for other in skipped)


@given(DAYS)
def test_italian_working_days_are_those_of_a_fresh_calendar(day: date) -> None:
    assert is_working_day(day, "IT") is (day.weekday() < 5 and day not in holidays.IT())


def test_a_holiday_has_a_name_and_a_plain_day_has_none() -> None:
    assert holiday_name(date(2024, 4, 1), "IT") == "Easter Monday"
    assert holiday_name(date(2024, 4, 2), "IT") is None
