"""The oracle on coherence, the ledger and the index: each figure was worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from bigtrust.settings import Settings
from tests.companies import company
from tests.oracle import Breach, Expected, Oracle
from tests.oracle.index import PRINCIPLES, index
from tests.oracle.ledger import PROMISES
from tests.strategies import AS_OF, FIRST, companies
from tests.test_oracle.examples import AS_OF_MARCH, HOME, in_march, near


def test_systems_agree_that_tell_one_state_of_each_pair_they_share():
    """Ann's withdrew and objected: both opted out. Ben's differ. Cai's lapsed in one, and never
    was in the other. Dee is in one system, Eve in two that know no pair in common."""
    text = """
        consent_events
          customer_id | occurred_at | channel | state     | source_system
          ann         | 2024-03-01  | email   | withdrawn | crm
          ann         | 2024-03-02  | email   | objected  | shop
          ann         | 2024-03-03  | email   | given     |
          ben         | 2024-03-01  | email   | given     | crm
          ben         | 2024-03-01  | all     | refused   | shop
          cai         | 2024-03-01  | email   | given     | crm
          cai         | 2024-03-02  | email   | expired   | crm
          cai         | 2024-03-02  | email   | revoked   | shop
          dee         | 2024-03-01  | email   | given     | crm
          dee         | 2024-03-02  | email   | requested | shop
          eve         | 2024-03-01  | email   | given     | crm
          eve         | 2024-03-01  | sms     | refused   | shop
        """
    assert in_march("systems_agree", text) == near(3, 4, 0.75)


def test_perceived_trust_is_the_mean_and_the_net_of_answers():
    text = """
        survey_answers
          answered_on | statement  | score
          2024-03-01  | humanity   | 7
          2024-03-31  | humanity   | 6
          2024-03-05  | capability | 3
          2024-03-05  | capability | 2
          2024-03-05  | capability |
          2024-03-05  |            | 1
          2024-02-29  | humanity   | 1
        """
    assert in_march("perceived_trust", text) == near(18, 4, 4.5)
    assert in_march("perceived_trust_net", text) == near(1, 4, 0.25)


class TestLedger:
    TEXT = """
        customers
          customer_id | left_on
          ann         | 2024-02-10
          ben         |
          cai         |
        contacts
          contact_id | customer_id | sent_at          | channel | product_category
          c1         | ann         | 2024-02-01 10:00 | phone   |
          c2         | ben         | 2024-01-02 10:00 | phone   |
          c3         | ben         | 2024-01-01 10:00 | phone   |
          c4         | cai         | 2024-03-05 21:00 | phone   | kettles
        consent_events
          customer_id | occurred_at      | channel | state
          cai         | 2024-03-01 10:00 | phone   | given
        purchases
          customer_id | purchased_at
          cai         | 2024-03-05 10:00
        product_categories
          product_category | repurchase_days
          kettles          | 90
        """

    def test_each_breach_is_a_row_of_its_promise(self):
        ledger = Oracle(company(self.TEXT), AS_OF_MARCH).ledger()
        assert ledger == [
            Breach("contact_without_permission", "c3", "ben", date(2024, 1, 1)),
            Breach("contact_without_permission", "c2", "ben", date(2024, 1, 2)),
            Breach("contact_without_permission", "c1", "ann", date(2024, 2, 1)),
            Breach("washing_machine_offers", "c4", "cai", date(2024, 3, 5)),
            Breach("out_of_hours_contacts", "c3", "ben", date(2024, 1, 1)),
            Breach("out_of_hours_contacts", "c4", "cai", date(2024, 3, 5)),
        ]

    def test_people_let_down_in_90_days_each_once_and_whether_active_or_not(self):
        """Ben's last breach was on 2 January: the 90 days to 31 March begin with it."""
        assert in_march("people_let_down", self.TEXT) == near(3, 2, 1.5)
        text = self.TEXT.replace("2024-01-02", "2024-01-01")
        assert in_march("people_let_down", text) == near(2, 2, 1)

    @hypothesis_settings(max_examples=30)
    @given(companies())
    def test_a_total_and_its_rows_agree(self, generated):
        oracle = Oracle(generated, Settings(home=HOME, as_of=AS_OF))
        days = [row.day for row in oracle.ledger()]
        earliest = min([FIRST, *days])
        counted = {name: oracle.figure(name, earliest, AS_OF).numerator or 0 for name in PROMISES}
        promises = [row.promise for row in oracle.ledger()]
        assert counted == {name: promises.count(name) for name in PROMISES}


class TestIndex:
    def figures(self, **told):
        """Each principle's first indicator told: halfway between its goalposts, or as said."""
        halfway = {
            "opt_out_rate": 0.01,
            "undisclosed_sharing": 0.005,
            "over_contacted_customers": 0.05,
            "notice_within_reach": 0.85,
            "overdue_requests": 0.05,
            "systems_agree": 0.95,
        }
        values = halfway | told
        return lambda name: Expected(None, None, values.get(name))

    def test_means_inside_a_principle_and_the_geometric_mean_across(self):
        assert index(self.figures()).value == pytest.approx(50)
        scored = index(self.figures(perceived_trust=7, sharing_after_objection=0.5))
        assert scored.principles["coherence"] == pytest.approx(75)
        assert scored.principles["discretion"] == pytest.approx(25)
        assert scored.value == pytest.approx((50**4 * 75 * 25) ** Fraction(1, 6))

    def test_one_failure_cannot_be_bought_off_but_does_not_make_it_nothing(self):
        failed = index(self.figures(systems_agree=0.1))
        assert failed.principles["coherence"] == 0
        assert failed.value == pytest.approx(50 ** (5 / 6))

    def test_it_needs_every_principle(self):
        scored = index(self.figures(overdue_requests=None))
        assert scored.value is None
        assert set(scored.principles) == set(PRINCIPLES) - {"accountability"}

    def test_a_company_without_all_the_data_has_none(self):
        found = Oracle(company(TestLedger.TEXT), AS_OF_MARCH).index(date(2024, 3, 31))
        assert found.value is None
        assert set(found.principles) == {"choice", "restraint", "coherence"}
