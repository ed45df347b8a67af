"""The oracle on what contacts offer, to whom and when: each figure was worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest

from tests.companies import company
from tests.oracle import Expected, Oracle
from tests.oracle.kaplan_meier import quantile
from tests.oracle.known import Known
from tests.oracle.offers import repurchase_days
from tests.test_oracle.examples import AS_OF_MARCH, MARCH, in_march, near


class TestExcess:
    def test_the_contacts_beyond_a_cap_in_order_of_sending(self):
        """The fourth and fifth of 22 to 28 March; those of the 30th and 31st are each the fourth of
        their seven days. A bounced one is no contact."""
        contacts = "\n".join(
            f"ann | 2024-03-{day} | {outcome}"
            for day, outcome in (
                *(("22", ""), ("22", ""), ("24", "bounced"), ("24", ""), ("28", "")),
                *(("28", ""), ("30", ""), ("31", "")),
            )
        )
        text = f"""
            contacts
              customer_id | sent_at | outcome
              {contacts}
            """
        assert in_march("excess_contacts", text) == near(4, 7, Fraction(4, 7))


class TestWashingMachines:
    def test_an_offer_of_what_was_bought_within_its_time(self):
        """Kettles 10 days: at the moment of buying, 9 days later; bags after a kettle count
        below; the 10th day, an unheard-of category and a contact without one do not."""
        text = """
            product_categories
              product_category | repurchase_days
              kettles          | 10
              bags             |
            purchases
              customer_id | purchased_at
              ann         | 2024-03-05 10:00
            contacts
              customer_id | sent_at          | product_category
              ann         | 2024-03-05 09:59 | kettles
              ann         | 2024-03-05 10:00 | kettles
              ann         | 2024-03-14 23:59 | kettles
              ann         | 2024-03-14 23:59 | bags
              ann         | 2024-03-14 23:59 |
              ann         | 2024-03-15 00:00 | kettles
              ben         | 2024-03-14 23:59 | kettles
            """
        assert in_march("washing_machine_offers", text) == near(2, 3, Fraction(2, 3))

    @pytest.mark.parametrize(
        ("buyers", "again", "time"), [(199, 25, None), (200, 19, 59), (200, 25, 8)]
    )
    def test_a_time_that_is_not_told_is_learned_of_200_buyers(self, buyers, again, time):
        """All bought on 1 Feb, some of them again on the 9th: 25 of 225 spells end on day 8, over
        a tenth; 19 of 219 do not reach it, and the longest time seen is 59 days to as-of."""
        bought = [(f"person {n:03}", 1) for n in range(buyers)]
        bought += [(f"person {n:03}", 9) for n in range(again)]
        rows = "\n".join(f"{person} | 2024-02-{day:02} 12:00 | soap" for person, day in bought)
        text = f"purchases\n customer_id | purchased_at | product_category\n {rows}"
        assert repurchase_days(Known(company(text), AS_OF_MARCH), "soap") == time


def test_the_kaplan_meier_quantile_by_hand():
    """Of four, one ends on day 2; of the two still seen, one on day 5: 1 - 3/4 x 1/2 = 5/8."""
    spells = [(2, True), (3, False), (5, True), (9, False)]
    assert quantile(Fraction(1, 4), spells) == 2
    assert quantile(Fraction(1, 2), spells) == quantile(Fraction(5, 8), spells) == 5
    assert quantile(Fraction(9, 10), spells) is None


def test_nothing_is_sold_to_people_with_an_open_complaint_or_request():
    """At the moment of receipt; at the moment of closing; open, answered by an event."""
    text = """
        complaints
          customer_id | received_at      | closed_at
          ann         | 2024-03-05 10:00 | 2024-03-06 10:00
        requests
          request_id | customer_id | received_at
          a          | ben         | 2024-03-05 10:00
        request_events
          request_id | occurred_at      | kind
          a          | 2024-03-06 10:00 | answered
        contacts
          customer_id | sent_at          | message_class
          ann         | 2024-03-05 09:59 | marketing
          ann         | 2024-03-05 10:00 | marketing
          ann         | 2024-03-06 10:00 | marketing
          ben         | 2024-03-06 09:59 | marketing
          ben         | 2024-03-06 09:59 | service
          ben         | 2024-03-06 10:00 | marketing
        """
    assert in_march("selling_to_the_aggrieved", text) == near(2, 5, 0.4)


def test_spam_is_reported_of_delivered_mail():
    text = """
        contacts
          customer_id | sent_at    | channel | outcome
          ann         | 2024-03-05 | email   | reported_spam
          ann         | 2024-03-05 | email   | opened
          ann         | 2024-03-05 | email   | bounced
          ann         | 2024-03-05 | email   |
          ann         | 2024-03-05 | sms     | reported_spam
        """
    assert in_march("spam_complaints", text) == near(1, 2, 0.5)


CALLS = {
    "a weekday from nine": ("IT", "2024-03-15 09:00", "2024-03-15 08:59:59"),
    "a weekday to before eight in the evening": ("IT", "2024-03-15 19:59:59", "2024-03-15 20:00"),
    "a Saturday from ten": ("IT", "2024-03-16 10:00", "2024-03-16 09:59"),
    "never on a Sunday, or on Easter Monday": ("IT", "2024-04-02 12:00", "2024-04-01 12:00"),
    "the day before Liberation Day": ("IT", "2024-04-24 18:59", "2024-04-24 19:00"),
    "a French pause": ("FR", "2024-03-15 12:59", "2024-03-15 13:00"),
    "a French afternoon": ("FR", "2024-03-15 14:00", "2024-03-16 14:00"),
    "an American Sunday": ("US-CA", "2024-03-17 08:00", "2024-03-17 07:59"),
    "a British evening": ("GB", "2024-03-17 20:59", "2024-03-17 21:00"),
}


@pytest.mark.parametrize("case", CALLS.values(), ids=CALLS)
def test_a_call_within_the_hours_and_one_out_of_them(case):
    jurisdiction, within, out_of_them = case
    text = f"""
        customers
          customer_id | jurisdiction
          ann         | {jurisdiction}
          ana         | BR
        contacts
          customer_id | sent_at       | channel | outcome
          ann         | {within}      | phone   |
          ann         | {out_of_them} | phone   | no_answer
          ann         | {out_of_them} | phone   | bounced
          ann         | {out_of_them} | sms     |
          ana         | {out_of_them} | phone   |
        """
    april = AS_OF_MARCH.model_copy(update={"as_of": date(2024, 4, 30)})
    found = Oracle(company(text), april).figure("out_of_hours_contacts", MARCH[0], april.as_of)
    assert found == near(1, 2, 0.5)


class TestByPressure:
    TEXT = """
        customers
          customer_id | joined_on  | left_on
          ann         | 2024-03-22 |
          ben         | 2024-03-30 | 2024-03-31
        contacts
          customer_id | sent_at          | channel
          ann         | 2024-03-25 10:00 | sms
          ann         | 2024-03-26 10:00 | sms
          ann         | 2024-03-26 10:00 | sms
        consent_events
          customer_id | occurred_at      | channel | state
          ann         | 2024-03-01 10:00 | sms     | given
          ann         | 2024-03-26 12:00 | sms     | withdrawn
        complaints
          customer_id | received_at
          ann         | 2024-03-21 10:00
          ann         | 2024-03-26 10:00
                      | 2024-03-26 10:00
        """

    def test_events_and_days_are_counted_in_the_band_of_their_day(self):
        """Ann's 10 days: 22-24 in 0, the 25th in 1-2, 26-31 in 3-4; Ben's one day is in 0."""
        events = ("opt_outs_by_pressure", "complaints_by_pressure", "departures_by_pressure")
        opt_outs, complaints, departures = events
        assert in_march(opt_outs, self.TEXT, pressure="3-4") == near(1, 6, Fraction(1000, 6))
        assert in_march(opt_outs, self.TEXT, pressure="1-2") == near(0, 1, 0)
        assert in_march(complaints, self.TEXT) == near(1, 11, Fraction(1000, 11))
        assert in_march(departures, self.TEXT, pressure="0") == near(1, 4, 250)
        assert in_march(departures, self.TEXT, pressure="13+") == Expected(0, 0, None)
