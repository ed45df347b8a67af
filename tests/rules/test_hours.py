"""Permitted hours of marketing calls: worked examples, and what holds on any day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.rules.hours import CALLING_HOURS, Hours, calling_hours, permitted_hours

NEVER: Hours = ()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("jurisdiction", "day", "hours"),
    [
        ("IT", date(2026, 3, 4), ((9, 20),)),  # Wednesday
        ("IT", date(2026, 3, 7), ((10, 19),)),  # Saturday
        ("IT", date(2026, 3, 8), NEVER),  # Sunday
        ("IT", date(2025, 8, 14), ((10, 19),)),  # Thursday before Ferragosto
        ("IT", date(2025, 8, 15), NEVER),  # Ferragosto
        ("IT", date(2026, 8, 15), NEVER),  # Ferragosto on a Saturday
        ("IT", date(2025, 8, 16), ((10, 19),)),  # Saturday after Ferragosto
        ("IT", date(2025, 12, 24), ((10, 19),)),  # Christmas Eve, a Wednesday
        ("IT", date(2025, 12, 25), NEVER),  # though the day before another holiday
        ("IT", date(2025, 12, 26), NEVER),
        ("IT", date(2025, 12, 31), ((10, 19),)),  # the holiday is in the next year
        ("IT", date(2026, 4, 4), ((10, 19),)),  # Holy Saturday
        ("IT", date(2026, 4, 5), NEVER),  # Easter Sunday, before Easter Monday
        ("IT", date(2026, 4, 6), NEVER),  # Easter Monday
        ("IT", date(2026, 4, 7), ((9, 20),)),
        ("FR", date(2026, 3, 4), ((10, 13), (14, 20))),
        ("FR", date(2026, 3, 7), NEVER),
        ("FR", date(2026, 3, 8), NEVER),
        ("FR", date(2026, 4, 6), NEVER),  # Easter Monday
        ("FR", date(2025, 12, 24), ((10, 13), (14, 20))),  # the eve is like any day
        ("FR", date(2026, 7, 14), NEVER),
        ("FR", date(2025, 8, 15), NEVER),  # Assumption, as in Italy
        ("US", date(2025, 12, 25), ((8, 21),)),
        ("US-CA", date(2026, 3, 8), ((8, 21),)),
        ("GB", date(2026, 4, 6), ((8, 21),)),
        ("GB-SCT", date(2025, 12, 25), ((8, 21),)),
        ("DE", date(2026, 3, 4), None),
        (None, date(2026, 3, 4), None),
    ],
)
def test_the_hours_of_a_day_are_those_of_its_rule(
    jurisdiction: str | None, day: date, hours: Hours | None
) -> None:
    assert permitted_hours(jurisdiction, day) == hours


@given(st.sampled_from(sorted(CALLING_HOURS)), DAYS)
def test_hours_are_in_order_and_within_a_day(jurisdiction: str, day: date) -> None:
    hours = permitted_hours(jurisdiction, day)
    assert hours is not None
    edges = [edge for pair in hours for edge in pair]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= 24 for edge in edges)


@given(DAYS)
def test_nobody_in_italy_or_france_is_called_on_a_sunday(day: date) -> None:
    if day.weekday() == 6:
        assert permitted_hours("IT", day) == permitted_hours("FR", day) == NEVER


@pytest.mark.parametrize(("hour", "permitted"), [(8, False), (9, True), (19, True), (20, False)])
def test_the_last_hour_ends_sharp(hour: int, permitted: bool) -> None:
    hours = permitted_hours("IT", date(2026, 3, 4))
    assert hours is not None
    assert any(first <= hour < last for first, last in hours) is permitted


def test_a_rule_names_its_source_and_what_is_house_says_so() -> None:
    assert all(rule.source for rule in CALLING_HOURS.values())
    british = calling_hours("GB-SCT")
    assert british is not None
    assert british.source.startswith("house")
