"""What becomes of complaints, each example one topic (decisions.md, 54 and 55)."""

from datetime import date

from tests.companies import company
from tests.promises.conftest import counts, figure

MARCH = (date(2024, 3, 1), date(2024, 3, 31))

UPHELD = """
    complaints
      topic         | received_at      | closed_at        | upheld
      upheld        | 2024-01-15 10:00 | 2024-03-10 10:00 | true
      not upheld    | 2024-01-15 10:00 | 2024-03-10 10:00 | false
      not told      | 2024-01-15 10:00 | 2024-03-10 10:00 |
      still open    | 2024-01-15 10:00 |                  | true
      of February   | 2024-01-15 10:00 | 2024-02-10 10:00 | true
"""


def test_complaints_are_upheld_when_they_are_closed(build_of):
    found = counts(build_of(company(UPHELD)), "upheld_complaints", "topic", *MARCH)
    assert {name: pair for name, pair in found.items() if pair != (0, 0)} == {
        "upheld": (1, 1),
        "not upheld": (0, 1),
    }


# The 90th day after 1 January is 31 March.
REPEATED = """
    complaints
      complaint_id | customer_id | topic          | received_at
      1            | ann         | on day 90      | 2024-01-01 10:00
      2            | ann         | on day 90      | 2024-03-31 23:00
      3            | ann         | on day 91      | 2023-12-31 10:00
      4            | ann         | on day 91      | 2024-03-31 10:00
      5            | ann         | another topic  | 2024-01-01 10:00
      6            | ben         | by others      | 2024-01-01 10:00
      7            | cai         | by others      | 2024-01-02 10:00
      8            |             | of nobody      | 2024-01-01 10:00
      9            |             | of nobody      | 2024-01-02 10:00
      10           | dan         | at one moment  | 2024-01-01 10:00
      11           | dan         | at one moment  | 2024-01-01 10:00
"""


def test_complaints_are_repeated_by_the_same_person_on_the_same_topic(build_of):
    found = counts(build_of(company(REPEATED)), "repeated_complaints", "topic", *MARCH)
    assert {name: pair for name, pair in found.items() if pair != (0, 0)} == {
        "on day 90": (1, 1),
        "on day 91": (0, 1),
        "another topic": (0, 1),
        "by others": (0, 1),
        "at one moment": (1, 2),
    }


SUSPECTED = """
    complaints
      topic    | received_at      | closed_at        | suspected_violation
      open     | 2024-01-15 10:00 |                  | true
      closed   | 2024-01-15 10:00 | 2024-03-10 10:00 | true
      alleged  | 2024-01-15 10:00 |                  | false
    requests
      received_at      | closed_at | suspected_violation
      2024-03-10 10:00 |           | true
      2024-03-10 10:00 |           |
"""


def test_suspected_violations_stand_until_they_are_closed(build_of):
    build, name = build_of(company(SUSPECTED)), "suspected_violations_outstanding"
    assert figure(build, name)[0] == 2
    assert figure(build, name, last=date(2024, 3, 9))[0] == 2
    assert figure(build, name, last=date(2024, 1, 14))[0] == 0
    assert counts(build, name, "data_set") == {"complaints": (1, None), "requests": (1, None)}
