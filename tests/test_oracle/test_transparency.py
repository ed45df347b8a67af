"""The oracle on what is within reach and explained: each figure was worked out by hand."""

from datetime import date

from tests.companies import company
from tests.oracle import Expected, Oracle
from tests.test_oracle.examples import AS_OF_MARCH, in_march, near

TEXT = """
    touchpoints
      touchpoint | links_notice | offers_choice | checked_on
      site       | true         | true          | 2024-03-01
      shop       | false        |               | 2024-03-20
      app        | true         | false         |
      next       | false        | false         | 2024-04-01
    data_inventory
      data_category | purpose  | legal_basis | retention_days | described_in_notice
      address       | delivery | contract    | 0              | true
      birthday      | delivery | contract    |                | true
      location      | delivery | contract    | 30             |
    """


def test_a_touchpoint_counts_from_the_day_somebody_looked():
    oracle = Oracle(company(TEXT), AS_OF_MARCH)
    earlier = date(2024, 3, 10)
    assert oracle.figure("notice_within_reach", earlier, earlier) == near(1, 1, 1)
    assert in_march("notice_within_reach", TEXT) == near(2, 3, 2 / 3)
    assert in_march("choice_within_reach", TEXT) == near(1, 2, 0.5)


def test_data_is_explained_where_all_is_told_as_of_now():
    oracle = Oracle(company(TEXT), AS_OF_MARCH)
    earlier = date(2024, 3, 30)
    assert in_march("data_explained", TEXT) == near(1, 3, 1 / 3)
    assert oracle.figure("data_explained", earlier, earlier) == Expected(0, 0, None)
