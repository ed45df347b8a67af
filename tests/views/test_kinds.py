"""Broken promises by kind: their count, their usual range, and which are above it."""

import pytest

from bigtrust.figures.columns import columns
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views import wording
from bigtrust.views.kinds import Kind, Window, title_of

MEASURE = CATALOGUE["excess_contacts"]
ABOVE = Kind(MEASURE, (Window(3.0, "steady"), Window(30.0, "concerning")), 1.4, 8.6)
USUAL = Kind(MEASURE, (Window(3.0, "steady"), Window(5.0, "steady")), 1.4, 8.6)


def test_a_kind_tells_its_latest_count_and_what_is_usual():
    assert (ABOVE.now, ABOVE.usual, ABOVE.above) == (30.0, "usual 1–9", True)
    assert not USUAL.above


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ([ABOVE, USUAL], "One kind of broken promise is above its usual range"),
        ([ABOVE, ABOVE], "Two kinds of broken promise are above their usual range"),
        ([USUAL], "No kind of broken promise is above its usual range"),
    ],
)
def test_the_title_counts_those_above_their_range(told: list[Kind], title: str):
    assert title_of(told) == title


def test_columns_are_read_aloud():
    told = columns(ABOVE).replace(wording.NO_BREAK, " ")
    assert "Excess contacts: 30 breaches in 30 days; usual 1–9 in the two windows" in told


def test_nothing_is_drawn_of_no_data():
    assert columns(Kind(MEASURE, (), None, None)) == ""
