"""Cards stand in rows of up to five, under a title that is their finding."""

from dataclasses import replace

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.cards import Failure, card
from bigtrust.views.groups import groups_of, rows_of
from tests.views.told import (
    FALLING_AT_THE_END,
    RISING_AT_THE_END,
    STEADY,
    a_card,
    learned_anew,
    misleading,
)

CHOICE = ("opt_out_rate", "contact_without_permission", "contact_after_withdrawal")


def test_neighbouring_principles_share_a_row_where_they_fit():
    names = (*CHOICE, "over_contacted_customers", "contact_pressure", "overdue_requests")
    rows = groups_of([a_card(name) for name in names])
    assert [len(row.cards) for row in rows] == [5, 1]
    assert rows[0].title.startswith("Choice and restraint: ")


def test_the_title_counts_what_its_cards_show():
    cards = [
        a_card("contact_without_permission", RISING_AT_THE_END),
        a_card("contact_after_withdrawal", FALLING_AT_THE_END),
        a_card("opt_out_rate", STEADY, target=9.0),
    ]
    (row,) = groups_of(cards)
    assert row.title == "Choice: one is getting worse, one is improving and two miss their target"


def test_a_calm_row_says_so():
    (row,) = groups_of([a_card("contact_after_withdrawal", STEADY, target=9.0)])
    assert row.title == "Choice: steady, and on target"


def test_a_trend_that_misleads_is_not_called_steady():
    for name, title in (
        ("contact_after_withdrawal", "Choice: one misses its target"),
        ("consent_rate", "Choice: no verdict on the trend"),
    ):
        (row,) = groups_of([card(CATALOGUE[name], misleading(name, STEADY))])
        assert row.title == title
    kept = replace(CATALOGUE["contact_after_withdrawal"], target=9.0)
    (row,) = groups_of([card(kept, misleading(kept.name, STEADY))])
    assert row.title == "Choice: on target"


def test_where_a_usual_range_is_learned_anew_nothing_is_called_steady():
    (row,) = groups_of([card(CATALOGUE["consent_rate"], learned_anew("consent_rate", STEADY))])
    assert row.title == "Choice: too early to tell"


def test_a_failed_figure_keeps_its_place_and_is_not_counted():
    (row,) = groups_of(
        [Failure(CATALOGUE["opt_out_rate"], "0a1b"), a_card("contact_after_withdrawal")]
    )
    assert [type(each).__name__ for each in row.cards] == ["Failure", "Card"]
    assert row.title == "Choice: one misses its target"


def test_a_row_of_one_principle_names_what_its_cards_show():
    cards = [
        a_card("contact_without_permission", RISING_AT_THE_END),
        a_card("contact_after_withdrawal", FALLING_AT_THE_END, target=9.0),
        a_card("declined_yet_contacted", FALLING_AT_THE_END),
        a_card("register_or_leave", STEADY),
    ]
    titles = [row.title for row in rows_of(cards)]
    assert titles == [
        "Getting worse: contact without permission; improving: contact after withdrawal;"
        " improving, yet off target: declined, yet contacted; off target: register or leave"
    ]
