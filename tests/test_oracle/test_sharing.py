"""The oracle on sharing: each figure here was worked out by hand."""

from tests.test_oracle.examples import in_march, near


def test_sharing_is_disclosed_where_a_notice_in_force_names_recipient_or_category():
    """Named; by category; another purpose; named no longer; nobody; English, in force as well."""
    text = """
        notices
          notice_version | published_on | language
          old            | 2024-01-01   | it
          new            | 2024-03-15   | it
          english        | 2024-01-01   | en
        notice_recipients
          notice_version | recipient | recipient_category | purpose
          old            | acme      |                    | delivery
          new            |           | couriers           | delivery
          english        | dora      |                    | delivery
        recipients
          recipient | recipient_category
          bravo     | couriers
        disclosures
          occurred_at      | recipient | purpose
          2024-03-14 23:59 | acme      | delivery
          2024-03-15 00:00 | bravo     | delivery
          2024-03-15 00:00 | bravo     | advertising
          2024-03-15 00:00 | acme      | delivery
          2024-03-14 23:59 | bravo     | delivery
          2024-03-20 10:00 | dora      | delivery
        """
    assert in_march("undisclosed_sharing", text) == near(3, 6, 0.5)


class TestAfterObjection:
    def test_an_opt_out_of_all_channels_stops_sharing_until_a_consent(self):
        """Withdrawn at that moment; a second before; of one channel; lifted; of all purposes, by
        request. A refusal, a contract, and nobody's: no breach, the last one is not counted."""
        text = """
            consent_events
              customer_id | occurred_at      | channel | state     | method
              ann         | 2024-03-05 10:00 | all     | withdrawn |
              ben         | 2024-03-05 10:00 | email   | withdrawn |
              cai         | 2024-03-05 10:00 | all     | withdrawn |
              cai         | 2024-03-06 10:00 | all     | given     |
              dee         | 2024-03-06 10:00 | all     | given     | import
              eve         | 2024-03-05 10:00 | all     | refused   |
            requests
              customer_id | received_at      | right
              dee         | 2024-03-05 10:00 | objection
            request_events
              request_id | occurred_at | kind
              0001       | 2024-03-30  | answered
            disclosures
              customer_id | occurred_at         | legal_basis
              ann         | 2024-03-05 10:00    | consent
              ann         | 2024-03-05 09:59:59 | consent
              ann         | 2024-03-10 10:00    | contract
              ben         | 2024-03-10 10:00    | consent
              cai         | 2024-03-10 10:00    | consent
              dee         | 2024-03-10 10:00    | consent
              eve         | 2024-03-10 10:00    | consent
                          | 2024-03-10 10:00    | consent
            """
        assert in_march("sharing_after_objection", text) == near(2, 7, 2 / 7)

    def test_legitimate_interest_ends_with_an_objection_not_with_a_withdrawal(self):
        text = """
            consent_events
              customer_id | occurred_at      | channel | state
              ann         | 2024-03-05 10:00 | all     | withdrawn
              ben         | 2024-03-05 10:00 | all     | objected
            requests
              customer_id | received_at      | right   | purpose          | closed_at
              cai         | 2024-03-05 10:00 | opt_out | direct_marketing | 2024-03-06
            disclosures
              customer_id | occurred_at      | legal_basis
              ann         | 2024-03-10 10:00 | legitimate_interest
              ben         | 2024-03-10 10:00 | legitimate_interest
              cai         | 2024-03-10 10:00 | legitimate_interest
            """
        assert in_march("sharing_after_objection", text) == near(1, 3, 1 / 3)

    def test_a_sale_may_go_on_for_15_business_days(self):
        """From Fri 1 March the 15th is Fri 22 March; an opt-out of another purpose is none."""
        text = """
            consent_events
              customer_id | occurred_at | state
              eve         | 2024-03-01  | requested
            requests
              customer_id | received_at | right   | regime | purpose    | closed_at
              ann         | 2024-03-01  | opt_out | ccpa   |            | 2024-03-02
              ben         | 2024-03-01  | opt_out | ccpa   | newsletter | 2024-03-02
            disclosures
              customer_id | occurred_at      | legal_basis
              ann         | 2024-03-22 23:59 | sale_or_sharing
              ann         | 2024-03-23 00:00 | sale_or_sharing
              ben         | 2024-03-23 00:00 | sale_or_sharing
            """
        assert in_march("sharing_after_objection", text) == near(1, 3, 1 / 3)
