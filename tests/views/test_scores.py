"""The trust index and its principles: what is said of them is what they are."""

from datetime import date, timedelta

import pytest

from bigtrust.measures.index import IndexDay
from bigtrust.rules.index import PRINCIPLES, contributions, trust_index
from bigtrust.views.scores import Standing, opening, scores, title_of
from tests.views.told import RISING_AT_THE_END, STEADY, a_card

AS_OF = date(2026, 10, 31)
NAMES = {
    "choice": {"contact_after_withdrawal": 60.0, "opt_out_rate": 80.0},
    "restraint": {"excess_contacts": 70.0},
}


def day(when: date, **changed: float) -> IndexDay:
    found = {name: dict(NAMES.get(name, {name: 70.0})) for name in PRINCIPLES}
    for own in found.values():
        own.update({name: value for name, value in changed.items() if name in own})
    return IndexDay(when, trust_index(found), found, 0)


def standing(**changed: float) -> Standing:
    before, now = day(AS_OF - timedelta(days=30)), day(AS_OF, **changed)
    return Standing([before, now], before, now, contributions(before.scores, now.scores))


@pytest.mark.parametrize(
    ("score", "said"),
    [(60.0, "where it was 30 days ago"), (20.0, "down 4 in 30 days"), (100.0, "up 3 in 30 days")],
)
def test_the_opening_tells_the_index_its_band_and_its_change(score: float, said: str):
    found = standing(contact_after_withdrawal=score)
    assert found.now.index
    band = f"({found.now.index.low:.0f}–{found.now.index.high:.0f})"
    assert opening(found) == f"Trust index {found.now.index.value:.0f} {band}, {said}. "


def test_without_an_index_there_is_no_opening():
    empty = IndexDay(AS_OF, None, {}, 0)
    assert opening(Standing([empty], empty, empty, {})) == ""


def test_an_indicator_drives_its_principle_that_moved_it_most():
    cards = [a_card("contact_after_withdrawal"), a_card("opt_out_rate", STEADY, target=9.0)]
    (choice, *others) = scores(standing(opt_out_rate=95.0), cards)
    assert (choice.principle, choice.value) == ("choice", 77.5)
    assert choice.driver
    assert choice.driver.measure.name == "opt_out_rate"
    assert [other.driver for other in others] == [None] * 5


def test_where_nothing_moved_the_lowest_drives_it():
    cards = [a_card("contact_after_withdrawal"), a_card("opt_out_rate", STEADY, target=9.0)]
    choice = scores(standing(), cards)[0]
    assert choice.driver
    assert choice.driver.measure.name == "contact_after_withdrawal"


def test_the_title_counts_the_principles_that_move():
    rising = a_card("contact_after_withdrawal", RISING_AT_THE_END)
    assert title_of(scores(standing(), [rising])) == "One principle is getting worse"
    steady = a_card("contact_after_withdrawal", STEADY)
    assert title_of(scores(standing(), [steady])) == "No principle is getting worse"
