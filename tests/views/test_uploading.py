"""What an upload's assistant says is what the rehearsal counted."""

import pytest

from bigtrust.contract import CONTRACT
from bigtrust.facts import Load
from bigtrust.facts.ledger import Reason
from bigtrust.loading import KeptOut, Rehearsal
from bigtrust.uploads.glance import Glance
from bigtrust.views import uploading, wording
from bigtrust.views.phrases import plain


def said(*loads: Load) -> str:
    return plain(uploading.outcome(Rehearsal(list(loads), [], []))).replace(wording.NO_BREAK, " ")


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (Load(1, "complaints", "x", 26, loaded=25, quarantined=1),
         "Of 26 rows, 25 would be loaded and 1 would be kept out."),
        (Load(1, "complaints", "x", 4, replaced=1, duplicates=3),
         "Of 4 rows, 1 would be loaded in the place of an earlier version and 3"
         " would be passed over as known already."),
        (Load(1, "complaints", "x", 1, quarantined=1), "Of 1 row, 1 would be kept out."),
        (Load(1, "complaints", "x", 0), "Of 0 rows, none would be loaded."),
        (Load(1, "complaints", "x", 9, already=True),
         "This very file was loaded before: there is nothing new in it."),
    ],
)  # fmt: skip
def test_every_row_is_accounted_for_in_words(load: Load, words: str):
    assert said(load) == words


def test_what_was_published_is_told_in_the_past():
    told = plain(uploading.published([Load(1, "complaints", "x", 3, loaded=2, quarantined=1)]))
    assert told.replace(wording.NO_BREAK, " ") == (
        "Of 3 rows, 2 were loaded and 1 was kept out. The pages show the new build."
    )


def test_the_first_rows_fill_every_column():
    table = uploading.first_rows(Glance(("a", "b"), (("1",), ("1", "2", "3"))))
    assert table.rows == (("1", ""), ("1", "2"))
    assert table.caption == "The first two rows as they stand in the file"


def test_one_row_is_told_as_one():
    table = uploading.first_rows(Glance(("a",), (("1",),)))
    assert table.caption == "The first row as it stands in the file"


@pytest.mark.parametrize(
    ("columns", "doubt"),
    [
        (("customer_id", "jurisdiction", "received_at", "topic"),
         "Is the data set the right one? Of the file's columns, four are named as in complaints,"
         " and two as in customers."),
        (("customer_id", "jurisdiction", "joined_on"), ""),
        (("Customer_ID ", "Region"), ""),
        (("who", "when"), ""),
    ],
)  # fmt: skip
def test_a_file_that_looks_like_another_data_set_is_doubted(columns: tuple[str, ...], doubt: str):
    glance = Glance(columns, ())
    assert uploading.looks_like_another(glance, CONTRACT["customers"]) == doubt


def test_reasons_and_rows_are_told():
    kept = KeptOut(3, "topic", "x" * 200, "topic is odd", "delivery")
    rehearsal = Rehearsal([], [Reason("complaints", "topic is odd", 1)], [kept])
    assert uploading.why(rehearsal).rows == (("topic is odd", "1"),)
    assert uploading.kept_out(rehearsal).rows == (
        ("3", "topic", "x" * 80, "topic is odd", "delivery"),
    )


def test_what_a_data_set_needs_is_told():
    told = plain(uploading.what_it_needs(CONTRACT["complaints"]))
    assert "It needs complaint_id, received_at and topic" in told
