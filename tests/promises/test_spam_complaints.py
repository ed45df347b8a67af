"""Marketing email reported as spam (decisions.md, 48)."""

from tests.companies import company
from tests.promises.conftest import counts


def test_mail_reported_as_spam_is_a_part_of_mail_delivered(build_of):
    text = """
        contacts
          customer_id | sent_at          | sender_unit | channel | message_class | outcome
          ann         | 2024-03-10 10:00 | opened      | email   | marketing     | opened
          ann         | 2024-03-10 10:00 | delivered   | email   | marketing     | delivered
          ann         | 2024-03-10 10:00 | clicked     | email   | marketing     | clicked
          ann         | 2024-03-10 10:00 | spam        | email   | marketing     | reported_spam
          ann         | 2024-03-10 10:00 | spam        | email   | marketing     | delivered
          ann         | 2024-03-10 10:00 | bounced     | email   | marketing     | bounced
          ann         | 2024-03-10 10:00 | untold      | email   | marketing     |
          ann         | 2024-03-10 10:00 | by SMS      | sms     | marketing     | reported_spam
          ann         | 2024-03-10 10:00 | invoice     | email   | service       | reported_spam
    """
    found = counts(build_of(company(text)), "spam_complaints", "sender_unit")
    assert {name: pair for name, pair in found.items() if pair != (0, 0)} == {
        "opened": (0, 1),
        "delivered": (0, 1),
        "clicked": (0, 1),
        "spam": (1, 2),
    }
