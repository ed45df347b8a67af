"""The oracle on requests and complaints: each figure here was worked out by hand."""

from datetime import date
from fractions import Fraction

from bigtrust.settings import Settings
from tests.companies import company
from tests.oracle import Expected, Oracle
from tests.test_oracle.examples import AS_OF_MARCH, HOME, MARCH, in_march, near


class TestRequests:
    REQUESTS = """
        requests
          received_at      | right         | closed_at        | outcome
          2024-01-31 10:00 | access        | 2024-02-29 18:00 | fulfilled
          2024-02-05 10:00 | erasure       | 2024-03-06 09:00 | fulfilled
          2024-02-09 10:00 | portability   |                  |
          2024-02-12 10:00 | rectification | 2024-03-01 10:00 | withdrawn
          2024-02-29 10:00 | access        | 2024-04-10 10:00 | withdrawn
          2024-03-15 10:00 | access        |                  |
        """

    def test_requests_that_fell_due_in_the_period(self):
        """Due 29 Feb (outside); 5 Mar, a day late; Sat 9 Mar -> Mon 11 Mar, still open;
        12 Mar, withdrawn; 29 Mar, open at as-of for all we know; 15 Apr -> outside."""
        assert in_march("answered_on_time", self.REQUESTS) == near(0, 3, 0)
        assert in_march("answered_on_time_withdrawn", self.REQUESTS) == Expected(1, None, 1)

    def test_outstanding_and_overdue_at_the_close_of_a_day(self):
        oracle = Oracle(company(self.REQUESTS), AS_OF_MARCH)
        fourth, fifth, sixth = (date(2024, 3, day) for day in (4, 5, 6))
        assert oracle.figure("outstanding_requests", fourth, fourth) == Expected(3, None, 3)
        assert oracle.figure("overdue_requests", fifth, fifth) == near(0, 3, 0)
        assert oracle.figure("overdue_requests", sixth, sixth) == near(0, 2, 0)
        assert oracle.figure("overdue_requests", *MARCH) == near(2, 3, Fraction(2, 3))

    def test_an_answer_closes_a_request_and_what_a_source_says_is_due_is_due(self):
        """One answered on its due day, a day after as-of told otherwise; none of 1 outstanding."""
        text = """
            requests
              request_id | received_at | due_at
              a          | 2024-03-01  | 2024-03-10
              b          | 2024-03-01  | 2024-05-01
            request_events
              request_id | occurred_at      | kind
              a          | 2024-03-10 23:59 | answered
            """
        assert in_march("answered_on_time", text) == near(1, 1, 1)
        assert in_march("overdue_requests", text) == near(0, 1, 0)

    def test_what_was_answered_before_it_came_in_is_closed_on_the_day_of_receipt(self):
        """Of the 2 closed in March one came in that month, answered in February."""
        text = """
            requests
              request_id | received_at | closed_at
              a          | 2024-03-05  |
              b          | 2024-02-20  | 2024-03-01
            request_events
              request_id | occurred_at | kind
              a          | 2024-02-28  | answered
            """
        assert in_march("extended_requests", text) == near(0, 2, 0)
        assert in_march("outstanding_requests", text) == Expected(0, None, 0)

    def test_a_request_whose_clock_stands_still_is_not_overdue(self):
        text = """
            requests
              request_id | received_at | regime
              a          | 2024-01-10  | uk_gdpr
              b          | 2024-01-10  | uk_gdpr
            request_events
              request_id | occurred_at | kind
              a          | 2024-01-12  | clarification_requested
            """
        assert in_march("overdue_requests", text) == near(1, 2, 0.5)


class TestComplaints:
    COMPLAINTS = """
        customers
          customer_id | joined_on  | left_on    | region
          ann         | 2020-01-01 |            | north
          ben         | 2024-03-17 |            | south
          cai         | 2020-01-01 | 2024-03-17 | south
        complaints
          customer_id | received_at      | channel | closed_at
          ann         | 2024-01-04 10:00 | web     |
          ann         | 2024-01-05 10:00 | web     | 2024-03-01 23:00
          ben         | 2024-03-27 10:00 | phone   | 2024-04-02 10:00
                      | 2024-03-27 23:30 | phone   | 2024-04-01 10:00
        """
    APRIL = Settings(home=HOME, as_of=date(2024, 4, 30))

    def test_complaints_per_1000_divide_by_the_mean_of_active_customers(self):
        """Ann 31 days, Ben 15, Cai 16: 62 / 31 = 2. One complaint of the two has no customer."""
        figure = in_march("complaints_per_1000", self.COMPLAINTS)
        assert figure == near(2, 2, 1000)
        figure = in_march("complaints_per_1000", self.COMPLAINTS, region="south")
        assert figure == near(1, 1, 1000)
        figure = in_march("complaints_per_1000", self.COMPLAINTS, channel="web")
        assert figure == near(0, 2, 0)

    def test_settled_in_three_business_days_over_easter(self):
        """Received Wed 27 Mar: Thu 28, Fri 29, Tue 2 Apr in Italy (Monday is a holiday)."""
        oracle = Oracle(company(self.COMPLAINTS), self.APRIL)
        first, second = date(2024, 4, 1), date(2024, 4, 2)
        assert oracle.figure("settled_in_3_business_days", first, first) == Expected(0, 0, None)
        assert oracle.figure("settled_in_3_business_days", first, second) == near(2, 2, 1)

    def test_eight_weeks(self):
        """From 4 Jan to 29 Feb, from 5 Jan to 1 Mar: the one still open, the other just done."""
        oracle = Oracle(company(self.COMPLAINTS), self.APRIL)
        leap, first = date(2024, 2, 29), date(2024, 3, 1)
        assert oracle.figure("settled_in_8_weeks", leap, first) == near(1, 2, 0.5)
        assert oracle.figure("open_beyond_8_weeks", leap, leap) == Expected(0, None, 0)
        assert oracle.figure("open_beyond_8_weeks", first, first) == Expected(1, None, 1)
