"""Contacts to people with an open case (decisions.md, 46): an example a person.

Each is sent an email at 10:00 on 10 March 2024.
"""

from tests.companies import company
from tests.promises.conftest import counts, sentences

BROKEN, KEPT = (1, 1), (0, 1)
EXAMPLES = {
    "content": KEPT,
    "complained": BROKEN,
    "complained that moment": BROKEN,
    "complained after": KEPT,
    "settled before": KEPT,
    "settled that moment": KEPT,
    "settled after": BROKEN,
    "one of two settled": BROKEN,
    "the later settled, too": BROKEN,
    "asked": BROKEN,
    "answered before": KEPT,
    "answered before it was closed": KEPT,
    "only acknowledged": BROKEN,
}
CASES = """
complaints
  complaint_id | customer_id            | received_at      | closed_at
  C-1          | complained             | 2024-03-01 10:00 |
  C-2          | complained that moment | 2024-03-10 10:00 |
  C-3          | complained after       | 2024-03-10 10:01 |
  C-4          | settled before         | 2024-03-01 10:00 | 2024-03-10 09:59
  C-5          | settled that moment    | 2024-03-01 10:00 | 2024-03-10 10:00
  C-6          | settled after          | 2024-03-01 10:00 | 2024-03-10 10:01
  C-7          | one of two settled     | 2024-03-01 10:00 |
  C-8          | one of two settled     | 2024-03-02 10:00 | 2024-03-03 10:00
  C-9          | the later settled, too | 2024-03-01 10:00 | 2024-03-20 10:00
  C-10         | the later settled, too | 2024-03-02 10:00 | 2024-03-03 10:00
  C-11         | the later settled, too | 2024-03-05 10:00 | 2024-03-25 10:00
requests
  request_id | customer_id                   | received_at      | closed_at
  R-1        | asked                         | 2024-03-01 10:00 |
  R-2        | answered before               | 2024-03-01 10:00 |
  R-3        | answered before it was closed | 2024-03-01 10:00 | 2024-03-20 10:00
  R-4        | only acknowledged             | 2024-03-01 10:00 |
request_events
  request_id | occurred_at      | kind
  R-2        | 2024-03-08 10:00 | answered
  R-3        | 2024-03-08 10:00 | answered
  R-4        | 2024-03-02 10:00 | acknowledged
"""


def test_people_with_an_open_case_are_not_sold_to(build_of):
    sent = "\n".join(f"{name} | {name} | 2024-03-10 10:00" for name in EXAMPLES)
    contacts = f"contacts\n customer_id | sender_unit | sent_at\n{sent}"
    build = build_of(company(f"{contacts}\n{CASES}"))
    assert counts(build, "selling_to_the_aggrieved", "sender_unit") == EXAMPLES
    said = {
        name: sentences(build, "selling_to_the_aggrieved", name)
        for name in ("asked", "the later settled, too")
    }
    assert said == {
        "asked": ["Email sent 10 Mar 2024 10:00, while request R-1 of 1 Mar 2024 was still open"],
        "the later settled, too": [
            "Email sent 10 Mar 2024 10:00, while complaint C-11 of 5 Mar 2024 was still open"
        ],
    }
