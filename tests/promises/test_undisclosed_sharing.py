"""What no notice tells of, each example one recipient (decisions.md, 36 and 42)."""

from sqlalchemy import select

from bigtrust.engines import transaction
from bigtrust.promises.promises import PROMISES
from tests.companies import company
from tests.promises.conftest import counts, figure, sentences

SHARED = """
    notices
      notice_version | published_on | language
      v1             | 2024-01-01   | it
      v2             | 2024-02-01   | it
      e1             | 2024-01-01   | en
      v3             | 2024-04-01   | it
    notice_recipients
      notice_version | recipient      | recipient_category | purpose
      v1             | until February |                    | profiling
      v2             | by name        |                    | profiling
      v2             |                | couriers           | profiling
      e1             | in English     |                    | profiling
      v3             | from April     |                    | profiling
    recipients
      recipient      | recipient_category
      by category    | couriers
      another kind   | advertisers
    disclosures
      recipient      | occurred_at      | purpose
      by name        | 2024-02-01 00:00 | profiling
      by category    | 2024-03-01 10:00 | profiling
      in English     | 2024-03-01 10:00 | profiling
      until February | 2024-01-31 23:59 | profiling
      until February | 2024-02-01 00:00 | profiling
      before its day | 2023-12-31 10:00 | profiling
      by name        | 2024-03-01 10:00 | sale
      another kind   | 2024-03-01 10:00 | profiling
      by name        | 2024-01-31 10:00 | profiling
      from April     | 2024-03-31 23:00 | profiling
      from April     | 2024-04-01 10:00 | profiling
"""


def test_what_is_shared_must_be_in_a_notice_in_force(build_of):
    found = counts(build_of(company(SHARED)), "undisclosed_sharing", "recipient")
    assert found == {
        "by name": (2, 3),  # for another purpose, and a day too early
        "by category": (0, 1),
        "in English": (0, 1),  # a notice in force in any language will do
        "until February": (1, 2),
        "another kind": (1, 1),
        "from April": (1, 1),
    }


FROM_AFAR = """
    customers
      customer_id | time_zone
      ann         | America/Los_Angeles
    notices
      notice_version | published_on
      v1             | 2024-01-01
    notice_recipients
      notice_version | recipient | purpose
      v1             | couriers  | profiling
    disclosures
      customer_id | recipient | occurred_at      | purpose
      ann         | brokers   | 2024-03-10 02:00 | profiling
"""


def test_the_day_is_told_that_it_is_counted_on_whose_data_ever_it_is(build_of):
    """By Rome's clock: by that of Los Angeles, it was the afternoon of the day before."""
    (sentence,) = sentences(build_of(company(FROM_AFAR)), "undisclosed_sharing")
    assert sentence.startswith("Data went to brokers for profiling 10 Mar 2024 02:00")


def test_without_the_notices_nothing_is_told(build_of):
    text = SHARED[SHARED.index("    disclosures") :]
    assert figure(build_of(company(text)), "undisclosed_sharing") == (None, None, None)


def test_the_ledger_says_what_was_shared_with_whom(build_of):
    build = build_of(company(SHARED))
    ledger = build.shelf.ledger
    with transaction(build.engine) as connection:
        rows = connection.execute(select(ledger).order_by(ledger.c.at)).all()
    kind = next(row for row in rows if row.recipient == "another kind")
    assert PROMISES[kind.promise].because(kind) == (
        "Data went to another kind (advertisers) for profiling 1 Mar 2024 10:00;"
        " no notice in force that day named it"
    )
    assert kind.customer_key is None
