"""Who was asked, consents, under which notice, and can be reached (decisions.md, 33 to 41)."""

from collections.abc import Callable
from datetime import date

from bigtrust.builds import Build
from tests.companies import Company, company
from tests.promises.conftest import counts, figure

ASKING = """
consent_events
  customer_id | occurred_at      | state     | purpose          | channel
  ann         | 2024-01-10 10:00 | requested | direct_marketing | email
  ann         | 2024-01-11 10:00 | given     | direct_marketing | email
  ben         | 2024-01-10 10:00 | requested | direct_marketing | all
  cai         | 2024-02-10 10:00 | refused   | direct_marketing | sms
  dee         | 2024-02-11 10:00 | given     | direct_marketing | sms
  dee         | 2024-02-12 10:00 | given     | newsletter       | email
  eve         | 2024-02-20 10:00 | requested | surveys          | post
  ann         | 2024-03-10 10:00 | expired   | direct_marketing | email
  dee         | 2024-03-10 10:00 | withdrawn | direct_marketing | sms
requests
  customer_id | received_at      | right
  ben         | 2024-03-20 10:00 | objection
"""

# A person, in a region of its name: the consent on an old notice, and the answer under a current
# one, with what each is counted among.
NOTICES = {
    "under the old": ((1, 1), (0, 1)),
    "under the new": ((0, 1), (1, 1)),
    "under another of the day": ((0, 1), (1, 1)),
    "in another language": ((0, 1), (1, 1)),
    "renewed": ((0, 1), (1, 1)),
    "refused under the new": (None, (1, 1)),
    "imported again": ((1, 1), (0, 1)),
    "imported in vain": (None, (0, 1)),
    "naming none": (None, None),
    "naming one unknown": (None, None),
    "naming one to come": (None, None),
    "last naming none": ((0, 1), (0, 0)),  # no longer known
    "the strictest at once": (None, (1, 1)),
    "for two channels": ((1, 2), (1, 1)),
}
UNDER_NOTICES = """
notices
  notice_version | published_on | language
  old            | 2023-01-01   | it
  new            | 2024-02-01   | it
  new 2          | 2024-02-01   | it
  neu            | 2023-06-01   | de
  next           | 2024-05-01   | it
consent_events
  customer_id              | occurred_at      | state     | channel | notice_version | method
  under the old            | 2024-01-10 10:00 | given     | email   | old            |
  under the new            | 2024-02-10 10:00 | given     | email   | new            |
  under another of the day | 2024-02-10 10:00 | given     | email   | new 2          |
  in another language      | 2024-02-10 10:00 | given     | email   | neu            |
  renewed                  | 2024-01-10 10:00 | given     | email   | old            |
  renewed                  | 2024-02-10 10:00 | renewed   | email   | new            |
  refused under the new    | 2024-02-10 10:00 | refused   | email   | new            |
  imported again           | 2024-02-10 10:00 | given     | email   | new            |
  imported again           | 2024-02-20 10:00 | given     | email   | old            | import
  imported in vain         | 2024-02-10 10:00 | withdrawn | email   | new            |
  imported in vain         | 2024-02-20 10:00 | given     | email   | old            | import
  naming none              | 2024-02-10 10:00 | given     | email   |                |
  naming one unknown       | 2024-02-10 10:00 | given     | email   | lost           |
  naming one to come       | 2024-02-10 10:00 | given     | email   | next           |
  last naming none         | 2024-02-10 10:00 | given     | email   | new            |
  last naming none         | 2024-02-20 10:00 | given     | sms     |                |
  the strictest at once    | 2024-02-10 10:00 | objected  | email   | new            |
  the strictest at once    | 2024-02-10 10:00 | withdrawn | email   | old            |
  for two channels         | 2024-01-10 10:00 | given     | email   | old            |
  for two channels         | 2024-02-10 10:00 | given     | sms     | new            |
"""

REACHED = """
customers
  customer_id | left_on
  ann         |
  ben         | 2024-02-20
  cai         |
consent_events
  customer_id | occurred_at      | state     | channel
  ann         | 2024-01-10 10:00 | given     | sms
  ann         | 2024-01-15 10:00 | given     | email
  ann         | 2024-02-01 10:00 | withdrawn | sms
  ann         | 2024-02-10 10:00 | withdrawn | email
  ann         | 2024-03-01 10:00 | given     | sms
  cai         | 2024-02-05 10:00 | given     | sms
  cai         | 2024-02-05 22:00 | withdrawn | sms
purchases
  customer_id | purchased_at     | product_category | registration
  ben         | 2024-01-20 10:00 | kettles          | not_offered
  ben         | 2024-01-20 10:00 | kettles          | declined
  ann         | 2024-01-21 10:00 | kettles          |
  ann         | 2024-01-22 10:00 | bags             | account
"""


def under_notices() -> Company:
    people = "\n".join(f"{name} | {name}" for name in NOTICES)
    return company(f"customers\n customer_id | region\n {people}\n {UNDER_NOTICES}")


def stock(build: Build, name: str, last: date) -> tuple[float | None, float | None]:
    return figure(build, name, last, last)[:2]


def test_people_are_asked_consent_or_stay_silent(build_of: Callable[[Company], Build]):
    build = build_of(company(ASKING))
    days = (
        (date(2024, 1, 9), (0, 0), (0, 0)),
        (date(2024, 1, 10), (0, 2), (2, 2)),
        (date(2024, 1, 11), (1, 2), (1, 2)),
        (date(2024, 2, 12), (2, 4), (1, 4)),
        (date(2024, 3, 9), (2, 4), (1, 4)),  # eve was asked of what nothing else is told of
        (date(2024, 3, 10), (1, 4), (1, 4)),  # dee's newsletter is left
        (date(2024, 3, 20), (1, 4), (1, 4)),  # to object is no answer to a question
    )
    for day, consent, silent in days:
        assert stock(build, "consent_rate", day) == consent, day
        assert stock(build, "silent_customers", day) == silent, day


def test_by_channel_and_purpose_people_are_of_each_they_were_asked_of(
    build_of: Callable[[Company], Build],
):
    build, last = build_of(company(ASKING)), date(2024, 3, 9)
    assert counts(build, "consent_rate", "channel", last=last) == {"email": (2, 3), "sms": (1, 3)}
    assert counts(build, "silent_customers", "channel", last=last) == {
        "email": (1, 3),
        "sms": (1, 3),
    }
    assert counts(build, "consent_rate", "purpose", last=last) == {
        "direct_marketing": (2, 4),
        "newsletter": (1, 1),
    }


def test_consents_and_answers_are_of_the_notice_they_name(build_of: Callable[[Company], Build]):
    build = build_of(under_notices())
    for place, name in enumerate(("consent_on_old_notice", "current_notice")):
        expected = {example: told[place] for example, told in NOTICES.items() if told[place]}
        assert counts(build, name, "region") == expected


def test_a_notice_is_old_from_the_day_of_the_next(build_of: Callable[[Company], Build]):
    build = build_of(company(UNDER_NOTICES))
    before, on = date(2024, 1, 31), date(2024, 2, 1)
    assert stock(build, "consent_on_old_notice", before) == (0, 3)
    assert stock(build, "consent_on_old_notice", on) == (3, 3)
    assert stock(build, "current_notice", before) == (3, 3)
    assert stock(build, "current_notice", on) == (0, 3)


def test_people_are_reachable_while_permission_stands_on_any_pair(
    build_of: Callable[[Company], Build],
):
    build = build_of(company(REACHED))
    days = (
        (date(2024, 1, 9), 0),
        (date(2024, 1, 10), 1),
        (date(2024, 1, 20), 2),
        (date(2024, 2, 5), 2),  # cai chose otherwise before the close of the day
        (date(2024, 2, 10), 1),
        (date(2024, 2, 20), 0),
        (date(2024, 3, 1), 1),
    )
    for day, people in days:
        assert stock(build, "reachable_people", day) == (people, None), day
    assert figure(build, "reachable_people_gained")[0] == 3  # ann twice
    assert figure(build, "reachable_people_lost")[0] == 2


def test_by_channel_people_are_gained_and_lost_on_each(build_of: Callable[[Company], Build]):
    build = build_of(company(REACHED))
    gained = counts(build, "reachable_people_gained", "channel")
    lost = counts(build, "reachable_people_lost", "channel")
    assert gained == {"email": (2, None), "sms": (2, None)}
    assert lost == {"email": (2, None), "sms": (1, None)}


def test_register_or_leave_is_told_of_purchases_that_tell(build_of: Callable[[Company], Build]):
    build = build_of(company(REACHED))
    assert figure(build, "register_or_leave")[:2] == (1, 3)
    found = counts(build, "register_or_leave", "product_category")
    assert found == {"kettles": (1, 2), "bags": (0, 1)}
