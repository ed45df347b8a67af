"""Indicators side by side: of many, some are out of their usual range by chance."""

from dataclasses import replace

from bigtrust.views.cards import Card, Failure
from bigtrust.views.signals import HIT_AND_MISS, STEADY, WORSE_HIGH
from bigtrust.views.together import seen_together
from tests.views import told
from tests.views.told import a_card

ODD = replace(a_card("contact_after_withdrawal", told.RISING_AT_THE_END), p_value=0.01)
CALM = replace(a_card("contact_without_permission", told.STEADY, target=3.0), p_value=0.6)


def test_alone_a_card_says_what_its_chart_says():
    assert seen_together([ODD]) == [ODD]
    assert ODD.p_value is not None


def test_among_many_its_latest_point_may_be_chance():
    (found, *others) = seen_together([ODD, *[CALM] * 9])
    assert isinstance(found, Card)
    assert (ODD.signs[0], found.signs[0]) == (WORSE_HIGH, STEADY)
    assert found.signs[1:] == ODD.signs[1:]  # the target is missed all the same
    assert found.series.complete[-1].tone == "steady"
    assert found.series.signal_since is None
    assert found.series.flagged == ODD.series.flagged[:-1]  # what was, stays
    assert others == [CALM] * 9
    assert HIT_AND_MISS in CALM.signs


def test_what_stands_out_among_all_is_told():
    plain = replace(ODD, p_value=0.004)
    assert seen_together([plain, *[CALM] * 9])[0] == plain


def test_several_that_move_at_once_support_each_other():
    both = [ODD, ODD, *[CALM] * 8]
    assert seen_together(both)[:2] == [ODD, ODD]


def test_what_has_no_chart_is_no_look():
    uncharted = replace(CALM, p_value=None)
    failure = Failure(CALM.measure, "x")
    assert seen_together([ODD, failure, *[uncharted] * 9])[0] == ODD


def test_the_p_value_is_that_of_the_chart():
    risen, calm = (
        a_card("contact_after_withdrawal", shares).p_value
        for shares in (told.RISING_AT_THE_END, told.STEADY)
    )
    assert risen is not None
    assert calm is not None
    assert risen < 0.001 < 0.3 < calm
