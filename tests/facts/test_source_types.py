"""A column whose type changed is confirmed by somebody before it is loaded."""

import pytest

from bigtrust.errors import HeldError
from tests.facts.conftest import Store

ONE = "recipients\n recipient\n Postini"
TWO = "recipients\n recipient\n Vista Ads"
TEXT, NUMBER = {"recipient": "text"}, {"recipient": "int64"}


def test_a_changed_type_holds_the_load_naming_the_column_and_both_types(store: Store):
    store.load(ONE, types=TEXT | {"recipient_category": "text"})
    changed = store.file(TWO, "next.csv", types=NUMBER)
    with pytest.raises(HeldError, match=r"next\.csv is held.*recipient was text and is int64"):
        store.take(changed)
    assert len(store.rows("recipients", "recipient")) == 1
    assert store.take(changed, accept=True).loaded == 1


def test_a_type_once_accepted_is_the_one_to_keep(store: Store):
    store.load(ONE, types=TEXT)
    store.take(store.file(TWO, types=NUMBER), accept=True)
    three = "recipients\n recipient\n Corriere"
    assert store.load(three, types=NUMBER).loaded == 1
    with pytest.raises(HeldError, match="recipient was int64 and is text"):
        store.load(three.replace("Corriere", "Posta"), types=TEXT)


def test_a_column_that_is_new_or_was_left_out_for_a_while_is_compared_to_what_it_last_was(
    store: Store,
):
    store.load(ONE, types=TEXT)
    store.load(TWO, types={"recipient_category": "text"})
    with pytest.raises(HeldError, match="recipient was text"):
        store.load("recipients\n recipient\n Posta", types=NUMBER)


def test_another_source_of_the_data_set_has_types_of_its_own(store: Store):
    store.load(ONE, types=TEXT)
    assert store.load(TWO, types=NUMBER, series="crm:recipients").loaded == 1


def test_what_was_loaded_before_needs_no_word(store: Store):
    """A pattern of files names last year's too, which were of the type of then."""
    store.load(ONE, types=TEXT)
    store.take(store.file(TWO, "this-year.parquet", types=NUMBER), accept=True)
    assert store.load(ONE, types=TEXT).already
