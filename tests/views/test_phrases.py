"""What an indicator says is a clause in plain words, for one and for many."""

import pytest

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views import wording
from bigtrust.views.phrases import clause, plain
from tests.views.told import figure

WITH_TARGET = [measure for measure in CATALOGUE.values() if measure.target is not None]


@pytest.mark.parametrize("measure", WITH_TARGET, ids=lambda measure: measure.name)
def test_what_can_miss_a_target_says_so_in_words_of_its_own(measure):
    said = plain(clause(measure, figure(12.5, numerator=125.0))).replace(wording.NO_BREAK, " ")
    assert not said.startswith(wording.inside(measure.title))
    assert ":" not in said
    assert "125" in said or "12.5" in said


@pytest.mark.parametrize(
    "name", ["undisclosed_sharing", "declined_yet_contacted", "people_let_down"]
)
def test_one_is_told_in_the_singular(name: str):
    said = plain(clause(CATALOGUE[name], figure(0.1, numerator=1.0)))
    assert said.startswith("one ")
    assert " are " not in said
    assert " were " not in said


@pytest.mark.parametrize("number", [1.0, 125.0])
def test_what_can_get_worse_is_no_title_in_the_middle_of_a_sentence(number: float):
    """But for an hour and a difference, of which a clause would say less than their titles."""
    said = {
        name: plain(clause(measure, figure(12.5, numerator=number)))
        for name, measure in CATALOGUE.items()
        if name not in ("hours_to_last_contact", "perceived_trust_net")
    }
    assert [name for name, words in said.items() if ":" in words] == []


def test_nothing_due_is_told_as_nothing():
    said = plain(clause(CATALOGUE["due_soon"], figure(0.0, numerator=0.0)))
    assert said == "0 requests fall due within 7 days"
