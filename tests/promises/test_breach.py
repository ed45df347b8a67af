"""The words of a breach's reason."""

from bigtrust.promises.breach import in_words
from tests.companies import company
from tests.promises.conftest import sentences

# Clocks went forward in Rome at 2:00 on 31 March 2024.
IN_SUMMER = """
    contacts
      customer_id | sender_unit | sent_at          | product_category
      ann         | crm         | 2024-03-31 10:00 | kettles
    consent_events
      customer_id | occurred_at      | state
      ann         | 2024-03-10 23:30 | withdrawn
    purchases
      customer_id | purchased_at     | product_category | registration
      ann         | 2024-03-10 23:15 | kettles          | guest
    product_categories
      product_category | repurchase_days
      kettles          | 100
"""


def test_a_winter_evening_keeps_its_day_when_clocks_have_changed(build_of):
    build = build_of(company(IN_SUMMER))
    told = {
        "contact_after_withdrawal": "21 days after the withdrawal of direct marketing by email on",
        "contact_without_permission": "though direct marketing by email had been withdrawn on",
        "washing_machine_offers": "offering kettles 21 days after the person bought the same on",
        "declined_yet_contacted": "without consent, to a person who since",
    }
    for promise, words in told.items():
        (sentence,) = sentences(build, promise, "crm")
        assert sentence.startswith(f"Email sent 31 Mar 2024 10:00, {words} 10 Mar 2024")


def test_terms_of_the_data_are_told_in_plain_words():
    terms = ("direct_marketing", "sms", "sms_gateway", "smsbox", "shop_till and sms_gateway")
    assert [in_words(term) for term in terms] == [
        *("direct marketing", "SMS", "SMS gateway", "smsbox", "shop till and SMS gateway"),
    ]
