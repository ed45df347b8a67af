"""The oracle on permission and opt-outs: each figure here was worked out by hand."""

from fractions import Fraction

from bigtrust.settings import Settings
from tests.test_oracle.examples import HOME, MARCH, in_march, near


class TestOptOutRate:
    def test_one_opt_out_over_the_days_that_permission_stood(self):
        """Ann consents from 1 Mar and withdraws on the 11th: 10 closes. Ben: all 31."""
        figure = in_march(
            "opt_out_rate",
            """
            customers
              customer_id
              ann
              ben
            consent_events
              customer_id | occurred_at      | state
              ann         | 2024-03-01 09:00 | given
              ben         | 2024-02-01 09:00 | given
              ann         | 2024-03-11 09:00 | withdrawn
            """,
        )
        assert figure == near(1, 41, Fraction(30, 41))

    def test_an_opt_out_counts_once_a_period_and_only_where_permission_stood(self):
        """Ann withdraws twice in March (days 1-4 and 8 at risk); Ben never consented."""
        figure = in_march(
            "opt_out_rate",
            """
            consent_events
              customer_id | occurred_at      | state
              ann         | 2024-02-01 09:00 | given
              ann         | 2024-03-05 09:00 | withdrawn
              ann         | 2024-03-06 09:00 | withdrawn
              ann         | 2024-03-08 09:00 | given
              ann         | 2024-03-09 09:00 | objected
              ben         | 2024-03-09 09:00 | withdrawn
            """,
        )
        assert figure == near(1, 5, 6)

    def test_an_opt_out_of_all_channels_counts_for_each_channel_at_risk(self):
        """Email and SMS exist, each consented to on 1 Mar; both end on the 3rd: 2 closes each."""
        text = """
            consent_events
              customer_id | occurred_at      | channel | state
              ann         | 2024-03-01 09:00 | email   | given
              ann         | 2024-03-01 09:00 | sms     | given
              ann         | 2024-03-03 09:00 | all     | withdrawn
            """
        assert in_march("opt_out_rate", text) == near(2, 4, 15)
        assert in_march("opt_out_rate", text, channel="sms") == near(1, 2, 15)

    def test_where_no_pair_is_named_events_for_all_make_one(self):
        """(direct_marketing, all), closes of 1 to 10 Mar."""
        figure = in_march(
            "opt_out_rate",
            """
            consent_events
              customer_id | occurred_at      | purpose | channel | state
              ann         | 2024-03-01 09:00 | all     | all     | given
              ann         | 2024-03-11 09:00 | all     | all     | withdrawn
            """,
        )
        assert figure == near(1, 10, 3)

    def test_an_objection_by_request_is_an_opt_out_on_the_opt_out_basis_from_joining(self):
        """In the US email needs no consent: joined 2 Mar, objected 12 Mar, 10 closes."""
        figure = in_march(
            "opt_out_rate",
            """
            customers
              customer_id | jurisdiction | joined_on
              ann         | US-CA        | 2024-03-02
            contacts
              customer_id | sent_at
              ann         | 2024-03-05 09:00
            consent_events
              customer_id | occurred_at      | state
              ann         | 2024-03-01 09:00 | requested
            requests
              customer_id | received_at      | right     | regime
              ann         | 2024-03-12 09:00 | objection | ccpa
            """,
        )
        assert figure == near(1, 10, 3)

    def test_a_soft_opt_in_is_at_risk_from_the_day_of_the_first_purchase(self):
        """Bought 22 Mar: 10 closes to the 31st."""
        figure = in_march(
            "opt_out_rate",
            """
            contacts
              customer_id | sent_at
              ann         | 2024-03-25 09:00
            consent_events
              customer_id | occurred_at      | state
              ben         | 2024-03-01 09:00 | requested
            purchases
              customer_id | purchased_at
              ann         | 2024-03-22 09:00
            """,
        )
        assert figure == near(0, 10, 0)


class TestContactWithoutPermission:
    LAGS = """
        contacts
          customer_id | sent_at          | channel | outcome
          ann         | 2024-03-10 09:00 | sms     |
          ann         | 2024-03-10 10:00 | sms     |
          ann         | 2024-03-12 10:00 | sms     |
          ann         | 2024-03-12 10:01 | sms     | bounced
        consent_events
          customer_id | occurred_at      | channel | state
          ann         | 2024-03-01 09:00 | sms     | given
          ann         | 2024-03-10 10:00 | sms     | withdrawn
        """

    def test_the_lag_ends_48_hours_after_and_includes_its_end_and_beginning(self):
        """Permitted; at the very moment; 48 hours after; a minute later, bounced but sent."""
        assert in_march("contact_without_permission", self.LAGS) == near(1, 4, 0.25)
        assert in_march("contact_in_processing", self.LAGS) == near(2, 4, 0.5)
        assert in_march("contact_after_withdrawal", self.LAGS) == near(1, 4, 0.25)

    def test_american_email_is_tolerated_to_the_close_of_the_10th_business_day(self):
        """Withdrawn Fri 1 Mar: the 10th business day is Fri 15 Mar, Los Angeles time."""
        text = """
            customers
              customer_id | jurisdiction | time_zone
              ann         | US-CA        | America/Los_Angeles
            contacts
              customer_id | sent_at
              ann         | 2024-03-16T06:59Z
              ann         | 2024-03-16T07:00Z
            consent_events
              customer_id | occurred_at       | state
              ann         | 2024-03-01T20:00Z | withdrawn
            """
        assert in_march("contact_without_permission", text) == near(1, 2, 0.5)
        assert in_march("contact_in_processing", text) == near(1, 2, 0.5)

    def test_what_cannot_be_told_is_left_out_and_the_coverage_says_so(self):
        """Brazil has no basis; Italian email without purchases loaded cannot be told either."""
        text = """
            customers
              customer_id | jurisdiction
              ana         | BR
              bea         | IT
              cai         | FR
            contacts
              customer_id | sent_at
              ana         | 2024-03-10 09:00
              bea         | 2024-03-10 09:00
              cai         | 2024-03-10 09:00
            consent_events
              customer_id | occurred_at      | state
              cai         | 2024-03-01 09:00 | requested
            """
        assert in_march("contact_without_permission", text) == near(1, 1, 1)
        assert in_march("permission_coverage", text) == near(1, 3, Fraction(1, 3))
        brazil = Settings(home=HOME, as_of=MARCH[1], permission={"BR": {"all": "opt_out"}})
        assert in_march("contact_without_permission", text, brazil) == near(1, 2, 0.5)

    def test_the_unions_law_extends_to_the_eea_and_a_setting_for_it_to_italian_email(self):
        text = """
            customers
              customer_id | jurisdiction
              ann         | NO
              bea         | IT
            contacts
              customer_id | sent_at
              ann         | 2024-03-10 09:00
              bea         | 2024-03-10 09:00
            purchases
              customer_id | purchased_at
              bea         | 2024-03-01 09:00
            consent_events
              customer_id | occurred_at      | state
              bea         | 2024-03-01 09:00 | requested
            """
        assert in_march("contact_without_permission", text) == near(1, 2, 0.5)
        strict = Settings(home=HOME, as_of=MARCH[1], permission={"EU": {"all": "opt_in"}})
        assert in_march("contact_without_permission", text, strict) == near(2, 2, 1)

    def test_a_soft_opt_in_needs_an_earlier_purchase_and_ends_on_leaving(self):
        """Before the purchase, at its moment, after it; on the day before leaving, on the day."""
        text = """
            customers
              customer_id | jurisdiction | left_on
              ann         | GB           | 2024-03-20
            contacts
              customer_id | sent_at          | channel
              ann         | 2024-03-10 09:59 | sms
              ann         | 2024-03-10 10:00 | email
              ann         | 2024-03-10 10:01 | sms
              ann         | 2024-03-19 23:59 | email
              ann         | 2024-03-20 00:00 | email
            consent_events
              customer_id | occurred_at      | state
              ann         | 2024-03-01 09:00 | requested
            purchases
              customer_id | purchased_at
              ann         | 2024-03-10 10:00
            """
        assert in_march("contact_without_permission", text) == near(3, 5, 0.6)

    def test_an_import_lifts_no_withdrawal_and_the_stricter_wins_a_tie(self):
        """Ann: import after withdrawal. Ben: given and withdrawn at once. Cai: given again."""
        text = """
            contacts
              customer_id | sent_at          | channel
              ann         | 2024-03-20 09:00 | sms
              ben         | 2024-03-20 09:00 | sms
              cai         | 2024-03-20 09:00 | sms
            consent_events
              customer_id | occurred_at      | channel | state     | method
              ann         | 2024-03-01 09:00 | sms     | given     |
              ann         | 2024-03-02 09:00 | sms     | withdrawn |
              ann         | 2024-03-03 09:00 | all     | given     | import
              ben         | 2024-03-02 09:00 | sms     | withdrawn |
              ben         | 2024-03-02 09:00 | sms     | given     |
              cai         | 2024-03-02 09:00 | all     | objected  |
              cai         | 2024-03-03 09:00 | sms     | renewed   |
              cai         | 2024-03-04 09:00 | sms     | requested |
            """
        assert in_march("contact_without_permission", text) == near(2, 3, Fraction(2, 3))
        assert in_march("contact_after_withdrawal", text) == near(2, 3, Fraction(2, 3))

    def test_a_refusal_is_no_withdrawal_and_a_purpose_is_its_own(self):
        """Refused: without permission, not after withdrawal. The newsletter stays permitted."""
        text = """
            contacts
              customer_id | sent_at          | purpose
              ann         | 2024-03-20 09:00 |
              ann         | 2024-03-20 09:00 | newsletter
            consent_events
              customer_id | occurred_at      | purpose          | state
              ann         | 2024-03-01 09:00 | all              | given
              ann         | 2024-03-02 09:00 | direct_marketing | refused
            """
        assert in_march("contact_without_permission", text) == near(1, 2, 0.5)
        assert in_march("contact_after_withdrawal", text) == near(0, 2, 0)
