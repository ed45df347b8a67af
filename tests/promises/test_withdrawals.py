"""Withdrawals honoured, and how long contact went on (decisions.md, 38): each example is a purpose,
of which a person withdraws by SMS.
"""

from collections.abc import Callable
from typing import Any

import pytest

from bigtrust.builds import Build
from tests.companies import Company, company
from tests.promises.conftest import counts, figure

# example: opt-outs honoured and all whose 90th day has come, hours to the last contact and of how
# many opt-outs. The 90th day after 1 January 2024 is as-of.
EXAMPLES: dict[str, tuple[tuple[int, int] | None, tuple[int, int] | None]] = {
    "no contact": ((1, 1), None),
    "within the lag": ((1, 1), None),
    "a second after the lag": ((0, 1), (48, 1)),
    "several contacts": ((0, 1), (100, 1)),  # and a half
    "on the 90th day": ((0, 1), (90 * 24 + 12, 1)),  # clocks have gone forward
    "after the 90th day": ((1, 1), None),
    "90th day yet to come": (None, None),
    "after a new consent": ((1, 1), None),
    "before a new consent": ((0, 1), (192, 1)),
    "after an imported consent": ((0, 1), (240, 1)),
    "bounced": ((0, 1), (96, 1)),
    "on another channel": ((1, 1), None),
    "after leaving": ((1, 1), None),
    "before leaving": ((0, 1), (720, 1)),
    "nothing to withdraw": (None, None),
    "twice at one moment": ((1, 1), None),
    "twice": ((1, 2), (96, 1)),
}
HOURS = [hours for _, told in EXAMPLES.values() if told for hours in told[:1]]

HONOURED = """
customers
  customer_id    | left_on
  stays          |
  after leaving  | 2024-02-01
  before leaving | 2024-02-01
consent_events
  customer_id    | occurred_at      | state     | channel | purpose                   | method
  stays          | 2023-12-01 10:00 | given     | sms     | no contact                |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | no contact                |
  stays          | 2023-12-01 10:00 | given     | sms     | within the lag            |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | within the lag            |
  stays          | 2023-12-01 10:00 | given     | sms     | a second after the lag    |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | a second after the lag    |
  stays          | 2023-12-01 10:00 | given     | sms     | several contacts          |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | several contacts          |
  stays          | 2023-12-01 10:00 | given     | sms     | on the 90th day           |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | on the 90th day           |
  stays          | 2023-12-01 10:00 | given     | sms     | after the 90th day        |
  stays          | 2023-12-20 10:00 | withdrawn | sms     | after the 90th day        |
  stays          | 2023-12-01 10:00 | given     | sms     | 90th day yet to come      |
  stays          | 2024-01-02 10:00 | withdrawn | sms     | 90th day yet to come      |
  stays          | 2023-12-01 10:00 | given     | sms     | after a new consent       |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | after a new consent       |
  stays          | 2024-01-10 10:00 | given     | sms     | after a new consent       |
  stays          | 2023-12-01 10:00 | given     | sms     | before a new consent      |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | before a new consent      |
  stays          | 2024-01-10 10:00 | given     | sms     | before a new consent      |
  stays          | 2023-12-01 10:00 | given     | sms     | after an imported consent |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | after an imported consent |
  stays          | 2024-01-10 10:00 | given     | sms     | after an imported consent | import
  stays          | 2023-12-01 10:00 | given     | sms     | bounced                   |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | bounced                   |
  stays          | 2023-12-01 10:00 | given     | sms     | on another channel        |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | on another channel        |
  after leaving  | 2023-12-01 10:00 | given     | sms     | after leaving             |
  after leaving  | 2024-01-01 10:00 | withdrawn | sms     | after leaving             |
  before leaving | 2023-12-01 10:00 | given     | sms     | before leaving            |
  before leaving | 2024-01-01 10:00 | withdrawn | sms     | before leaving            |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | nothing to withdraw       |
  stays          | 2023-12-01 10:00 | given     | sms     | twice at one moment       |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | twice at one moment       |
  stays          | 2024-01-01 10:00 | objected  | sms     | twice at one moment       |
  stays          | 2023-12-01 10:00 | given     | sms     | twice                     |
  stays          | 2023-12-20 10:00 | withdrawn | sms     | twice                     |
  stays          | 2023-12-25 10:00 | given     | sms     | twice                     |
  stays          | 2024-01-01 10:00 | withdrawn | sms     | twice                     |
contacts
  customer_id    | sent_at             | channel | purpose                   | outcome
  stays          | 2024-01-03 10:00    | sms     | within the lag            |
  stays          | 2024-01-03 10:00:01 | sms     | a second after the lag    |
  stays          | 2024-01-04 10:00    | sms     | several contacts          |
  stays          | 2024-01-05 14:30    | sms     | several contacts          |
  stays          | 2024-03-31 23:00    | sms     | on the 90th day           |
  stays          | 2024-03-20 10:00    | sms     | after the 90th day        |
  stays          | 2024-01-10 10:00    | sms     | 90th day yet to come      |
  stays          | 2024-01-11 10:00    | sms     | after a new consent       |
  stays          | 2024-01-09 10:00    | sms     | before a new consent      |
  stays          | 2024-01-11 10:00    | sms     | after an imported consent |
  stays          | 2024-01-05 10:00    | sms     | bounced                   | bounced
  stays          | 2024-01-05 10:00    | email   | on another channel        |
  after leaving  | 2024-02-01 10:00    | sms     | after leaving             |
  before leaving | 2024-01-31 10:00    | sms     | before leaving            |
  stays          | 2024-01-05 10:00    | sms     | nothing to withdraw       |
  stays          | 2024-01-05 10:00    | sms     | twice                     |
"""


@pytest.fixture
def build(build_of: Callable[[Company], Build]) -> Build:
    return build_of(company(HONOURED))


def expected(place: int) -> dict[str, Any]:
    return {name: told[place] for name, told in EXAMPLES.items() if told[place] is not None}


def test_a_withdrawal_is_honoured_from_the_lag_to_the_90th_day_or_whatever_ends_it(build: Build):
    assert counts(build, "withdrawal_honoured", "purpose") == expected(0)
    assert counts(build, "hours_to_last_contact", "purpose") == expected(1)
    assert figure(build, "hours_to_last_contact") == (sum(HOURS), len(HOURS), max(HOURS))
