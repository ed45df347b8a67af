"""Numbers and dates say what the figures say, and never part from their units."""

import re
from datetime import UTC, date, datetime

import pytest
from babel import localedata
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
        (1, "breaches", "1 breach"),
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
    assert wording.day_seen_on(date(2026, 1, 5), date(2026, 12, 31)) == f"5{NO_BREAK}Jan"
    last_year = wording.day_seen_on(date(2025, 12, 31), date(2026, 1, 5))
    assert last_year == f"31{NO_BREAK}Dec{NO_BREAK}2025"
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


@pytest.fixture
def written_as():
    """Writes as in another locale, and as before afterwards."""
    yield wording.write_as
    wording.write_as("en_GB")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en_GB", ("12,345.6", "1,234 contacts", "31 October 2026", "5 Oct 2026", "17 Nov",
                   "April 2026", "23 Nov 2026 20:15", "4.2 per 1,000")),
        ("en_US", ("12,345.6", "1,234 contacts", "October 31, 2026", "Oct 5, 2026", "Nov 17",
                   "April 2026", "Nov 23, 2026 8:15\N{NARROW NO-BREAK SPACE}PM", "4.2 per 1,000")),
        ("it_IT", ("12.345,6", "1.234 contacts", "31 ottobre 2026", "5 ott 2026", "17 nov",
                   "aprile 2026", "23 nov 2026 20:15", "4,2 per 1.000")),
        ("de_DE", ("12.345,6", "1.234 contacts", "31. Oktober 2026", "05.10.2026", "17. Nov.",
                   "April 2026", "23.11.2026 20:15", "4,2 per 1.000")),
        ("en_DE", ("12.345,6", "1.234 contacts", "31 October 2026", "5 Oct 2026", "17 Nov",
                   "April 2026", "23 Nov 2026 20:15", "4,2 per 1.000")),
    ],
)  # fmt: skip
def test_numbers_and_days_follow_the_company_s_locale(written_as, locale: str, words):
    written_as(locale)
    told = (
        wording._formatted(12345.6, 1),
        wording.quantity(1234, "contacts"),
        wording.long_day(date(2026, 10, 31)),
        wording.medium_day(date(2026, 10, 5)),
        wording.short_day(date(2026, 11, 17)),
        wording.month(date(2026, 4, 1)),
        wording.moment(datetime(2026, 11, 23, 20, 15, tzinfo=UTC)),
        wording.quantity(4.2, "per 1,000"),
    )
    assert tuple(each.replace(NO_BREAK, " ") for each in told) == words


@pytest.mark.parametrize(
    ("locale", "typed"),
    [("en_GB", "DD/MM/YYYY"), ("en_US", "MM/DD/YYYY"), ("de_DE", "DD.MM.YYYY"),
     ("sv_SE", "YYYY-MM-DD"), ("ja_JP", "YYYY/MM/DD"), ("hu_HU", "YYYY.MM.DD")],
)  # fmt: skip
def test_days_are_typed_as_they_are_written(written_as, locale: str, typed: str):
    written_as(locale)
    assert wording.typed_day() == typed


def test_every_locale_has_a_form_for_everything(written_as):
    for locale in localedata.locale_identifiers():
        written_as(locale)
        assert wording.quantity(1234.5, "%")
        assert wording.moment(datetime(2026, 11, 23, 20, 15, tzinfo=UTC))
        days = (wording.short_day, wording.short_month, wording.month, wording.month_alone)
        assert all(write(date(2026, 11, 23)) for write in days)
        assert len(wording.separators()) >= 2
        assert re.fullmatch(r"(YYYY|DD|MM)([-/.])(DD|MM|YYYY)\2(DD|YYYY|MM)", wording.typed_day())
