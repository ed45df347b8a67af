"""The principles: what is said of them is what they are."""

from bigtrust.views.scores import scores, title_of
from tests.views.told import RISING_AT_THE_END, STEADY, a_card, course


def test_an_indicator_drives_its_principle_that_moved_it_most():
    cards = [a_card("contact_after_withdrawal"), a_card("opt_out_rate", STEADY, target=9.0)]
    (choice, *others) = scores(course(opt_out_rate=95.0), cards)
    assert (choice.principle, choice.value) == ("choice", 77.5)
    assert choice.driver
    assert choice.driver.measure.name == "opt_out_rate"
    assert [other.driver for other in others] == [None] * 5


def test_where_nothing_moved_the_lowest_drives_it():
    cards = [a_card("contact_after_withdrawal"), a_card("opt_out_rate", STEADY, target=9.0)]
    choice = scores(course(), cards)[0]
    assert choice.driver
    assert choice.driver.measure.name == "contact_after_withdrawal"


def test_the_title_counts_the_principles_that_move():
    rising = a_card("contact_after_withdrawal", RISING_AT_THE_END)
    assert title_of(scores(course(), [rising])) == "One principle is getting worse"
    steady = a_card("contact_after_withdrawal", STEADY)
    assert title_of(scores(course(), [steady])) == "No principle is getting worse"
