"""The oracle on caps and pressure: each figure here was worked out by hand."""

from fractions import Fraction

from tests.oracle import Expected
from tests.test_oracle.examples import in_march, near


class TestRestraint:
    def test_the_fourth_contact_in_seven_days_is_over_the_cap(self):
        """Ann: 4 in 25-31 Mar. Ben: the first of 4 was on the 24th. Cai: one of 4 bounced."""
        text = """
            customers
              customer_id | region
              ann         | north
              ben         | north
              cai         | south
            contacts
              customer_id | sent_at    | outcome
              ann         | 2024-03-25 |
              ann         | 2024-03-26 |
              ann         | 2024-03-26 |
              ann         | 2024-03-31 |
              ben         | 2024-03-24 |
              ben         | 2024-03-26 |
              ben         | 2024-03-27 |
              ben         | 2024-03-31 |
              cai         | 2024-03-30 |
              cai         | 2024-03-31 |
              cai         | 2024-03-31 | bounced
              cai         | 2024-03-31 | no_answer
            """
        assert in_march("over_contacted_customers", text) == near(1, 3, Fraction(1, 3))
        assert in_march("over_contacted_customers", text, region="north") == near(1, 2, 0.5)
        assert in_march("over_contacted_customers", text, region="south") == near(0, 1, 0)

    def test_five_calls_in_thirty_days_are_too_many_in_france_alone(self):
        calls = "\n".join(
            f"{person} | 2024-03-{day} | phone"
            for person in ("anne", "ben")
            for day in ("02", "09", "16", "23", "31")
        )
        text = f"""
            customers
              customer_id | jurisdiction | left_on
              anne        | FR           | 2024-03-31
              ben         | IT           |
            contacts
              customer_id | sent_at | channel
              {calls}
            """
        assert in_march("over_contacted_customers", text) == near(1, 1, 1)

    def test_a_contact_counts_on_the_customers_own_day(self):
        """23:30 UTC on 24 Mar is the 25th in Rome and the 24th in London: out of London's week."""
        contacts = "\n".join(
            f"{person} | {moment}"
            for person in ("rita", "liam")
            for moment in ("2024-03-24T23:30Z", "2024-03-26", "2024-03-27", "2024-03-28")
        )
        text = f"""
            customers
              customer_id | time_zone
              rita        |
              liam        | Europe/London
            contacts
              customer_id | sent_at
              {contacts}
            """
        assert in_march("over_contacted_customers", text) == near(1, 2, 0.5)

    def test_pressure_is_by_nearest_rank_over_people_contacted(self):
        """Eleven people, 1 to 11 contacts: median the 6th, 95th percentile the 11th, top two."""
        contacts = "\n".join(
            f"person {number:02} | 2024-03-{2 + contact:02}"
            for number in range(1, 12)
            for contact in range(number)
        )
        text = f"""
            contacts
              customer_id | sent_at
              someone     | 2024-03-01
              {contacts}
            """
        assert in_march("contact_pressure", text) == Expected(66, 11, 6)
        assert in_march("contact_pressure_95th", text) == Expected(66, 11, 11)
        assert in_march("contact_pressure_top_tenth", text) == near(21, 66, Fraction(21, 66))
