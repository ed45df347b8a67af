"""Contacts to people who declined to register (decisions.md, 40): an example a person.

Each is sent an email at 10:00 on 10 March 2024.
"""

from tests.companies import company
from tests.promises.conftest import counts, sentences

BROKEN, KEPT = (1, 1), (0, 1)
EXAMPLES = {
    "never bought": KEPT,
    "a guest": BROKEN,
    "declined twice": BROKEN,
    "declined, then registered": KEPT,
    "declined, registered after": BROKEN,
    "declined, once untold": KEPT,
    "declined that moment": KEPT,
    "was not offered it": KEPT,
    "declined, consented": KEPT,
    "declined, withdrew": BROKEN,
}
PURCHASES = """
purchases
  customer_id                | purchased_at     | registration
  a guest                    | 2024-03-01 10:00 | guest
  declined twice             | 2024-03-01 10:00 | declined
  declined twice             | 2024-03-05 10:00 | declined
  declined, then registered  | 2024-03-01 10:00 | declined
  declined, then registered  | 2024-03-05 10:00 | account
  declined, registered after | 2024-03-01 10:00 | declined
  declined, registered after | 2024-03-10 10:00 | account
  declined, once untold      | 2024-03-01 10:00 | declined
  declined, once untold      | 2024-03-05 10:00 |
  declined that moment       | 2024-03-10 10:00 | declined
  was not offered it         | 2024-03-01 10:00 | not_offered
  declined, consented        | 2024-03-01 10:00 | declined
  declined, withdrew         | 2024-03-01 10:00 | declined
consent_events
  customer_id                | occurred_at      | state
  declined, consented        | 2024-03-02 10:00 | given
  declined, withdrew         | 2024-03-02 10:00 | given
  declined, withdrew         | 2024-03-09 10:00 | withdrawn
"""


def test_who_only_ever_declined_is_not_contacted(build_of):
    sent = "\n".join(f"{name} | {name} | 2024-03-10 10:00" for name in EXAMPLES)
    contacts = f"contacts\n customer_id | sender_unit | sent_at\n{sent}"
    build = build_of(company(f"{contacts}\n{PURCHASES}"))
    assert counts(build, "declined_yet_contacted", "sender_unit") == EXAMPLES
    assert sentences(build, "declined_yet_contacted", "a guest") == [
        "Email sent 10 Mar 2024 10:00, without consent, to a person who since 1 Mar 2024 has"
        " bought only as a guest or declining to register"
    ]
