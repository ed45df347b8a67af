"""People let down (decisions.md, 58): for 90 days, by the promises that the indicator names."""

from collections.abc import Callable
from datetime import date

from bigtrust.builds import Build
from tests.companies import Company, company
from tests.promises.conftest import counts, figure

OVER_TIME = """
customers
  customer_id | left_on
  ann         | 2024-02-10
  ben         |
consent_events
  customer_id | occurred_at      | state   | channel
  ann         | 2023-10-01 10:00 | refused | email
contacts
  customer_id | sent_at
  ann         | 2023-11-01 10:00
  ann         | 2023-11-20 10:00
  ann         | 2023-11-20 11:00
"""
# A person, in a region of its name.
EXAMPLES = {
    "refused": (1, 1),
    "declined": (1, 1),
    "called late": (1, 1),
    "withdrew where no law is known": (0, 1),
    "contacted too often": (0, 1),
    "let be": (0, 1),
}
TEXT = """
customers
  customer_id                    | region                         | jurisdiction
  refused                        | refused                        | IT
  declined                       | declined                       | IT
  called late                    | called late                    | IT
  withdrew where no law is known | withdrew where no law is known | BR
  contacted too often            | contacted too often            | IT
  let be                         | let be                         | IT
consent_events
  customer_id                    | occurred_at      | state     | channel
  refused                        | 2024-01-10 10:00 | refused   | email
  called late                    | 2024-01-10 10:00 | given     | phone
  withdrew where no law is known | 2024-01-10 10:00 | withdrawn | email
  contacted too often            | 2024-01-10 10:00 | given     | email
  let be                         | 2024-01-10 10:00 | given     | email
purchases
  customer_id | purchased_at     | registration
  declined    | 2024-01-10 10:00 | guest
contacts
  customer_id                    | sent_at          | channel
  refused                        | 2024-03-12 10:00 | email
  declined                       | 2024-03-12 10:00 | email
  called late                    | 2024-03-12 22:30 | phone
  withdrew where no law is known | 2024-03-12 10:00 | email
  contacted too often            | 2024-03-12 10:00 | email
  contacted too often            | 2024-03-12 11:00 | email
  contacted too often            | 2024-03-12 12:00 | email
  contacted too often            | 2024-03-12 13:00 | email
  let be                         | 2024-03-12 10:00 | email
"""


def test_people_are_let_down_by_some_promises_and_not_by_others(
    build_of: Callable[[Company], Build],
):
    assert counts(build_of(company(TEXT)), "people_let_down", "region") == EXAMPLES


def test_people_are_let_down_for_90_days_from_the_last_breach_though_they_leave(
    build_of: Callable[[Company], Build],
):
    build = build_of(company(OVER_TIME))
    days = (
        (date(2023, 10, 31), (0, 2)),
        (date(2023, 11, 1), (1, 2)),
        (date(2024, 1, 30), (1, 2)),  # the first breach is 90 days old
        (date(2024, 2, 10), (1, 1)),
        (date(2024, 2, 17), (1, 1)),
        (date(2024, 2, 18), (0, 1)),
    )
    for day, expected in days:
        assert figure(build, "people_let_down", day, day)[:2] == expected, day
