"""Systems that agree (decisions.md, 57): each example is one person, in a region of its name."""

from collections.abc import Callable
from datetime import date

from bigtrust.builds import Build
from tests.companies import Company, company
from tests.promises.conftest import counts, figure

AGREE, DISAGREE, IN_ONE = (1, 1), (0, 1), None
EXAMPLES = {
    "in one": IN_ONE,
    "asked in the other": IN_ONE,
    "no system named": IN_ONE,
    "the same": AGREE,
    "withdrawn in one": DISAGREE,
    "objected to all in one": DISAGREE,
    "of other channels": AGREE,
    "objected on request": AGREE,
    "expired in one": DISAGREE,
    "expired, and revoked": AGREE,
    "refused, and withdrawn": DISAGREE,
    "corrected on the day": AGREE,
    "import in the same": AGREE,
    "import in the other": DISAGREE,
    "a third": DISAGREE,
    "apart twice": DISAGREE,
}
SYSTEMS = """
consent_events
  customer_id            | occurred_at      | state     | channel | source_system | method
  in one                 | 2024-01-10 10:00 | given     | email   | shop          |
  asked in the other     | 2024-01-10 10:00 | given     | email   | shop          |
  asked in the other     | 2024-01-20 10:00 | requested | email   | mailer        |
  no system named        | 2024-01-10 10:00 | given     | email   | shop          |
  no system named        | 2024-01-20 10:00 | withdrawn | email   |               |
  the same               | 2024-01-10 10:00 | given     | email   | shop          |
  the same               | 2024-01-20 10:00 | renewed   | email   | mailer        |
  withdrawn in one       | 2024-01-10 10:00 | given     | email   | shop          |
  withdrawn in one       | 2024-01-10 10:00 | given     | email   | mailer        |
  withdrawn in one       | 2024-01-20 10:00 | withdrawn | email   | mailer        |
  objected to all in one | 2024-01-10 10:00 | given     | email   | shop          |
  objected to all in one | 2024-01-20 10:00 | objected  | all     | mailer        |
  of other channels      | 2024-01-10 10:00 | given     | email   | shop          |
  of other channels      | 2024-01-20 10:00 | withdrawn | sms     | mailer        |
  objected on request    | 2024-01-10 10:00 | given     | email   | shop          |
  objected on request    | 2024-01-10 10:00 | given     | email   | mailer        |
  expired in one         | 2024-01-10 10:00 | given     | email   | shop          |
  expired in one         | 2024-01-10 10:00 | given     | email   | mailer        |
  expired in one         | 2024-01-20 10:00 | expired   | email   | mailer        |
  expired, and revoked   | 2024-01-10 10:00 | given     | email   | shop          |
  expired, and revoked   | 2024-01-20 10:00 | expired   | email   | shop          |
  expired, and revoked   | 2024-01-20 10:00 | revoked   | email   | mailer        |
  refused, and withdrawn | 2024-01-10 10:00 | refused   | email   | shop          |
  refused, and withdrawn | 2024-01-10 10:00 | withdrawn | email   | mailer        |
  corrected on the day   | 2024-01-10 10:00 | given     | email   | shop          |
  corrected on the day   | 2024-01-20 10:00 | withdrawn | email   | mailer        |
  corrected on the day   | 2024-01-20 22:00 | given     | email   | mailer        |
  import in the same     | 2024-01-10 10:00 | withdrawn | email   | shop          |
  import in the same     | 2024-01-20 10:00 | given     | email   | shop          | import
  import in the same     | 2024-01-10 10:00 | withdrawn | email   | mailer        |
  import in the other    | 2024-01-10 10:00 | withdrawn | email   | shop          |
  import in the other    | 2024-01-20 10:00 | given     | email   | mailer        | import
  a third                | 2024-01-10 10:00 | given     | email   | shop          |
  a third                | 2024-01-10 10:00 | given     | email   | mailer        |
  a third                | 2024-01-20 10:00 | refused   | email   | call centre   |
  apart twice            | 2024-01-10 10:00 | given     | email   | shop          |
  apart twice            | 2024-01-10 10:00 | given     | sms     | shop          |
  apart twice            | 2024-01-20 10:00 | refused   | email   | mailer        |
  apart twice            | 2024-01-25 10:00 | refused   | sms     | mailer        |
  apart twice            | 2024-02-10 10:00 | given     | email   | mailer        |
requests
  customer_id         | received_at      | right
  objected on request | 2024-01-20 10:00 | objection
"""
OVER_TIME = """
consent_events
  customer_id | occurred_at      | state     | channel | source_system
  ann         | 2024-01-10 10:00 | given     | email   | shop
  ann         | 2024-01-11 10:00 | renewed   | email   | mailer
  ben         | 2024-01-10 10:00 | given     | email   | shop
  ben         | 2024-02-10 10:00 | withdrawn | email   | mailer
  ben         | 2024-03-10 10:00 | objected  | all     | shop
  dee         | 2024-01-10 10:00 | given     | email   | shop
  dee         | 2024-01-10 10:00 | refused   | sms     | mailer
"""


def examples() -> Company:
    people = "\n".join(f"{name} | {name}" for name in EXAMPLES)
    return company(f"customers\n customer_id | region\n {people}\n {SYSTEMS}")


def test_systems_agree_where_all_know_one_state_of_each_purpose_and_channel(
    build_of: Callable[[Company], Build],
):
    found = counts(build_of(examples()), "systems_agree", "region")
    assert found == {name: told for name, told in EXAMPLES.items() if told is not None}


def test_systems_agree_until_one_learns_what_the_other_does_not(
    build_of: Callable[[Company], Build],
):
    build = build_of(company(OVER_TIME))
    days = (
        (date(2024, 1, 9), (0, 0)),
        (date(2024, 1, 10), (1, 1)),  # dee: two systems, of one channel each
        (date(2024, 1, 11), (2, 2)),
        (date(2024, 2, 9), (2, 2)),
        (date(2024, 2, 10), (2, 3)),  # ben: consent in one, withdrawn in the other
        (date(2024, 3, 9), (2, 3)),
        (date(2024, 3, 10), (3, 3)),
    )
    for day, expected in days:
        assert figure(build, "systems_agree", day, day)[:2] == expected, day


def test_each_two_systems_are_compared_by_themselves(build_of: Callable[[Company], Build]):
    found = counts(build_of(examples()), "systems_agree", "systems")
    several = [told for told in EXAMPLES.values() if told is not None]
    agreeing = sum(agree for agree, _ in several)
    assert found == {
        "call centre and mailer": (0, 1),
        "call centre and shop": (0, 1),  # a third
        # "a third" agrees there: what it does not, the call centre said.
        "mailer and shop": (agreeing + 1, len(several)),
    }
