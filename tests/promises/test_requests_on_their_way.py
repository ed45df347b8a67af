"""What becomes of requests on their way, each example one handler (decisions.md, 51 to 53, 55)."""

from datetime import date

import pytest
from sqlalchemy import select

from bigtrust.engines import transaction
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.period import Period
from tests.companies import company
from tests.promises.conftest import counts, figure
from tests.stores import officer

MARCH = (date(2024, 3, 1), date(2024, 3, 31))

# Received on Friday 1 March under the CCPA: the 10th business day is Friday 15 March.
ACKNOWLEDGED = """
    requests
      request_id | handler        | received_at      | closed_at        | outcome   | right | regime
      1          | on the limit   | 2024-03-01 10:00 |                  |           | know  | ccpa
      2          | a day later    | 2024-03-01 10:00 |                  |           | know  | ccpa
      3          | closed by then | 2024-03-01 10:00 | 2024-03-10 10:00 |           | know  | ccpa
      4          | not at all     | 2024-03-01 10:00 |                  |           | know  | ccpa
      5          | withdrawn      | 2024-03-01 10:00 | 2024-03-10 10:00 | withdrawn | know  | ccpa
      6          | no limit set   | 2024-03-01 10:00 |                  |           | know  | gdpr
    request_events
      request_id | occurred_at      | kind
      1          | 2024-03-15 23:00 | acknowledged
      2          | 2024-03-16 10:00 | acknowledged
"""


def test_requests_are_acknowledged_on_time_or_not(build_of):
    found = counts(build_of(company(ACKNOWLEDGED)), "acknowledged_on_time", "handler", *MARCH)
    assert {name: pair for name, pair in found.items() if pair != (0, 0)} == {
        "on the limit": (1, 1),
        "a day later": (0, 1),
        "closed by then": (1, 1),
        "not at all": (0, 1),
    }


# Received on 1 February under the GDPR: an extension must be told by Friday 1 March.
CLOSED = """
    requests
      request_id | handler             | received_at      | closed_at        | outcome   | regime
      1          | rejected            | 2024-02-01 10:00 | 2024-03-10 10:00 | rejected  | gdpr
      2          | told in time        | 2024-02-01 10:00 | 2024-03-20 10:00 | fulfilled | gdpr
      3          | told too late       | 2024-02-01 10:00 | 2024-03-20 10:00 | fulfilled | gdpr
      4          | told after the end  | 2024-02-01 10:00 | 2024-03-05 10:00 | fulfilled | gdpr
      5          | no extension known  | 2024-02-01 10:00 | 2024-03-20 10:00 | fulfilled | lgpd
      6          | closed too early    | 2024-02-01 10:00 | 2024-02-20 10:00 | rejected  | gdpr
      7          | still open          | 2024-02-01 10:00 |                  | rejected  | gdpr
    request_events
      request_id | occurred_at      | kind
      2          | 2024-03-01 23:00 | extended
      3          | 2024-03-02 10:00 | extended
      4          | 2024-03-06 10:00 | extended
      5          | 2024-03-02 10:00 | extended
      7          | 2024-03-02 10:00 | extended
"""


def test_requests_are_rejected_or_extended_when_they_are_closed(build_of):
    build = build_of(company(CLOSED))
    assert figure(build, "rejected_requests", *MARCH) == (1, 5, 20.0)
    assert figure(build, "extended_requests", *MARCH) == (3, 5, 60.0)
    late = counts(build, "extended_too_late", "handler", *MARCH)
    assert {name: pair for name, pair in late.items() if pair != (0, 0)} == {
        "told in time": (0, 1),
        "told too late": (1, 1),
        "no extension known": (0, 1),
    }


# Received on 15 January under the GDPR: due on 15 February.
DUE = """
    requests
      request_id | received_at      | closed_at
      1          | 2024-01-15 10:00 |
      2          | 2024-01-15 10:00 | 2024-02-08 10:00
      3          | 2024-01-15 10:00 | 2024-02-12 10:00
"""


@pytest.mark.parametrize(
    ("day", "due_soon"),
    [(7, 0), (8, 2), (11, 2), (12, 1), (15, 1), (16, 0)],
)
def test_what_is_due_within_a_week_is_due_soon(build_of, day: int, due_soon: int):
    build = build_of(company(DUE))
    assert figure(build, "due_soon", last=date(2024, 2, day))[0] == due_soon


# Four requests, answered after 2, 4 and 6 days, and one open at as-of after 10 days.
ANSWERED = """
    requests
      request_id | handler | received_at      | closed_at        | outcome
      1          | ann     | 2024-03-01 10:00 | 2024-03-03 10:00 |
      2          | ann     | 2024-03-01 10:00 | 2024-03-05 10:00 |
      3          | ben     | 2024-03-01 10:00 | 2024-03-07 10:00 |
      4          | ben     | 2024-03-21 10:00 |                  |
      5          | cai     | 2024-03-21 10:00 | 2024-03-22 10:00 | withdrawn
"""


def test_the_time_to_answer_counts_what_still_waits(build_of):
    """Of 5, one was withdrawn after a day: 1/4, 1/2 and 3/4 of the rest were answered."""
    build = build_of(company(ANSWERED))
    assert figure(build, "time_to_answer", *MARCH) == (3, 5, 4.0)
    by_handler = counts(build, "time_to_answer", "handler", *MARCH)
    assert by_handler == {"ann": (2, 2), "ben": (1, 2), "cai": (0, 1)}


def test_a_time_that_was_not_reached_is_beyond_the_longest_wait(build_of):
    build = build_of(company(ANSWERED))
    measure = CATALOGUE["time_to_answer_90th"]
    (found,) = calculate(measure, [Period(*MARCH)], (), officer(build), build)
    assert (found.value, found.beyond) == (None, 10.0)


# Received on 10 January: without a pause they were due on Monday 12 February.
ASKED_AGAIN = """
    requests
      request_id | handler         | received_at      | right  | regime  | jurisdiction
      1          | answered        | 2024-01-10 10:00 | access | uk_gdpr | GB-ENG
      2          | asked later on  | 2024-01-10 10:00 | access | uk_gdpr | GB-ENG
      3          | asked before it | 2024-01-10 10:00 | access | uk_gdpr | GB-ENG
    request_events
      request_id | occurred_at      | kind
      1          | 2024-01-12 10:00 | clarification_requested
      1          | 2024-01-20 10:00 | clarification_received
      2          | 2024-01-12 10:00 | clarification_requested
      2          | 2024-01-20 10:00 | clarification_received
      2          | 2024-01-20 15:00 | clarification_requested
      3          | 2024-01-12 10:00 | clarification_requested
      3          | 2024-01-20 09:00 | clarification_requested
      3          | 2024-01-20 10:00 | clarification_received
"""


def test_what_is_asked_again_on_the_day_of_the_answer_is_waited_for(build_of):
    found = counts(build_of(company(ASKED_AGAIN)), "overdue_requests", "handler", *MARCH)
    assert {name for name, (overdue, _) in found.items() if overdue} == {
        "answered",
        "asked before it",
    }


# The Union is no country: it has no calendar of holidays.
WITHOUT_CALENDAR = """
    requests
      request_id | received_at      | jurisdiction | due_at           | closed_at
      1          | 2024-03-01 10:00 | EU           | 2024-03-20 10:00 |
      2          | 2024-03-01 10:00 | EU           |                  |
"""


def test_a_due_day_that_the_source_gives_stands_without_a_calendar(build_of):
    build = build_of(company(WITHOUT_CALENDAR))
    waiting = build.shelf.outstanding
    statement = select(waiting.c.request_id, waiting.c.explanation)
    with transaction(build.engine) as connection:
        told = {row.request_id: row.explanation for row in connection.execute(statement)}
    assert told == {"1": "Due Wed 20 Mar 2024, as the source gave it", "2": None}
    assert figure(build, "overdue_requests")[:2] == (1, 2)
