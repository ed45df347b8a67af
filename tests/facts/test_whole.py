"""A snapshot says all of its data set: what it no longer has goes, and is counted."""

import pytest

from bigtrust.errors import HeldError
from tests.facts.conftest import Store, refused
from tests.stores import DUCKDB_DAILY

pytestmark = pytest.mark.parametrize("engine", DUCKDB_DAILY, indirect=True)

FOUR = """
    complaints
      complaint_id | customer_id | received_at
      1            | ann         | 2024-03-01 10:00
      2            | ben         | 2024-03-02 10:00
      3            | zoe         | 2024-03-03 10:00
      4            |             | 2024-03-04 10:00
"""
THREE = FOUR.replace("2            | ben         | 2024-03-02 10:00", "")
ANN = "customers\n customer_id | joined_on\n ann | 2024-01-02"


def standing(store: Store) -> str:
    return "".join(identity for (identity,) in store.rows("complaints", "complaint_id"))


def test_rows_absent_from_a_snapshot_are_deleted_and_counted(store: Store):
    store.load(FOUR, origin="by-hand.csv")
    (load,) = store.snapshot(store.file(THREE))
    assert (load.duplicates, load.deleted) == (3, 1)
    assert standing(store) == "134"
    assert store.ledger_adds_up()


def test_a_snapshot_replaces_and_adds_as_any_load(store: Store):
    store.snapshot(store.file(FOUR))
    changed = THREE.replace("03-03", "03-13") + "5 | ann | 2024-03-05 10:00"
    (load,) = store.snapshot(store.file(changed))
    assert (load.loaded, load.replaced, load.duplicates, load.deleted) == (1, 1, 2, 1)
    assert standing(store) == "1345"
    assert store.ledger_adds_up()


def test_its_files_together_are_all_there_is(store: Store):
    first, second = "1 | ann | 2024-03-01 10:00", "2 | ben | 2024-03-02 10:00"
    head = "complaints\n complaint_id | customer_id | received_at\n"
    store.load(FOUR, origin="by-hand.csv")
    files = (store.file(head + row, f"{row[0]}.csv") for row in (first, second))
    assert [load.deleted for load in store.snapshot(*files)] == [0, 2]
    assert standing(store) == "12"
    assert store.ledger_adds_up()


def test_keys_of_several_columns_are_compared_whole(store: Store):
    text = """
        notice_recipients
          notice_version | recipient | recipient_category | purpose
          1              | Postini   |                    | delivery
          1              | Postini   | carriers           | delivery
    """
    store.snapshot(store.file(text))
    (load,) = store.snapshot(store.file(text.replace("carriers", "couriers")))
    assert (load.loaded, load.duplicates, load.deleted) == (1, 1, 1)
    categories = store.rows("notice_recipients", "recipient_category")
    assert categories == [("couriers",), (None,)]


class TestQuarantine:
    def test_a_row_in_it_is_not_absent(self, store: Store):
        store.load(FOUR)
        (load,) = store.snapshot(store.file(THREE, aside=refused(natural_key="2")))
        assert (load.quarantined, load.deleted) == (1, 0)
        assert standing(store) == "1234"

    def test_nor_is_one_whose_customer_nobody_knows(self, store: Store):
        store.load(ANN)
        store.load(FOUR.replace("ben", "ann").replace("zoe", "ann"))
        (load,) = store.snapshot(store.file(FOUR))
        assert (load.duplicates, load.quarantined, load.deleted) == (2, 2, 0)
        assert standing(store) == "1234"

    def test_where_a_row_in_it_does_not_say_its_id_nobody_can_tell_which_is_absent(
        self, store: Store
    ):
        store.load(FOUR)
        file = store.file(THREE, aside=refused())
        with pytest.raises(HeldError, match="1 rows held are absent from it, but 1 rows of it"):
            store.snapshot(file)
        assert standing(store) == "1234"
        assert store.waiting() == []
        (load,) = store.snapshot(file, accept=True)
        assert load.deleted == 1

    def test_what_waited_of_earlier_loads_is_told_anew_or_gone(self, store: Store):
        store.load(FOUR, origin="old.csv", aside=refused(natural_key="9"))
        store.snapshot(store.file(FOUR, aside=refused(natural_key="8")))
        assert store.waiting() == [("no such day", "8")]


class TestHolding:
    def test_where_more_is_absent_than_may_be_it_is_held_until_accepted(self, store: Store):
        store.load(FOUR)
        three = store.file(THREE)
        with pytest.raises(HeldError, match=r"1 of the 4 rows held are absent .*25\.0 %; 24 % may"):
            store.snapshot(three, most_percent=24)
        assert standing(store) == "1234"
        assert len(store.rows("loads", "load_key")) == 1
        assert store.snapshot(three, most_percent=24, accept=True)[0].deleted == 1

    def test_so_much_and_no_more_goes_without_a_word(self, store: Store):
        store.load(FOUR)
        assert store.snapshot(store.file(THREE), most_percent=25)[0].deleted == 1

    def test_the_first_snapshot_has_nothing_to_be_held_to(self, store: Store):
        assert store.snapshot(store.file(FOUR), most_percent=0)[0].loaded == 4


def test_the_same_snapshot_again_takes_away_what_came_in_between(store: Store):
    store.snapshot(store.file(THREE))
    store.load(FOUR, origin="by-hand.csv")
    (load,) = store.snapshot(store.file(THREE))
    assert (load.duplicates, load.deleted) == (3, 1)


def test_what_a_snapshot_deleted_can_be_loaded_again(store: Store):
    store.load(FOUR, origin="by-hand.csv")
    store.snapshot(store.file(THREE))
    assert store.load(FOUR, origin="by-hand.csv").loaded == 1
    assert standing(store) == "1234"
    assert store.ledger_adds_up()
