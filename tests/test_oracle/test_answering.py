"""The oracle on answering and complaining: each figure here was worked out by hand."""

from fractions import Fraction

from tests.oracle import Expected
from tests.test_oracle.examples import in_march, near


class TestTimeToAnswer:
    TEXT = """
        requests
          received_at | closed_at        | outcome
          2024-03-01  | 2024-03-03 10:00 | fulfilled
          2024-03-01  | 2024-03-06 10:00 | withdrawn
          2024-03-01  | 2024-03-10 10:00 |
          2024-03-25  |                  |
        """

    def test_open_and_withdrawn_ones_are_last_seen_then(self):
        """2 of 4; withdrawn after 5 days; open for 6; the last answered after 9."""
        assert in_march("time_to_answer", self.TEXT) == Expected(2, 4, 9)
        assert in_march("time_to_answer_90th", self.TEXT) == Expected(2, 4, 9)

    def test_one_not_reached_has_no_value(self):
        text = self.TEXT.replace("2024-03-10 10:00", "")
        assert in_march("time_to_answer", text) == Expected(1, 4, None)


def test_a_request_is_acknowledged_by_its_limit_or_closed():
    """Ten American business days from Fri 1 March: the 15th. Thirty days from Thu 29 Feb end on
    Sat 30 March, so on Tue 2 April, after Easter. Nothing is set for an access under the GDPR."""
    text = """
        requests
          request_id | received_at | regime  | right                   | closed_at  | outcome
          on time    | 2024-03-01  | ccpa    | know                    |            |
          late       | 2024-03-01  | ccpa    | delete                  |            |
          closed     | 2024-03-01  | ccpa    | correct                 | 2024-03-15 |
          withdrawn  | 2024-03-01  | ccpa    | know                    | 2024-03-20 | withdrawn
          other      | 2024-03-01  | gdpr    | access                  |            |
          rolled     | 2024-02-29  | uk_gdpr | complaint_to_controller |            |
        request_events
          request_id | occurred_at      | kind
          on time    | 2024-03-15 23:59 | acknowledged
          late       | 2024-03-16 00:00 | acknowledged
        """
    assert in_march("acknowledged_on_time", text) == near(2, 3, Fraction(2, 3))


class TestExtensions:
    TEXT = """
        requests
          request_id | received_at | regime  | closed_at  | outcome
          in time    | 2024-02-01  | gdpr    | 2024-03-20 | fulfilled
          late       | 2024-02-01  | gdpr    | 2024-03-20 | rejected
          paused     | 2024-02-01  | uk_gdpr | 2024-03-20 | partly_fulfilled
          foia       | 2024-02-01  | us_foia | 2024-03-20 | rejected
          after      | 2024-02-01  | gdpr    | 2024-03-20 |
          open       | 2024-02-01  | gdpr    |            |
        request_events
          request_id | occurred_at | kind
          in time    | 2024-03-01  | extended
          in time    | 2024-03-15  | extended
          late       | 2024-02-10  | identity_requested
          late       | 2024-02-12  | identity_proved
          late       | 2024-03-02  | extended
          paused     | 2024-02-10  | clarification_requested
          paused     | 2024-02-14  | clarification_received
          paused     | 2024-03-04  | extended
          foia       | 2024-03-19  | extended
          after      | 2024-03-21  | extended
          open       | 2024-03-19  | extended
        """

    def test_rejected_and_extended_of_those_closed(self):
        assert in_march("rejected_requests", self.TEXT) == near(2, 5, 0.4)
        assert in_march("extended_requests", self.TEXT) == near(4, 5, 0.8)

    def test_a_pause_stretches_the_time_to_extend_in_britain_alone(self):
        """By 1 March; in Britain by the 4th, three whole days later. The American one has no
        effect, so it cannot be late."""
        assert in_march("extended_too_late", self.TEXT) == near(1, 4, 0.25)


class TestComplaints:
    TEXT = """
        complaints
          customer_id | received_at      | topic    | closed_at  | upheld | suspected_violation
          ann         | 2023-12-01 10:00 | price    | 2024-03-01 | true   |
          ann         | 2023-12-02 10:00 | price    | 2024-03-02 | false  | true
          ann         | 2024-03-01 23:00 | price    | 2024-03-05 |        | true
          ann         | 2023-12-02 11:00 | delivery |            |        | true
                      | 2023-12-02 11:00 | delivery |            | true   | false
                      | 2023-12-02 12:00 | delivery |            |        | true
        requests
          received_at | suspected_violation | closed_at
          2024-03-01  | true                |
          2024-03-01  | true                | 2024-04-02
        """

    def test_upheld_of_those_closed_where_it_is_told(self):
        assert in_march("upheld_complaints", self.TEXT) == near(1, 2, 0.5)

    def test_repeated_within_90_days_by_the_same_person_on_the_same_topic(self):
        """The 90th day after 1 Dec is 29 Feb; after the 2nd, 1 March, on which it came again."""
        assert in_march("repeated_complaints", self.TEXT) == near(1, 2, 0.5)

    def test_suspected_violations_outstanding_are_complaints_and_requests(self):
        """Two complaints; a request that is open, and one that was not closed by as-of."""
        assert in_march("suspected_violations_outstanding", self.TEXT) == Expected(4, None, 4)


def test_what_is_due_soon_is_due_from_that_day_to_7_days_after():
    text = """
        requests
          received_at | due_at
          2024-03-01  | 2024-03-30
          2024-03-01  | 2024-03-31
          2024-03-01  | 2024-04-07
          2024-03-01  | 2024-04-08
        request_events
          request_id | occurred_at | kind
          0001       | 2024-03-02  | acknowledged
        """
    assert in_march("due_soon", text) == Expected(2, None, 2)
