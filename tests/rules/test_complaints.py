"""Time limits for complaints."""

from datetime import date

import pytest

from bigtrust.rules.complaints import eight_weeks, third_business_day


@pytest.mark.parametrize(
    ("received", "jurisdiction", "expected"),
    [
        (date(2024, 3, 4), "GB", date(2024, 3, 7)),  # a Monday
        (date(2024, 3, 8), "GB", date(2024, 3, 13)),  # a Friday
        (date(2024, 3, 9), "GB", date(2024, 3, 13)),  # a Saturday
        (date(2024, 12, 23), "GB", date(2024, 12, 30)),  # Christmas, Boxing Day
        (date(2024, 12, 23), "US-CA", date(2024, 12, 27)),
        (date(2024, 8, 13), "IT", date(2024, 8, 19)),  # Ferragosto
    ],
)
def test_settled_at_once_means_by_the_third_business_day_after_receipt(
    received: date, jurisdiction: str, expected: date
) -> None:
    assert third_business_day(received, jurisdiction) == expected


def test_the_final_response_has_eight_weeks_working_day_or_not() -> None:
    assert eight_weeks(date(2023, 12, 31)) == date(2024, 2, 25)
