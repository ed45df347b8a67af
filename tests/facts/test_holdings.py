"""What the mappings say of the data goes into the build; a store of before is read as it is."""

from sqlalchemy import text

from bigtrust.engines import transaction
from bigtrust.facts import create_tables
from bigtrust.facts.holdings import holdings
from bigtrust.facts.snapshot import take_snapshot
from tests.facts.conftest import Store

COMPLAINTS = """
    complaints
      complaint_id | received_at      | topic
      1            | 2024-05-01 09:00 | delivery
"""
TOLD = {"about": "A sample.", "left_out": {"zip": "too fine"}, "trend_misleads": True}


def held(store: Store):
    with transaction(store.engine) as connection:
        return holdings(take_snapshot(connection, store.star, store.settings))["complaints"]


def test_what_the_mapping_tells_is_told(store: Store):
    store.load(COMPLAINTS, mapping=TOLD)
    found = held(store)
    assert found.abouts == ("A sample.",)
    assert found.left_out == {"zip": "too fine"}
    assert found.trend_misleads


def test_a_mapping_that_says_nothing_leaves_nothing_out(store: Store):
    store.load(COMPLAINTS)
    found = held(store)
    assert (found.abouts, found.left_out, found.trend_misleads) == ((), {}, False)


def test_a_ledger_from_before_gets_the_column_and_says_nothing(store: Store):
    store.load(COMPLAINTS, mapping=TOLD)
    with transaction(store.engine) as connection:
        connection.execute(text("ALTER TABLE loads DROP COLUMN mapping"))
    with transaction(store.engine) as connection:
        create_tables(connection, store.star)
    assert held(store).left_out == {}
