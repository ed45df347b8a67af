"""What a closed meeting saw and the current build computes otherwise."""

from dataclasses import replace
from types import SimpleNamespace

from bigtrust.books import Recalled
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.restating import asked_again, restated, table_of
from bigtrust.views.wording import NO_BREAK
from tests.views import told
from tests.views.told import headline

NAME = "contact_after_withdrawal"
MEASURE = CATALOGUE[NAME]
THEN = Recalled(MEASURE, headline(MEASURE, told.STEADY, now=3.0))
NOW = THEN.headline.now
BUILD = SimpleNamespace(manifest={"settings": {"targets": {}, "goalposts": {}}})


def found(now, then=THEN):
    return restated({NAME: then}, {NAME: now}, BUILD)


def test_what_is_computed_as_it_was_is_not_told():
    assert found(NOW) == ()


def test_it_asks_for_the_days_of_then():
    assert asked_again({NAME: THEN}) == ((NAME, *NOW.period),)


def test_a_difference_shows_both_figures_and_the_days():
    (told_,) = found(replace(NOW, numerator=31.0, value=3.1))
    assert told_.then.replace(NO_BREAK, " ") == "3 % (30 of 1,000)"
    assert told_.now.replace(NO_BREAK, " ") == "3.1 % (31 of 1,000)"
    assert told_.period.replace(NO_BREAK, " ") == "26 Sept 2026 to 25 Oct 2026"
    assert told_.why == "The data of those days changed"
    assert table_of((told_,)).rows == (
        (told_.title, told_.period, told_.then, told_.now, told_.why),
    )


def test_one_that_the_value_hides_shows_by_its_parts():
    (told_,) = found(replace(NOW, numerator=60.0, denominator=2000.0))
    assert "60 of 2,000" in told_.now


def test_another_definition_is_named_as_the_reason():
    then = Recalled(replace(MEASURE, definition="Something else."), THEN.headline)
    (told_,) = found(replace(NOW, value=9.0), then)
    assert told_.why == "Another definition"


def test_a_number_alone_is_told_as_a_number():
    measure = CATALOGUE["complaints_per_1000"]
    now = replace(NOW, value=None, denominator=None, numerator=4.0, missing="customers")
    then = Recalled(measure, replace(THEN.headline, now=now))
    (told_,) = restated({measure.name: then}, {measure.name: replace(now, numerator=5.0)}, BUILD)
    assert told_.then.startswith("4 complaints")
    assert told_.now.startswith("5 complaints")


def test_a_stock_that_is_known_on_the_as_of_day_alone_is_not_held_against_the_meeting():
    measure = CATALOGUE["data_explained"]
    then = Recalled(measure, THEN.headline)
    nothing = replace(NOW, value=None, numerator=0.0, denominator=0.0)
    assert restated({measure.name: then}, {measure.name: nothing}, BUILD) == ()


def test_a_time_that_was_not_reached_says_what_it_was_beyond():
    measure = CATALOGUE["time_to_answer"]
    waiting = replace(NOW, value=None, numerator=1.0, denominator=11.0, beyond=29.0)
    then = Recalled(measure, replace(THEN.headline, now=waiting))
    answered = replace(waiting, value=31.0, numerator=6.0, beyond=None)
    (told_,) = restated({measure.name: then}, {measure.name: answered}, BUILD)
    assert told_.then.replace(NO_BREAK, " ") == "over 29 days (1 of 11)"
