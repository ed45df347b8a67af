"""Needs attention: new causes first, then missed targets, then gaps in the data; four at most."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bigtrust.books import Decision
from bigtrust.books.tables import StatusChange
from bigtrust.views.attention import MOST, attention_of, none_needed, owned
from bigtrust.views.phrases import plain
from bigtrust.views.signals import DATA_PROBLEM, HIT_AND_MISS, MISSES, WORSE_HIGH
from bigtrust.views.sources import Source
from bigtrust.views.wording import NO_BREAK
from tests.views.told import FALLING_AT_THE_END, RISING_AT_THE_END, STEADY, a_card


def source(rows: int, quarantined: int) -> Source:
    loaded = datetime(2026, 11, 23, tzinfo=UTC)
    return Source("consent_events", rows, quarantined, loaded, None, None)


def test_new_causes_come_before_missed_targets_and_gaps():
    off = a_card("over_contacted_customers", STEADY, target=0.1)
    worse = a_card("contact_after_withdrawal", RISING_AT_THE_END)
    found = attention_of([off, worse], [source(900, 100)])
    assert [item.sign for item in found] == [WORSE_HIGH, MISSES, DATA_PROBLEM]


def test_a_target_missed_now_and_then_comes_after_one_missed_every_time():
    now_and_then = a_card("contact_without_permission", STEADY, target=2.0)
    every_time = a_card("over_contacted_customers", STEADY, target=0.1)
    found = attention_of([now_and_then, every_time], [])
    assert [item.sign for item in found] == [MISSES, HIT_AND_MISS]


def test_an_alarm_comes_before_all_else():
    worse = a_card("contact_after_withdrawal", RISING_AT_THE_END)
    alarm = a_card("suspected_violations_outstanding", STEADY)
    off = a_card("over_contacted_customers", STEADY, target=0.1)
    found = attention_of([worse, off, alarm], [])
    assert [item.indicator for item in found] == [
        *("suspected_violations_outstanding", "contact_after_withdrawal"),
        "over_contacted_customers",
    ]


def test_it_says_since_when():
    (item,) = attention_of([a_card("contact_after_withdrawal", RISING_AT_THE_END)], [])
    assert item.context[0].startswith("Out of its usual range since 12")


def test_it_never_names_more_than_four():
    names = ("contact_without_permission", "contact_after_withdrawal", "overdue_requests")
    cards = [a_card(name, RISING_AT_THE_END) for name in names] * 3
    assert len(attention_of(cards, [])) == MOST


def test_a_few_quarantined_rows_are_no_alarm():
    assert not attention_of([], [source(10_000, 12)])


def test_many_quarantined_rows_are():
    (item,) = attention_of([], [source(9_000, 1_000)])
    assert "1,000" in plain(item.sentence)
    assert "consent events" in plain(item.sentence)


def test_what_a_mapping_warns_of_is_told_of_its_data_set():
    warned = replace(source(900, 0), cautions=("Closed ones only.",))
    (item,) = attention_of([], [warned])
    assert plain(item.sentence) == "Consent events: closed ones only."


def test_where_nothing_can_be_judged_it_does_not_say_that_all_is_well():
    assert none_needed([]) == "Nothing can be judged yet."


def test_good_news_needs_no_attention():
    assert not attention_of(
        [a_card("contact_after_withdrawal", FALLING_AT_THE_END, target=2.0)], []
    )


def test_a_number_has_its_share_its_change_its_target_and_n_beside_it():
    (item,) = attention_of([a_card("over_contacted_customers", STEADY, target=0.1)], [])
    assert plain(item.sentence).startswith("28 people hear from us")
    told = [part.replace(NO_BREAK, " ") for part in item.context]
    assert told == ["Misses target", "2.8 %", "unchanged", "target ≤ 0.10 %", "n 1,000"]


def test_a_share_that_the_sentence_tells_is_not_told_again():
    (item,) = attention_of([a_card("excess_contacts", STEADY, target=0.1)], [])
    assert plain(item.sentence).replace(NO_BREAK, " ") == "2.8 % of contacts went beyond a cap."
    assert item.context[1] == ""


def decision(indicator: str, owner: str, due: date, status: str = "not begun", **of: str):
    history = [StatusChange(status=status, changed_at=datetime(2026, 9, 1, tzinfo=UTC))]
    return Decision(
        id=due.toordinal(), what="See to it", owner=owner, due=due, indicator=indicator,
        segment=of.get("segment"), history=history,
    )  # fmt: skip


def owners(*decisions: Decision) -> list[str]:
    items = attention_of([a_card("over_contacted_customers", STEADY, target=0.1)], [source(1, 1)])
    found = owned(items, decisions, date(2026, 10, 31))
    return [item.owner.replace(NO_BREAK, " ") for item in found]


def test_who_owns_an_open_decision_stands_beside_what_it_is_on():
    on_it = decision("over_contacted_customers", "A. Rossi", date(2026, 12, 4))
    another = decision("opt_out_rate", "J. Okafor", date(2026, 12, 4))
    assert owners(on_it, another) == ["A. Rossi, due 4 Dec", ""]


def test_of_several_open_decisions_the_one_due_first_is_told_and_that_it_was_due():
    late = decision("over_contacted_customers", "A. Rossi", date(2026, 10, 18), segment="sms")
    later = decision("over_contacted_customers", "J. Okafor", date(2026, 12, 4))
    assert owners(later, late) == ["A. Rossi, for SMS, was due 18 Oct", ""]


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_done_or_dropped_has_no_owner_any_more(status: str):
    settled = decision("over_contacted_customers", "A. Rossi", date(2026, 12, 4), status)
    assert owners(settled) == ["", ""]
