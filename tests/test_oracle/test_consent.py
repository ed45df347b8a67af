"""The oracle on asking, answering and reach: each figure here was worked out by hand."""

from fractions import Fraction

from tests.oracle import Expected
from tests.test_oracle.examples import in_march, near


class TestAsked:
    ASKED = """
        consent_events
          customer_id | occurred_at | purpose          | channel | state
          ann         | 2024-03-01  | direct_marketing | email   | given
          ben         | 2024-03-01  | direct_marketing | all     | requested
          cai         | 2024-03-01  | direct_marketing | sms     | requested
          cai         | 2024-03-02  | direct_marketing | email   | refused
          dee         | 2024-03-01  | newsletter       | email   | requested
          eve         | 2024-03-01  | direct_marketing | email   | requested
          eve         | 2024-03-03  | direct_marketing | email   | expired
          fay         | 2024-02-01  | direct_marketing | email   | given
          fay         | 2024-03-04  | direct_marketing | email   | expired
        """

    def test_who_is_asked_consents_or_is_silent(self):
        """The one pair is email: Dee was asked of a pair that nobody else names, Cai of SMS, too.
        Of Ann, Ben, Cai, Eve and Fay only Ann consents still; Ben and Eve never answered."""
        assert in_march("consent_rate", self.ASKED) == near(1, 5, 0.2)
        assert in_march("silent_customers", self.ASKED) == near(2, 5, 0.4)

    def test_by_purpose_and_channel_they_are_of_the_pair(self):
        assert in_march("consent_rate", self.ASKED, channel="sms") == Expected(0, 0, None)
        figure = in_march("consent_rate", self.ASKED, purpose="direct_marketing", channel="email")
        assert figure == near(1, 5, 0.2)

    def test_a_request_asks_nothing_and_answers_nothing(self):
        text = """
            consent_events
              customer_id | occurred_at | state
              ann         | 2024-03-01  | requested
              ben         | 2024-03-01  | given
            requests
              customer_id | received_at | right
              ann         | 2024-03-02  | objection
              cai         | 2024-03-02  | objection
            request_events
              request_id | occurred_at | kind
              0001       | 2024-03-03  | answered
            """
        assert in_march("silent_customers", text) == near(1, 2, 0.5)


class TestNotices:
    NOTICES = """
        notices
          notice_version | published_on | language
          old            | 2024-01-01   | it
          new            | 2024-03-15   | it
          english        | 2024-01-01   | en
          next           | 2024-04-01   | en
        consent_events
          customer_id | occurred_at | channel | state     | notice_version | method
          ann         | 2024-02-01  | email   | given     | old            |
          ben         | 2024-02-01  | email   | given     | old            |
          ben         | 2024-03-16  | sms     | refused   | new            |
          cai         | 2024-02-01  | email   | given     | old            |
          cai         | 2024-03-20  | email   | renewed   | new            |
          dee         | 2024-02-01  | email   | given     | english        |
          eve         | 2024-02-01  | email   | given     |                |
          fay         | 2024-02-01  | email   | withdrawn | old            |
          fay         | 2024-03-20  | email   | given     | new            | import
        """

    def test_a_later_notice_of_its_language_supersedes_one(self):
        """Ann and Ben consented under the old one, Cai renewed, Dee's is in force, Eve's untold;
        Fay's import was passed over."""
        assert in_march("consent_on_old_notice", self.NOTICES) == near(2, 4, 0.5)

    def test_the_latest_answer_of_all_decides_who_knows_the_current_notice(self):
        """Ben refused SMS under the new one. An import is an answer, too: Fay's latest."""
        assert in_march("current_notice", self.NOTICES) == near(4, 5, 0.8)


def test_reachable_people_are_gained_and_lost_at_closes_of_days():
    """Ann: lost and gained within a day changes nothing; Ben: gained 5, lost 10, gained 12."""
    text = """
        consent_events
          customer_id | occurred_at      | channel | state
          ann         | 2024-02-01 10:00 | sms     | given
          ann         | 2024-03-05 10:00 | sms     | withdrawn
          ann         | 2024-03-05 11:00 | sms     | given
          ben         | 2024-03-05 10:00 | sms     | given
          ben         | 2024-03-10 10:00 | sms     | withdrawn
          ben         | 2024-03-12 10:00 | sms     | given
          ben         | 2024-03-12 10:00 | post    | given
          ben         | 2024-03-13 10:00 | sms     | withdrawn
        """
    assert in_march("reachable_people", text) == Expected(2, None, 2)
    assert in_march("reachable_people", text, channel="sms") == Expected(1, None, 1)
    assert in_march("reachable_people_gained", text) == Expected(2, None, 2)
    assert in_march("reachable_people_lost", text) == Expected(1, None, 1)
    assert in_march("reachable_people_lost", text, channel="sms") == Expected(2, None, 2)


class TestWithdrawalHonoured:
    """The 90th day after 1 Dec 2023 is 29 Feb, after 2 Dec it is 1 March."""

    CONSENTS = "\n".join(
        f"{person} | 2023-11-01 10:00 | sms | given\n{person} | {day} 10:00 | sms | withdrawn"
        for person, day in (
            *(("ann", "2023-12-01"), ("ben", "2023-12-02"), ("cai", "2023-12-02")),
            *(("dee", "2023-12-02"), ("eve", "2023-12-02"), ("fay", "2023-12-02")),
        )
    )
    TEXT = f"""
        customers
          customer_id | left_on
          ann         |
          ben         |
          cai         |
          dee         |
          eve         |
          fay         | 2023-12-20
        consent_events
          customer_id | occurred_at | channel | state
          {CONSENTS}
          cai | 2023-12-10 10:00 | all | given
        contacts
          customer_id | sent_at          | channel | outcome
          ann         | 2023-12-24 10:00 | sms     |
          ben         | 2023-12-04 10:00 | sms     |
          cai         | 2023-12-10 09:59 | sms     |
          cai         | 2023-12-10 10:00 | sms     |
          dee         | 2023-12-08 10:00 | sms     |
          dee         | 2024-03-01 23:59 | sms     | bounced
          dee         | 2024-03-02 00:00 | sms     |
          eve         | 2023-12-08 10:00 | email   |
          fay         | 2023-12-20 00:00 | sms     |
        """

    def test_it_is_broken_between_the_lag_and_the_90th_day_a_consent_or_departure(self):
        """Ben: within the lag. Cai: a minute before the consent. Dee: on day 90. Eve: another
        channel. Fay: had left."""
        assert in_march("withdrawal_honoured", self.TEXT) == near(3, 5, Fraction(3, 5))

    def test_hours_to_the_last_contact_are_whole(self):
        """Cai: 7 days and 23:59 hours; Dee: 90 days and 13:59 hours."""
        assert in_march("hours_to_last_contact", self.TEXT) == Expected(191 + 2173, 2, 2173)


class TestRegistration:
    TEXT = """
        contacts
          customer_id | sent_at
          ann         | 2024-03-05 10:00
          ann         | 2024-03-06 10:00
          ben         | 2024-03-06 10:00
          cai         | 2024-03-06 10:00
        consent_events
          customer_id | occurred_at | state
          cai         | 2024-03-01  | given
        purchases
          customer_id | purchased_at     | registration
          ann         | 2024-03-05 10:00 | declined
          ann         | 2024-03-05 11:00 | guest
          ben         | 2024-03-05 10:00 | guest
          ben         | 2024-03-05 10:00 | account
          cai         | 2024-03-05 10:00 | declined
          dee         | 2024-03-05 10:00 | not_offered
          dee         | 2024-03-05 10:00 |
        """

    def test_purchases_where_declining_was_not_offered(self):
        assert in_march("register_or_leave", self.TEXT) == near(1, 6, Fraction(1, 6))

    def test_contacts_to_those_who_only_ever_declined(self):
        """Ann's first came at the moment of her purchase; Ben has an account; Cai consented."""
        assert in_march("declined_yet_contacted", self.TEXT) == near(1, 4, 0.25)
