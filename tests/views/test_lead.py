"""The headline says what the figures say."""

from dataclasses import replace
from itertools import product

import pytest

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.cards import card
from bigtrust.views.gaps import gaps_of
from bigtrust.views.lead import TWO_LINES, lead
from bigtrust.views.phrases import plain
from bigtrust.views.wording import NO_BREAK
from tests.views.told import (
    AS_OF,
    FALLING_AT_THE_END,
    RISING_AT_THE_END,
    STEADY,
    a_card,
    headline,
    misleading,
)


def said(*cards) -> str:
    return plain(lead(cards, AS_OF)).replace(NO_BREAK, " ")


def test_what_gets_worse_comes_first_with_its_number():
    worse = a_card("contact_after_withdrawal", RISING_AT_THE_END)
    steady = a_card("over_contacted_customers", STEADY, target=5.0)
    assert said(steady, worse) == (
        "One indicator is getting worse: 70 contacts went out after a withdrawal."
    )


def test_what_misses_its_target_beside_is_counted():
    worse = a_card("contact_after_withdrawal", RISING_AT_THE_END)
    off = a_card("over_contacted_customers", STEADY, target=2.0)
    assert said(worse, off).endswith("after a withdrawal. One more misses its target.")


def test_a_fall_of_what_should_be_low_is_no_alarm():
    better = a_card("contact_after_withdrawal", FALLING_AT_THE_END, target=2.0)
    assert said(better) == (
        "Promises are being kept: the one target is met, and nothing is getting worse."
    )


def test_without_a_signal_the_missed_targets_are_told():
    off = a_card("over_contacted_customers", STEADY, target=2.0)
    assert said(off) == (
        "One indicator misses its target: 28 people hear from us more often than a cap allows."
        " Nothing is getting worse."
    )


@pytest.mark.parametrize(
    ("target", "words"),
    [(1.0, "One indicator misses its target: 30 contacts went out after a withdrawal."),
     (9.0, "Promises are being kept: the one target is met.")],
)  # fmt: skip
def test_where_no_trend_can_be_judged_none_is_said_to_be_no_worse(target: float, words: str):
    name = "contact_after_withdrawal"
    told = misleading(name, [3.0] * 30)
    assert said(card(replace(CATALOGUE[name], target=target), told)) == words


def test_of_many_the_first_two_are_told_and_all_are_counted():
    names = ("contact_without_permission", "contact_after_withdrawal", "overdue_requests")
    told = said(*(a_card(name, RISING_AT_THE_END) for name in names))
    assert told.startswith("Three indicators are getting worse, among them: 70 contacts")
    assert "overdue" not in told


def test_when_every_target_is_met_it_says_so():
    cards = [
        a_card("contact_without_permission", STEADY, target=5.0),
        a_card("overdue_requests", STEADY, target=5.0),
    ]
    assert said(*cards) == (
        "Promises are being kept: both targets are met, and nothing is getting worse."
    )


def test_where_nothing_happened_it_says_so():
    assert said() == "No figure can be formed from these data."


def test_with_nothing_at_all_it_says_what_is_missing():
    missing = [
        (CATALOGUE["opt_out_rate"], "consent_events"),
        (CATALOGUE["overdue_requests"], "requests"),
    ]
    assert plain(lead([], AS_OF, gaps_of(missing))) == (
        "No figure can be formed: consent events and requests are missing."
    )


@pytest.mark.parametrize("shares", [RISING_AT_THE_END, STEADY, FALLING_AT_THE_END])
def test_it_never_takes_more_than_two_lines(shares):
    cards = [a_card(name, shares) for name in CATALOGUE]
    for first, second in product(cards, cards):
        assert len(plain(lead([first, second, *cards], AS_OF))) <= TWO_LINES


def test_only_the_concerning_number_is_set_apart():
    spans = lead([a_card("contact_after_withdrawal", RISING_AT_THE_END)], AS_OF)
    assert [span.text for span in spans if span.concerning] == ["70 contacts"]


def test_an_opening_comes_first_and_takes_room_of_the_two_lines():
    names = ("contact_without_permission", "contact_after_withdrawal")
    cards = [a_card(name, RISING_AT_THE_END) for name in names]
    alone = plain(lead(cards, AS_OF))
    opening = "Trust index 70, down 3 points in 30 days. ".rjust(TWO_LINES + 1 - len(alone))
    told = plain(lead(cards, AS_OF, opening=opening))
    assert told.startswith(f"{opening}Two indicators are getting worse")
    assert len(told) <= TWO_LINES < len(opening) + len(alone)


def test_a_number_that_stands_alone_is_told_to_its_day_or_on_it():
    def told(name: str) -> str:
        measure = replace(CATALOGUE[name], target=None)
        return said(card(measure, headline(measure, STEADY)))

    assert " were let down in 90 days to 25 October 2026." in told("people_let_down")
    assert " are outstanding on 25 October 2026." in told("outstanding_requests")
