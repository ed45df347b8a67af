"""Requests and complaints against their limits, each example one case (decisions.md, 19 to 22)."""

from datetime import date

from bigtrust.measures.forecast import forecast_overdue
from tests.companies import company
from tests.promises.conftest import AS_OF, counts, figure
from tests.stores import officer

# Access under the GDPR, received on 15 January: due on 15 February 2024, a Thursday.
REQUESTS = """
    requests
      request_id | handler                   | received_at      | closed_at        | outcome
      1          | on the due day            | 2024-01-15 10:00 | 2024-02-15 18:00 |
      2          | the day after             | 2024-01-15 10:00 | 2024-02-16 09:00 |
      3          | still open                | 2024-01-15 10:00 |                  |
      4          | answered, closed later    | 2024-01-15 10:00 | 2024-02-20 10:00 |
      5          | withdrawn                 | 2024-01-15 10:00 | 2024-02-01 10:00 | withdrawn
      6          | waiting for the person    | 2024-01-15 10:00 |                  |
      7          | closed after as-of        | 2024-01-15 10:00 | 2024-04-02 10:00 |
      8          | not due yet               | 2024-03-15 10:00 |                  |
      9          | received after as-of      | 2024-04-01 10:00 |                  |
    request_events
      request_id | occurred_at      | kind
      4          | 2024-02-10 10:00 | answered
      6          | 2024-01-20 10:00 | identity_requested
"""


def test_requests_are_answered_on_time_or_not(build_of):
    found = counts(build_of(company(REQUESTS)), "answered_on_time", "handler")
    assert {name: pair for name, pair in found.items() if pair != (0, 0)} == {
        "on the due day": (1, 1),
        "the day after": (0, 1),
        "still open": (0, 1),
        "answered, closed later": (1, 1),
        "closed after as-of": (0, 1),
    }


def test_requests_stand_open_and_overdue(build_of):
    build = build_of(company(REQUESTS))
    assert figure(build, "overdue_requests")[:2] == (2, 4)
    on_the_due_day = date(2024, 2, 15)
    assert figure(build, "overdue_requests", last=on_the_due_day)[:2] == (0, 4)
    the_day_before = date(2024, 2, 14)
    assert figure(build, "outstanding_requests", last=the_day_before)[0] == 5
    still_open = counts(build, "overdue_requests", "handler")
    assert still_open["still open"] == still_open["closed after as-of"] == (1, 1)
    assert still_open["waiting for the person"] == still_open["not due yet"] == (0, 1)


def test_a_request_answered_before_it_was_received_is_closed_as_it_comes_in(build_of):
    build = build_of(
        company("""
            requests
              request_id | received_at
              1          | 2024-01-10 10:00
              2          | 2024-02-10 10:00
            request_events
              request_id | occurred_at      | kind
              1          | 2024-01-20 10:00 | answered
              2          | 2024-02-06 10:00 | answered
        """)
    )
    for day in (date(2024, 2, 8), date(2024, 2, 10), AS_OF):
        assert figure(build, "outstanding_requests", last=day)[0] == 0
    assert figure(build, "answered_on_time")[:2] == (2, 2)
    assert figure(build, "time_to_answer") == (2, 2, 0)
    forecast = forecast_overdue(officer(build), build)
    assert forecast is not None
    assert forecast.median == 0


# Received on Friday 2 February: the third business day is Wednesday the 7th, and 8 weeks end on
# 29 March.
COMPLAINTS = """
    complaints
      topic            | received_at      | closed_at
      third day        | 2024-02-02 10:00 | 2024-02-07 20:00
      fourth day       | 2024-02-02 10:00 | 2024-02-08 09:00
      last day         | 2024-02-02 10:00 | 2024-03-29 20:00
      a day too late   | 2024-02-02 10:00 | 2024-03-30 09:00
      open             | 2024-02-02 10:00 |
      of late          | 2024-03-28 10:00 |
"""


def test_complaints_are_settled_in_time_or_not(build_of):
    build = build_of(company(COMPLAINTS))
    at_once = counts(build, "settled_in_3_business_days", "topic")
    assert at_once.pop("of late") == (0, 0)
    assert at_once == {
        "third day": (1, 1),
        "fourth day": (0, 1),
        "last day": (0, 1),
        "a day too late": (0, 1),
        "open": (0, 1),
    }
    weeks = counts(build, "settled_in_8_weeks", "topic")
    assert {name: pair for name, pair in weeks.items() if pair != (0, 0)} == {
        "third day": (1, 1),
        "fourth day": (1, 1),
        "last day": (1, 1),
        "a day too late": (0, 1),
        "open": (0, 1),
    }
    assert figure(build, "open_beyond_8_weeks", last=date(2024, 3, 29))[0] == 0
    assert figure(build, "open_beyond_8_weeks", last=date(2024, 3, 30))[0] == 1  # one was closed
    assert figure(build, "open_beyond_8_weeks")[0] == 1


def test_complaints_are_told_by_mean_active_customers(build_of):
    """Two people on all 30 days, one on 15 of them: 2.5 on average."""
    text = """
        customers
          customer_id | joined_on  | left_on
          ann         | 2024-01-01 |
          ben         | 2024-01-01 |
          cai         | 2024-01-01 | 2024-03-16
        complaints
          customer_id | received_at
          ann         | 2024-03-05 10:00
                      | 2024-03-06 10:00
          ann         | 2024-02-29 10:00
    """
    period = (date(2024, 3, 1), date(2024, 3, 30))
    assert figure(build_of(company(text)), "complaints_per_1000", *period) == (2, 2.5, 800.0)
