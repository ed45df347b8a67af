"""The trust index looks back as far as there was something to judge (decisions.md, 60)."""

from datetime import date
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


def test_before_there_are_complaints_nobody_can_tell_that_there_are_none(tmp_path: Path):
    """Customers since 2020, complaints since 2 May."""
    build = built_of(
        """
        customers
          customer_id | joined_on
          ann         | 2020-01-01
        complaints
          complaint_id | received_at
          1            | 2024-05-02 10:00
        """,
        tmp_path,
    )
    days = [date(2024, 5, 1), date(2024, 5, 2), AS_OF]
    before, first, now = index_days(days, officer(build), build)
    assert "complaints_per_1000" not in before.scores["accountability"]
    assert first.scores["accountability"]["complaints_per_1000"] == 0
    assert now.scores["accountability"]["complaints_per_1000"] == 100
    assert first.series != before.series
