"""What people had stopped, each example one recipient (decisions.md, 43)."""

from sqlalchemy import select

from bigtrust.engines import transaction
from bigtrust.promises.promises import PROMISES
from tests.companies import company
from tests.promises.conftest import counts, sentences

# 15 business days after Thursday 1 February end on Thursday 22 February, in Italy.
SHARED = """
    consent_events
      customer_id | occurred_at      | purpose   | channel | state     | method
      ann         | 2024-02-01 10:00 | profiling | all     | withdrawn |
      bea         | 2024-02-01 10:00 | all       | all     | withdrawn |
      cai         | 2024-02-01 10:00 | profiling | email   | withdrawn |
      dan         | 2024-02-01 10:00 | profiling | all     | withdrawn |
      dan         | 2024-02-02 10:00 | profiling | all     | given     |
      eva         | 2024-02-01 10:00 | profiling | all     | withdrawn |
      eva         | 2024-02-02 10:00 | profiling | all     | given     | import
      fay         | 2024-02-01 10:00 | profiling | all     | objected  |
      gus         | 2024-02-01 10:00 | profiling | all     | given     |
      gus         | 2024-02-01 10:00 | profiling | all     | withdrawn |
      kim         | 2024-02-01 10:00 | all       | all     | objected  | gpc
      leo         | 2024-02-01 10:00 | sale_or_sharing | all | withdrawn | gpc
      max         | 2024-02-01 10:00 | all       | all     | objected  | gpc
      max         | 2024-03-01 10:00 | sale_or_sharing | all | given   |
      ned         | 2024-02-01 10:00 | all       | email   | objected  | gpc
    requests
      customer_id | received_at      | right     | purpose   | channel
      hal         | 2024-02-01 10:00 | objection |           |
      ian         | 2024-02-01 10:00 | opt_out   | profiling |
      joy         | 2024-02-01 10:00 | opt_out   |           |
    disclosures
      customer_id | occurred_at      | recipient                 | purpose   | legal_basis
      ann         | 2024-02-01 10:00 | at the very moment        | profiling | consent
      ann         | 2024-02-01 09:59 | before                    | profiling | consent
      ann         | 2024-02-03 10:00 | another purpose           | analytics | consent
      ann         | 2024-02-03 10:00 | withdrawal, no objection  | profiling | legitimate_interest
      ann         | 2024-02-03 10:00 | another basis             | profiling | contract
      ann         | 2024-02-03 10:00 | no basis                  | profiling |
      bea         | 2024-02-03 10:00 | of all purposes           | analytics | consent
      cai         | 2024-02-03 10:00 | of one channel            | profiling | consent
      dan         | 2024-02-01 11:00 | before the new consent    | profiling | consent
      dan         | 2024-02-03 10:00 | after the new consent     | profiling | consent
      eva         | 2024-02-03 10:00 | imports lift nothing      | profiling | consent
      fay         | 2024-02-03 10:00 | after an objection        | profiling | legitimate_interest
      fay         | 2024-02-03 10:00 | objected, on consent      | profiling | consent
      gus         | 2024-02-03 10:00 | given and withdrawn       | profiling | consent
      hal         | 2024-02-03 10:00 | objection by request      | analytics | legitimate_interest
      ian         | 2024-02-03 10:00 | opt-out, on consent       | profiling | consent
      ian         | 2024-02-03 10:00 | opt-out is no objection   | profiling | legitimate_interest
      ian         | 2024-02-23 10:00 | sale of what was named    | profiling | sale_or_sharing
      ian         | 2024-02-23 10:00 | sale of something else    | analytics | sale_or_sharing
      joy         | 2024-02-22 23:00 | sale on the last day      | profiling | sale_or_sharing
      joy         | 2024-02-23 00:00 | sale a day later          | profiling | sale_or_sharing
      joy         | 2024-02-03 10:00 | names no purpose          | profiling | consent
      kim         | 2024-02-22 23:00 | signal, on the last day   | profiling | sale_or_sharing
      kim         | 2024-02-23 00:00 | sale after a signal       | profiling | sale_or_sharing
      leo         | 2024-02-23 10:00 | sale after its withdrawal | profiling | sale_or_sharing
      leo         | 2024-02-23 10:00 | withdrawn of sale alone   | profiling | consent
      max         | 2024-03-02 10:00 | sale with a new consent   | profiling | sale_or_sharing
      ned         | 2024-02-23 10:00 | signal of one channel     | profiling | sale_or_sharing
                  | 2024-02-03 10:00 | nobody's                  | profiling | consent
"""
STOPPED = {
    "at the very moment",
    "of all purposes",
    "before the new consent",
    "imports lift nothing",
    "after an objection",
    "objected, on consent",
    "given and withdrawn",
    "objection by request",
    "opt-out, on consent",
    "sale of what was named",
    "sale a day later",
    "sale after a signal",
    "sale after its withdrawal",
}


def test_what_people_stopped_is_shared_no_more(build_of):
    found = counts(build_of(company(SHARED)), "sharing_after_objection", "recipient")
    assert {name for name, (broken, _) in found.items() if broken} == STOPPED
    assert found.pop("nobody's") == (0, 0)
    assert {of_persons for _, of_persons in found.values()} == {1}


def test_the_ledger_says_what_had_stopped_it(build_of):
    build = build_of(company(SHARED))
    ledger = build.shelf.ledger
    with transaction(build.engine) as connection:
        rows = connection.execute(select(ledger)).all()
    told = {row.recipient: PROMISES[row.promise].because(row) for row in rows}
    assert told["sale a day later"] == (
        "Data went to sale a day later for profiling 23 Feb 2024 00:00, on the basis of sale or"
        " sharing, 22 days after the opt-out of 1 Feb 2024"
    )
    assert told["at the very moment"] == (
        "Data went to at the very moment for profiling 1 Feb 2024 10:00, on the basis of consent,"
        " on the day of the withdrawal of 1 Feb 2024"
    )


FROM_AFAR = """
    customers
      customer_id | time_zone
      ann         | Asia/Tokyo
    consent_events
      customer_id | occurred_at      | purpose   | channel | state
      ann         | 2024-03-05 17:00 | profiling | all     | withdrawn
    disclosures
      customer_id | occurred_at      | recipient | purpose   | legal_basis
      ann         | 2024-03-05 18:00 | brokers   | profiling | consent
"""


def test_what_stopped_it_is_told_by_the_clock_of_what_was_shared(build_of):
    """In Tokyo she withdrew on 6 March, "-1 days" before it went out in Rome on the 5th."""
    (sentence,) = sentences(build_of(company(FROM_AFAR)), "sharing_after_objection")
    assert sentence.endswith(
        "18:00, on the basis of consent, on the day of the withdrawal of 5 Mar 2024"
    )
