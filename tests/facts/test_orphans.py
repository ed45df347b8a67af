"""Who a row is about: people met, people loaded, and rows whose customer nobody knows."""

from typing import Any

import pytest

from bigtrust.engines import transaction
from bigtrust.facts import create_tables, retry
from bigtrust.facts.orphans import REASON
from tests.facts.conftest import Store, key_of
from tests.stores import DUCKDB_DAILY

pytestmark = pytest.mark.parametrize("engine", DUCKDB_DAILY, indirect=True)

ANN = "customers\n customer_id | joined_on\n ann | 2024-01-02"
BEN = "customers\n customer_id | joined_on\n ben | 2024-01-03"
CONTACTS = """
    contacts
      contact_id | customer_id | sent_at          | channel
      1          | ann         | 2024-03-01 10:00 | email
      2          | ben         | 2024-03-02 10:00 | sms
"""


def contacts(store: Store) -> list[tuple[Any, ...]]:
    return store.rows("contacts", "contact_id", "customer_key", "sent_day")


def test_where_customers_are_absent_each_id_met_is_one(store: Store):
    store.load(CONTACTS)
    assert len(store.people()) == 2
    assert {key for _, key, _ in contacts(store)} == set(store.people().values())
    assert store.rows("customers", "load_key", "joined_on") == [(None, None)] * 2
    assert store.ledger_adds_up()  # nobody counts them as loaded


def test_customers_who_come_later_keep_the_keys_they_were_met_by(store: Store):
    store.load(CONTACTS)
    met = store.people()
    load = store.load("customers\n customer_id | joined_on\n ann | 2024-01-02\n zoe | 2024-01-02")
    assert (load.loaded, load.replaced) == (2, 0)
    assert store.people().items() >= met.items()
    assert len(store.people()) == 3
    assert ("1", key_of(store, "ann"), 19_783) in contacts(store)


def test_a_customer_who_changes_keeps_the_key(store: Store):
    store.load(ANN)
    before = store.people()
    assert store.load(ANN.replace("01-02", "01-05")).replaced == 1
    assert store.people() == before


def test_a_row_about_an_unknown_customer_waits_until_the_customer_comes(store: Store):
    store.load(ANN)
    load = store.load(CONTACTS, origin="contacts.csv")
    assert (load.loaded, load.quarantined) == (1, 1)
    assert store.waiting() == [(REASON, "2")]
    assert store.retry() == []
    store.load(BEN, origin="more.csv")
    (again,) = store.retry()
    assert (again.rows_read, again.loaded) == (1, 1)
    assert store.waiting() == []
    assert ("2", key_of(store, "ben"), 19_784) in contacts(store)
    assert store.retry() == []
    assert store.ledger_adds_up()


def test_what_waited_comes_whole(store: Store):
    text = """
        requests
          request_id | customer_id | received_at      | right     | due_at           | handler
          1          | ben         | 2024-03-01 10:00 | objection | 2024-03-02 10:00 | it's "x"
    """
    names = ("request_id", "received_at", "received_day", "due_at", "right", "handler", "row_hash")
    store.load(ANN)
    store.load(text)
    store.load(BEN, origin="more.csv")
    store.retry()
    waited = store.rows("requests", *names)
    with transaction(store.engine) as connection:
        store.star.metadata.drop_all(connection)
        create_tables(connection, store.star)
    store.load(text)
    assert waited == store.rows("requests", *names)
    assert waited[0][4:6] == ("objection", 'it\'s "x"')


def test_of_two_versions_that_wait_the_later_one_counts(store: Store):
    store.load(ANN)
    store.load(CONTACTS, origin="a.csv")
    store.load(CONTACTS.replace("2024-03-02", "2024-03-09"), origin="b.csv")
    assert store.waiting() == [(REASON, "2")]
    store.load(BEN, origin="more.csv")
    store.retry()
    assert [row for row in contacts(store) if row[0] == "2"] == [
        ("2", key_of(store, "ben"), 19_791)
    ]


def test_more_than_fit_in_memory_are_tried_again_in_turns(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(retry, "_AT_ONCE", 2)
    store.load(ANN)
    rows = "\n".join(f"{number} | ben | 2024-03-01 10:00" for number in range(5))
    store.load(f"contacts\n contact_id | customer_id | sent_at\n{rows}")
    store.load(BEN, origin="more.csv")
    assert [load.loaded for load in store.retry()] == [2, 2, 1]
    assert store.waiting() == []


def test_a_row_about_nobody_is_no_orphan(store: Store):
    store.load(ANN)
    complaint = "complaints\n customer_id | received_at\n | 2024-03-01 10:00"
    assert store.load(complaint).loaded == 1
