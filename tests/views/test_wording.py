"""Numbers and dates say what the figures say, and never part from their units."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.views import wording

NO_BREAK = wording.NO_BREAK


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (93.24, "%", "93.2 %"),
        (0.534, "%", "0.53 %"),
        (0, "%", "0 %"),
        (100, "%", "100 %"),
        (99.97, "%", "over 99.9 %"),
        (0.0004, "%", "under 0.01 %"),
        (4.23, "per 1,000", "4.2 per 1,000"),
        (1284, "contacts", "1,284 contacts"),
        (1, "requests", "1 request"),
        (1, "people", "1 person"),
        (0, "requests", "0 requests"),
        (2.5, "contacts", "2.5 contacts"),
    ],
)
def test_a_quantity_reads(value: float, unit: str, words: str):
    assert wording.quantity(value, unit) == words.replace(" ", NO_BREAK)


@given(st.floats(0, 100, exclude_min=True, exclude_max=True))
def test_what_is_neither_nothing_nor_all_never_reads_as_either(value: float):
    assert wording.number(value, "%") not in {"0", "0.0", "0.00", "100", "100.0"}


@given(st.floats(-1e6, 1e6), st.sampled_from(["%", "per 1,000", "contacts", "people"]))
def test_a_quantity_stays_on_one_line(value: float, unit: str):
    assert " " not in wording.quantity(value, unit)


@pytest.mark.parametrize(
    ("difference", "unit", "words"),
    [
        (0.44, "%", "up 0.44 points"),
        (-12, "requests", "down 12"),
        (0.0, "%", "unchanged"),
        (0.001, "%", "unchanged"),
        (None, "%", ""),
    ],
)
def test_a_change_reads(difference: float | None, unit: str, words: str):
    assert wording.change(difference, unit) == words.replace(" ", NO_BREAK)


def test_days_and_moments_read_as_the_british_write_them_and_stay_on_one_line():
    assert wording.long_day(date(2026, 10, 31)) == f"31{NO_BREAK}October{NO_BREAK}2026"
    assert wording.short_day(date(2026, 11, 17)) == f"17{NO_BREAK}Nov"
    told = wording.moment(datetime(2026, 11, 23, 20, 15, tzinfo=UTC))
    assert told == "23 Nov 2026 20:15".replace(" ", NO_BREAK)


def test_small_counts_are_words_and_agree_with_their_noun():
    assert wording.counted(1, "promise") == "one promise"
    assert wording.counted(3, "promise") == "three promises"
    assert wording.counted(12, "promise") == "12 promises"


def test_a_large_n_is_told_in_millions():
    assert wording.compact(999_999) == "999,999"
    assert wording.compact(1_234_567) == f"1.2{NO_BREAK}m"


def test_a_list_ends_with_and():
    assert wording.joined(["a"]) == "a"
    assert wording.joined(["a", "b", "c"]) == "a, b and c"
