"""Offers of what was just bought (decisions.md, 45): an example a person.

Each is offered kettles by email at 10:00 on 10 March 2024; kettles are bought again after 100 days,
bags after 5, and of hats, of which little was sold, nothing is known.
"""

from types import SimpleNamespace

import pytest

from bigtrust.promises.washing_machine_offers import because
from tests.companies import company
from tests.promises.conftest import counts, sentences

BROKEN, KEPT, NOTHING_FRESH = (1, 1), (0, 1), (0, 0)
EXAMPLES = {
    "bought one": BROKEN,
    "bought one that moment": BROKEN,
    "bought one after": NOTHING_FRESH,
    "bought one 99 days ago": BROKEN,
    "bought one 100 days ago": NOTHING_FRESH,
    "bought one long ago, and one": BROKEN,
    "bought a bag": KEPT,
    "bought a bag 5 days ago": NOTHING_FRESH,
    "bought a kettle, then a bag": BROKEN,
    "bought a hat": NOTHING_FRESH,
    "bought nothing": NOTHING_FRESH,
}
PURCHASES = """
purchases
  customer_id                  | purchased_at     | product_category
  bought one                   | 2024-03-05 10:00 | kettles
  bought one that moment       | 2024-03-10 10:00 | kettles
  bought one after             | 2024-03-10 10:01 | kettles
  bought one 99 days ago       | 2023-12-02 10:00 | kettles
  bought one 100 days ago      | 2023-12-01 10:00 | kettles
  bought one long ago, and one | 2023-01-01 10:00 | kettles
  bought one long ago, and one | 2024-03-01 10:00 | kettles
  bought a bag                 | 2024-03-06 10:00 | bags
  bought a bag 5 days ago      | 2024-03-05 10:00 | bags
  bought a kettle, then a bag  | 2024-03-01 10:00 | kettles
  bought a kettle, then a bag  | 2024-03-09 10:00 | bags
  bought a hat                 | 2024-03-09 10:00 | hats
product_categories
  product_category | repurchase_days
  kettles          | 100
  bags             | 5
  hats             |
"""


def test_what_was_just_bought_is_not_offered_again(build_of):
    sent = "\n".join(f"{name} | {name} | 2024-03-10 10:00 | kettles" for name in EXAMPLES)
    contacts = f"contacts\n customer_id | sender_unit | sent_at | product_category\n{sent}"
    build = build_of(company(f"{contacts}\n{PURCHASES}"))
    found = counts(build, "washing_machine_offers", "sender_unit")
    assert {name: found.get(name, NOTHING_FRESH) for name in EXAMPLES} == EXAMPLES
    assert sentences(build, "washing_machine_offers", "bought a kettle, then a bag") == [
        "Email sent 10 Mar 2024 10:00, offering kettles 9 days after the person bought the same on"
        " 1 Mar 2024; its repurchase time is 100 days"
    ]
    assert build.manifest["repurchase"] == {
        "bags": {"days": 5, "how": "told"},
        "kettles": {"days": 100, "how": "told"},
    }


def test_what_is_bought_again_the_next_day_has_a_repurchase_time_of_1_day():
    breach = SimpleNamespace(
        channel="sms",
        at=36_000,
        offset_seconds=0,
        product_category="bread",
        since_at=0,
        since_offset_seconds=0,
        number=1,
    )
    assert because(breach) == (
        "SMS sent 1 Jan 1970 10:00, offering bread on the day the person bought the same on"
        " 1 Jan 1970; its repurchase time is 1 day"
    )


@pytest.mark.parametrize("engine", ["duckdb"])
def test_a_repurchase_time_is_learned_from_two_hundred_buyers(build_of):
    """Of 200 who bought lamps on 1 January, 20 bought one again after 60 days: one in ten.

    Of 200 who bought mugs that day, nobody has bought one again in the 90 days to as-of; jugs were
    bought by 199.
    """
    sold = {"lamps": 200, "mugs": 200, "jugs": 199}
    first = "\n".join(
        f"{category} {buyer} | 2024-01-01 10:00 | {category}"
        for category, buyers in sold.items()
        for buyer in range(buyers)
    )
    again = "\n".join(f"lamps {buyer} | 2024-03-01 10:00 | lamps" for buyer in range(20))
    text = f"""
        contacts
          customer_id | sent_at          | product_category
          lamps 0     | 2024-03-10 10:00 | lamps
        purchases
          customer_id | purchased_at | product_category
          {first}
          {again}
    """
    assert build_of(company(text)).manifest["repurchase"] == {
        "lamps": {"days": 60, "how": "learned"},
        "mugs": {"days": 90, "how": "follow_up"},
    }
