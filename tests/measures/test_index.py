"""The trust index looks back as far as there was something to judge (decisions.md, 60)."""

from pathlib import Path

from bigtrust.measures.index import index_days
from tests.measures.conftest import AS_OF, built_of
from tests.stores import officer


def test_it_looks_back_to_what_stood_before_the_first_row_of_its_own_data_set(tmp_path: Path):
    build = built_of(
        """
        customers
          customer_id | jurisdiction | joined_on  | left_on
          ann         | GB           | 2020-01-01 | 2024-03-21
        purchases
          customer_id | purchased_at
          ann         | 2023-11-08 10:00
        consent_events
          customer_id | occurred_at      | state
          ann         | 2024-06-01 10:00 | refused
        """,
        tmp_path,
    )
    (day,) = index_days([AS_OF], officer(build), build)
    assert day.scores["choice"]["opt_out_rate"] == 100  # her sale permitted email until she left
