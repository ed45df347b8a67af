"""Every row ends in exactly one of loaded, replaced, quarantined, duplicate."""

from dataclasses import replace
from importlib import import_module

import pyarrow as pa
import pytest

from bigtrust.errors import StoreError
from bigtrust.facts import Load
from bigtrust.facts.orphans import REASON
from tests.companies import company
from tests.facts.conftest import Store, refused
from tests.stores import rows_of

TWO_REQUESTS = """
    requests
      request_id | received_at      | closed_at
      1          | 2024-03-01 10:00 |
      2          | 2024-03-02 10:00 | 2024-03-05 10:00
"""


def counts(load: Load) -> dict[str, int]:
    names = ("rows_read", "loaded", "replaced", "quarantined", "duplicates")
    return {name: getattr(load, name) for name in names if getattr(load, name)}


def test_rows_are_loaded_and_those_that_the_checks_refuse_are_put_aside(store: Store):
    load = store.load(TWO_REQUESTS, aside=refused(source_row=3, natural_key="3"))
    assert counts(load) == {"rows_read": 3, "loaded": 2, "quarantined": 1}
    assert store.waiting() == [("no such day", "3")]
    assert store.ledger_adds_up()


def test_the_same_file_again_changes_nothing(store: Store):
    first = store.load(TWO_REQUESTS)
    again = store.load(TWO_REQUESTS)
    assert again.already
    assert again.load_key == first.load_key
    assert len(store.rows("loads", "load_key")) == 1


def test_the_same_file_under_another_name_changes_nothing_either(store: Store):
    store.load(TWO_REQUESTS, origin="monday.csv")
    assert store.load(TWO_REQUESTS, origin="tuesday.csv").already


def test_next_weeks_export_replaces_what_has_changed(store: Store):
    store.load(TWO_REQUESTS, origin="week-1.csv")
    load = store.load(
        """
        requests
          request_id | received_at      | closed_at
          1          | 2024-03-01 10:00 | 2024-03-12 09:00
          2          | 2024-03-02 10:00 | 2024-03-05 10:00
          3          | 2024-03-11 10:00 |
        """,
        origin="week-2.csv",
    )
    assert counts(load) == {"rows_read": 3, "loaded": 1, "replaced": 1, "duplicates": 1}
    closed = dict(store.rows("requests", "request_id", "closed_day"))
    assert closed == {"1": 19_794, "2": 19_787, "3": None}
    assert store.ledger_adds_up()


def test_an_earlier_version_of_a_file_is_taken_in_again(store: Store):
    store.load(TWO_REQUESTS, origin="requests.csv")
    store.load(TWO_REQUESTS.replace("2024-03-05", "2024-03-06"), origin="requests.csv")
    load = store.load(TWO_REQUESTS, origin="requests.csv")
    assert counts(load) == {"rows_read": 2, "replaced": 1, "duplicates": 1}
    assert store.days("requests", "received_day") == store.days("requests", "received_day")
    assert ("2", 19_787) in store.rows("requests", "request_id", "closed_day")


def test_a_file_that_is_taken_in_by_parts_is_one_load(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    """A new row, one as it was, one corrected, one whose customer nobody knows; each by itself."""
    monkeypatch.setattr(import_module("bigtrust.facts.take_in"), "BATCHES", 1)
    store.load("customers\n customer_id\n ann\n bea")
    head = "complaints\n complaint_id | received_at | customer_id | topic\n"
    store.load(f"{head} 2 | 2024-01-02 | ann | price\n 3 | 2024-01-03 | bea | price")
    rows = "1 | 2024-01-01 | bea | price\n 2 | 2024-01-02 | ann | price\n"
    file = store.file(f"{head} {rows} 3 | 2024-01-03 | bea | tone\n 4 | 2024-01-04 | cai | price")
    apart = pa.Table.from_batches(file.table.to_batches(max_chunksize=1))
    load = store.take(replace(file, table=apart))
    assert (load.loaded, load.duplicates, load.replaced, load.quarantined) == (1, 1, 1, 1)
    assert store.rows("complaints", "complaint_id", "topic") == [
        *(("1", "price"), ("2", "price"), ("3", "tone")),
    ]
    assert store.waiting() == [(REASON, "4")]
    assert store.ledger_adds_up()


def test_duplicates_within_the_file_are_counted(store: Store):
    rows = rows_of(company(TWO_REQUESTS), "requests")
    with pytest.raises(StoreError, match=r"2 rows of test\.csv, 3 are accounted for"):
        store.load(TWO_REQUESTS, duplicates=1)  # the file had no third row
    assert store.rows("requests", "request_id") == store.rows("loads", "load_key") == []
    assert store.take(rows).loaded == 2


@pytest.mark.usefixtures("store")
class TestKeysOfSeveralColumns:
    EVENTS = """
        request_events
          request_id | occurred_at      | kind
          1          | 2024-03-01 10:00 | paused
          1          | 2024-03-01 10:00 | resumed
    """

    def test_rows_are_versions_of_one_another_where_all_parts_agree(self, store: Store):
        store.load(self.EVENTS)
        more = self.EVENTS.replace("resumed", "acknowledged")
        load = store.load(more, origin="more.csv")
        assert counts(load) == {"rows_read": 2, "loaded": 1, "duplicates": 1}

    def test_a_part_may_be_absent(self, store: Store):
        named = """
            notice_recipients
              notice_version | recipient | recipient_category | purpose
              1              | Postini   |                    | delivery
        """
        store.load(named)
        load = store.load(named, origin="again.csv", caution="read otherwise")
        assert load.already or load.duplicates == 1


class TestQuarantine:
    def test_a_corrected_row_leaves_it_under_its_id(self, store: Store):
        store.load(TWO_REQUESTS, origin="a.csv", aside=refused(source_row=3, natural_key="3"))
        store.load(
            """
            requests
              request_id | received_at
              3          | 2024-03-03 10:00
            """,
            origin="b.csv",
        )
        assert store.waiting() == []

    def test_a_new_version_of_a_file_settles_what_the_old_one_left(self, store: Store):
        store.load(TWO_REQUESTS, aside=refused(source_row=3))  # its id was what was broken
        store.load(TWO_REQUESTS.replace("2024-03-05", "2024-03-06"))
        assert store.waiting() == []

    def test_other_files_leave_it_waiting(self, store: Store):
        store.load(TWO_REQUESTS, origin="a.csv", aside=refused(source_row=3))
        store.load(TWO_REQUESTS.replace("2024-03-05", "2024-03-06"), origin="b.csv")
        assert len(store.waiting()) == 1

    def test_a_row_that_fails_again_waits_once(self, store: Store):
        aside = refused(source_row=3, natural_key="3")
        store.load(TWO_REQUESTS, origin="a.csv", aside=aside)
        store.load(TWO_REQUESTS.replace("-05", "-06"), origin="b.csv", aside=aside)
        assert store.waiting() == [("no such day", "3")]


class TestJunkDimensions:
    CONTACTS = """
        contacts
          contact_id | customer_id | sent_at          | channel | campaign_id
          1          | ann         | 2024-03-01 10:00 | email   | spring
          2          | ann         | 2024-03-02 10:00 | email   | spring
          3          | ben         | 2024-03-02 10:00 | email   |
    """

    def test_contacts_alike_share_one_message(self, store: Store):
        store.load(self.CONTACTS)
        messages = dict(store.rows("messages", "message_key", "campaign_id"))
        assert sorted(messages.values()) == ["", "spring"]  # absent is the empty string
        keys = dict(store.rows("contacts", "contact_id", "message_key"))
        assert [messages[keys[contact]] for contact in "123"] == ["spring", "spring", ""]

    def test_a_combination_met_before_is_not_learnt_again(self, store: Store):
        store.load(self.CONTACTS)
        store.load(self.CONTACTS.replace("2024-03-02", "2024-03-03"), origin="more.csv")
        assert len(store.rows("messages", "message_key")) == 2

    def test_a_customers_segment_follows_a_correction(self, store: Store):
        text = "customers\n customer_id | region\n ann | north\n ben |"
        store.load(text)
        store.load(text.replace("north", "south"))
        regions = dict(store.rows("customer_segments", "segment_key", "region"))
        assert sorted(regions[key] for (key,) in store.rows("customers", "segment_key")) == [
            "",
            "south",
        ]
