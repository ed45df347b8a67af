"""Who was asked, consents, and can be reached; opt-outs honoured; systems that agree: each example
one company, its figures worked out by hand (decisions.md, 33 to 41 and 57, 58).
"""

from collections.abc import Callable
from datetime import date

import pytest

from bigtrust.builds import Build
from tests.companies import Company, company
from tests.promises.conftest import figure

ASKING = """
    consent_events
      customer_id | occurred_at      | state     | purpose          | channel | notice_version | source_system
      ann         | 2024-01-10 10:00 | requested | direct_marketing | email   | old            | shop
      ann         | 2024-01-11 10:00 | given     | direct_marketing | email   | old            | shop
      ben         | 2024-01-10 10:00 | requested | direct_marketing | all     | old            | shop
      cai         | 2024-02-10 10:00 | refused   | direct_marketing | sms     | new            | shop
      dee         | 2024-02-11 10:00 | given     | direct_marketing | sms     | new            | shop
      dee         | 2024-02-12 10:00 | given     | newsletter       | email   |                | shop
    notices
      notice_version | published_on | language
      old            | 2023-01-01   | it
      new            | 2024-02-01   | it
      neu            | 2024-03-01   | de
"""  # noqa: E501
SYSTEMS = """
    consent_events
      customer_id | occurred_at      | state     | channel | source_system
      ann         | 2024-01-10 10:00 | given     | email   | shop
      ann         | 2024-01-11 10:00 | renewed   | email   | mailer
      ben         | 2024-01-10 10:00 | given     | email   | shop
      ben         | 2024-02-10 10:00 | withdrawn | email   | mailer
      ben         | 2024-03-10 10:00 | objected  | all     | shop
      cai         | 2024-01-10 10:00 | given     | email   | shop
      dee         | 2024-01-10 10:00 | given     | email   | shop
      dee         | 2024-01-10 10:00 | refused   | sms     | mailer
"""
HONOURED = """
    consent_events
      customer_id | occurred_at      | state     | channel
      ann         | 2023-12-01 10:00 | given     | email
      ann         | 2024-01-01 10:00 | withdrawn | email
      ben         | 2023-12-01 10:00 | given     | email
      ben         | 2024-01-01 10:00 | withdrawn | email
      cai         | 2023-12-01 10:00 | given     | email
      cai         | 2024-01-01 10:00 | withdrawn | email
      cai         | 2024-01-10 10:00 | given     | email
      dee         | 2023-12-01 10:00 | given     | email
      dee         | 2024-01-02 10:00 | withdrawn | email
    contacts
      customer_id | sent_at
      ann         | 2024-01-03 10:00
      ben         | 2024-01-03 10:01
      ben         | 2024-01-05 10:30
      ben         | 2024-04-01 10:00
      cai         | 2024-01-11 10:00
"""


def told(build: Build, name: str, last: date) -> tuple[float | None, float | None]:
    return figure(build, name, first=date(2024, 1, 1), last=last)[:2]


@pytest.mark.parametrize(
    ("name", "last", "expected"),
    [
        ("consent_rate", date(2024, 1, 10), (0, 2)),
        ("consent_rate", date(2024, 1, 11), (1, 2)),
        ("consent_rate", date(2024, 2, 12), (2, 4)),
        ("silent_customers", date(2024, 1, 10), (2, 2)),
        ("silent_customers", date(2024, 2, 12), (1, 4)),
        ("consent_on_old_notice", date(2024, 1, 31), (0, 1)),
        ("consent_on_old_notice", date(2024, 2, 12), (1, 2)),
        ("current_notice", date(2024, 1, 31), (1, 1)),
        ("current_notice", date(2024, 2, 11), (2, 3)),
        ("current_notice", date(2024, 2, 12), (1, 2)),  # dee's latest names no notice
        ("reachable_people", date(2024, 1, 10), (0, None)),
        ("reachable_people", date(2024, 2, 12), (2, None)),
        ("reachable_people_gained", date(2024, 3, 31), (2, None)),
        ("reachable_people_lost", date(2024, 3, 31), (0, None)),
    ],
)
def test_asking_and_answering(
    build_of: Callable[[Company], Build],
    name: str,
    last: date,
    expected: tuple[float, float | None],
) -> None:
    assert told(build_of(company(ASKING)), name, last) == expected


def test_of_answers_at_one_moment_the_strictest_tells_the_notice(
    build_of: Callable[[Company], Build],
) -> None:
    build = build_of(
        company("""
            consent_events
              customer_id | occurred_at      | state     | notice_version
              ann         | 2024-02-10 10:00 | objected  | new
              ann         | 2024-02-10 10:00 | withdrawn | old
            notices
              notice_version | published_on
              old            | 2023-01-01
              new            | 2024-02-01
        """)
    )
    assert told(build, "current_notice", date(2024, 3, 31)) == (1, 1)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2024, 1, 10), (1, 1)),  # dee: two systems, of one channel each
        (date(2024, 1, 11), (2, 2)),
        (date(2024, 2, 9), (2, 2)),
        (date(2024, 2, 10), (2, 3)),  # ben: consent in one, withdrawn in the other
        (date(2024, 3, 10), (3, 3)),
    ],
)
def test_systems_agree_where_they_know_the_same_of_a_purpose_and_channel(
    build_of: Callable[[Company], Build], last: date, expected: tuple[float, float]
) -> None:
    assert told(build_of(company(SYSTEMS)), "systems_agree", last) == expected


class TestHonoured:
    def test_from_the_lag_to_the_90th_day_a_new_consent_or_departure(
        self, build_of: Callable[[Company], Build]
    ) -> None:
        """Ann was written to within 48 hours, cai after consenting anew; dee's day 90 is later."""
        build = build_of(company(HONOURED))
        assert told(build, "withdrawal_honoured", date(2024, 3, 31)) == (2, 3)

    def test_the_hours_are_whole_and_to_the_last_contact(
        self, build_of: Callable[[Company], Build]
    ) -> None:
        found = figure(build_of(company(HONOURED)), "hours_to_last_contact", date(2024, 3, 1))
        assert found == (96, 1, 96)


def test_people_are_let_down_for_90_days_whatever_comes_between(
    build_of: Callable[[Company], Build],
) -> None:
    build = build_of(
        company("""
            customers
              customer_id
              ann
              ben
            consent_events
              customer_id | occurred_at      | state   | channel
              ann         | 2023-12-01 10:00 | refused | email
            contacts
              customer_id | sent_at
              ann         | 2023-12-31 10:00
              ann         | 2024-01-01 10:00
        """)
    )
    days = (date(2023, 12, 30), date(2023, 12, 31), date(2024, 3, 30), date(2024, 3, 31))
    found = [figure(build, "people_let_down", day, day)[:2] for day in days]
    assert found == [(0, 2), (1, 2), (1, 2), (0, 2)]
