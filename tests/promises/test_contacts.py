"""Contacts judged: each example is one person and one contact (decisions.md, 6 to 14).

All are sent at 10:00 on 10 March 2024. Where nothing else is said the person lives in Italy, where
SMS needs a consent, and email a consent or an earlier purchase.
"""

import pytest

from bigtrust.settings.parts import Lag
from tests.companies import Company, company
from tests.oracle import Oracle
from tests.promises.conftest import AS_OF, counts, figure
from tests.stores import built, settings_of

PERMITTED = ((0, 1), (0, 1))  # indicator 3, then 4: numerator and denominator
IN_PROCESSING = PERMITTED
WITHOUT = ((1, 1), (0, 1))
AFTER_WITHDRAWAL = ((1, 1), (1, 1))
CANNOT_BE_TOLD = ((0, 0), (0, 1))

# example: its country, its channel, what is to be found
EXAMPLES = {
    "consented": ("IT", "sms", PERMITTED),
    "silent": ("IT", "sms", WITHOUT),
    "only asked": ("IT", "sms", WITHOUT),
    "refused": ("IT", "sms", WITHOUT),
    "consent expired": ("IT", "sms", WITHOUT),
    "consented again": ("IT", "sms", PERMITTED),
    "withdrew": ("IT", "sms", AFTER_WITHDRAWAL),
    "expiry lifts no opt-out": ("IT", "sms", AFTER_WITHDRAWAL),
    "import consents": ("IT", "sms", PERMITTED),
    "import lifts no opt-out": ("IT", "sms", AFTER_WITHDRAWAL),
    "stricter wins at once": ("IT", "sms", AFTER_WITHDRAWAL),
    "refusing lifts no opt-out": ("IT", "sms", AFTER_WITHDRAWAL),
    "all channels": ("IT", "sms", AFTER_WITHDRAWAL),
    "another channel": ("IT", "sms", PERMITTED),
    "another purpose": ("IT", "sms", PERMITTED),
    "objected by request": ("IT", "sms", AFTER_WITHDRAWAL),
    "opted out of sale": ("IT", "sms", PERMITTED),
    "opted out of a purpose": ("IT", "sms", AFTER_WITHDRAWAL),
    "no law known": ("BR", "sms", CANNOT_BE_TOLD),
    "no law, withdrew": ("BR", "sms", ((0, 0), (1, 1))),
    "bought": ("IT", "email", PERMITTED),
    "never bought": ("IT", "email", WITHOUT),
    "bought at that moment": ("IT", "email", WITHOUT),
    "bought, refused": ("IT", "email", WITHOUT),
    "American": ("US-CA", "email", PERMITTED),
    "American, refused": ("US-CA", "email", WITHOUT),
    "American, left that day": ("US-CA", "email", WITHOUT),
    "left, consented": ("IT", "sms", PERMITTED),
    "48 hours": ("IT", "sms", IN_PROCESSING),
    "48 hours and a second": ("IT", "sms", AFTER_WITHDRAWAL),
    "since the first opt-out": ("IT", "sms", AFTER_WITHDRAWAL),
    "10th business day": ("US-CA", "email", IN_PROCESSING),
    "after the 10th": ("US-CA", "email", AFTER_WITHDRAWAL),
    "bounced": ("IT", "sms", WITHOUT),
}

CHOICES = """
consent_events
  customer_id               | occurred_at         | state     | channel | purpose | method
  consented                 | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  only asked                | 2024-03-01 10:00    | requested | sms     | direct_marketing |
  refused                   | 2024-03-01 10:00    | refused   | sms     | direct_marketing |
  consent expired           | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  consent expired           | 2024-03-05 10:00    | expired   | sms     | direct_marketing |
  consented again           | 2024-03-01 10:00    | withdrawn | sms     | direct_marketing |
  consented again           | 2024-03-05 10:00    | renewed   | sms     | direct_marketing |
  withdrew                  | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  withdrew                  | 2024-03-05 10:00    | withdrawn | sms     | direct_marketing |
  expiry lifts no opt-out   | 2024-03-01 10:00    | withdrawn | sms     | direct_marketing |
  expiry lifts no opt-out   | 2024-03-05 10:00    | expired   | sms     | direct_marketing |
  import consents           | 2024-03-01 10:00    | given     | sms     | direct_marketing | import
  import lifts no opt-out   | 2024-03-01 10:00    | withdrawn | sms     | direct_marketing |
  import lifts no opt-out   | 2024-03-05 10:00    | given     | sms     | direct_marketing | import
  stricter wins at once     | 2024-03-01 10:00    | withdrawn | sms     | direct_marketing |
  stricter wins at once     | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  refusing lifts no opt-out | 2024-03-01 10:00    | withdrawn | sms     | direct_marketing |
  refusing lifts no opt-out | 2024-03-05 10:00    | refused   | sms     | direct_marketing |
  all channels              | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  all channels              | 2024-03-05 10:00    | withdrawn | all     | direct_marketing |
  another channel           | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  another channel           | 2024-03-05 10:00    | withdrawn | phone   | direct_marketing |
  another purpose           | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  another purpose           | 2024-03-05 10:00    | withdrawn | sms     | profiling        |
  objected by request       | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  opted out of sale         | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  opted out of a purpose    | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  no law, withdrew          | 2024-03-01 10:00    | withdrawn | sms     | direct_marketing |
  bought, refused           | 2024-03-05 10:00    | refused   | email   | direct_marketing |
  American, refused         | 2024-03-05 10:00    | refused   | email   | direct_marketing |
  left, consented           | 2024-03-01 10:00    | given     | sms     | direct_marketing |
  48 hours                  | 2024-03-08 10:00    | withdrawn | sms     | direct_marketing |
  48 hours and a second     | 2024-03-08 09:59:59 | withdrawn | sms     | direct_marketing |
  since the first opt-out   | 2024-03-01 10:00    | withdrawn | sms     | direct_marketing |
  since the first opt-out   | 2024-03-10 09:00    | objected  | sms     | direct_marketing |
  10th business day         | 2024-02-26 10:00    | withdrawn | email   | direct_marketing |
  after the 10th            | 2024-02-23 10:00    | withdrawn | email   | direct_marketing |
requests
  customer_id            | received_at      | right     | purpose          | channel
  objected by request    | 2024-03-05 10:00 | objection |                  |
  opted out of sale      | 2024-03-05 10:00 | opt_out   |                  |
  opted out of a purpose | 2024-03-05 10:00 | opt_out   | direct_marketing |
purchases
  customer_id           | purchased_at
  bought                | 2024-03-01 10:00
  bought, refused       | 2024-03-01 10:00
  bought at that moment | 2024-03-10 10:00
"""
LEFT = {"American, left that day": "2024-03-10", "left, consented": "2024-03-05"}


def examples() -> Company:
    people = "\n".join(
        f"{name} | {law} | {LEFT.get(name, '')}" for name, (law, *_) in EXAMPLES.items()
    )
    sent = "\n".join(
        f"{name} | {name} | 2024-03-10 10:00 | {channel} | {'bounced' if name == 'bounced' else ''}"
        for name, (_, channel, _) in EXAMPLES.items()
    )
    return company(
        f"""
        customers
          customer_id | jurisdiction | left_on
          {people}
        contacts
          customer_id | sender_unit | sent_at | channel | outcome
          {sent}
        {CHOICES}
        """
    )


def test_each_contact_is_judged_as_the_rules_say(build_of):
    build = build_of(examples())
    third = counts(build, "contact_without_permission", "sender_unit")
    fourth = counts(build, "contact_after_withdrawal", "sender_unit")
    found = {name: (third.get(name, (0, 0)), fourth[name]) for name in EXAMPLES}
    assert found == {name: expected for name, (*_, expected) in EXAMPLES.items()}


def test_service_messages_need_no_permission_and_are_not_counted(build_of):
    text = """
        contacts
          customer_id | sent_at          | message_class | sender_unit
          ann         | 2024-03-10 10:00 | service       | billing
          ann         | 2024-03-10 10:00 | marketing     | shop
        consent_events
          customer_id | occurred_at      | state
          ann         | 2024-03-01 10:00 | withdrawn
    """
    assert counts(build_of(company(text)), "contact_after_withdrawal", "sender_unit") == {
        "shop": (1, 1)
    }


@pytest.mark.parametrize("engine", ["duckdb"])
def test_without_purchases_a_soft_opt_in_cannot_be_told(build_of):
    text = """
        contacts
          customer_id | sent_at          | channel | sender_unit
          ann         | 2024-03-10 10:00 | email   | silent
          ben         | 2024-03-10 10:00 | email   | refused
        consent_events
          customer_id | occurred_at      | state
          ben         | 2024-03-01 10:00 | refused
    """
    found = counts(build_of(company(text)), "contact_without_permission", "sender_unit")
    assert {name: pair for name, pair in found.items() if pair != (0, 0)} == {"refused": (1, 1)}


def test_an_objection_by_request_is_known_on_the_persons_last_day_as_a_consent_event_is(build_of):
    """In Rome it is 1 April, after as-of; in Los Angeles it is still 31 March."""
    text = """
        customers
          customer_id | time_zone
          ann         | America/Los_Angeles
        contacts
          customer_id | sent_at          | channel
          ann         | 2024-04-01 03:00 | sms
        consent_events
          customer_id | occurred_at      | channel | state
          ann         | 2024-03-01 10:00 | sms     | requested
        requests
          customer_id | received_at      | right
          ann         | 2024-04-01 02:00 | objection
    """
    assert figure(build_of(company(text)), "contact_in_processing")[:2] == (1, 1)


def test_a_lag_of_no_business_days_tolerates_the_moment_of_the_opt_out_alone(tmp_path):
    told = company("""
        customers
          customer_id | jurisdiction
          ann         | US
        contacts
          customer_id | sent_at          | channel
          ann         | 2024-03-10 10:00 | email
          ann         | 2024-03-10 11:00 | email
        consent_events
          customer_id | occurred_at      | state
          ann         | 2024-03-10 10:00 | withdrawn
    """)
    wanted = settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}").model_copy(
        update={"as_of": AS_OF, "lag": Lag(us_business_days=0)}
    )
    found = figure(built(told, wanted), "contact_after_withdrawal")
    expected = Oracle(told, wanted).figure("contact_after_withdrawal", AS_OF.replace(day=1), AS_OF)
    assert found[:2] == expected[:2] == (1, 2)
