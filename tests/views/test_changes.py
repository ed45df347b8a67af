"""What changed since a meeting: signals first, in words that the figures bear out."""

from dataclasses import replace
from datetime import date, timedelta

from bigtrust.books import Recalled
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.changes import changes_of
from bigtrust.views.phrases import plain
from bigtrust.views.signals import STEADY as STEADY_SIGN
from bigtrust.views.wording import NO_BREAK
from tests.views import told
from tests.views.told import AS_OF, headline

MONTH_AGO = AS_OF - timedelta(days=30)
NAME = "contact_after_withdrawal"


def recalled(shares, name=NAME, **more) -> Recalled:
    measure = CATALOGUE[name]
    return Recalled(measure, headline(measure, shares, **more))


def odd_by(p_value: float, told_so: Recalled) -> Recalled:
    told_of = told_so.headline
    return Recalled(
        told_so.measure, replace(told_of, chart=replace(told_of.chart, p_value=p_value))
    )


def said(sentence) -> str:
    return plain(sentence).replace(NO_BREAK, " ")


def test_what_left_its_usual_range_since_then_is_new_and_says_from_what_to_what():
    now = {NAME: recalled(told.RISING_AT_THE_END, now=7.0, before=3.0)}
    (change,), rows = changes_of(now, None, MONTH_AGO)
    assert change.news == "new"
    assert said(change.sentence) == "Contact after withdrawal rose from 3 to 7 %"
    assert change.sign.word == "Getting worse"
    assert change.context[0].replace(NO_BREAK, " ") == "Out of its usual range since 12 Oct 2026"
    assert rows == ()


def test_what_reads_alike_then_and_now_has_stayed():
    now = {NAME: recalled(told.RISING_AT_THE_END, now=8.43, before=8.38)}
    (change,), _ = changes_of(now, None, MONTH_AGO)
    assert said(change.sentence) == "Contact after withdrawal stayed at 8.4 %"


def test_what_was_out_of_the_ordinary_then_already_is_no_news():
    now = {NAME: recalled(told.RISING_AT_THE_END)}
    then = {NAME: recalled(told.RISING_AT_THE_END)}
    (change,), _ = changes_of(now, then, AS_OF)
    assert change.news == "still"
    assert "as it was on" in change.context[1]


def test_what_is_out_of_its_range_by_chance_among_many_is_no_change_and_not_back_either():
    """As on the Overview."""
    steady = list(CATALOGUE)[:25]
    others = {name: recalled(told.STEADY, name=name) for name in steady if name != NAME}
    barely = odd_by(0.01, recalled(told.RISING_AT_THE_END))
    changes, rows = changes_of({**others, NAME: barely}, None, MONTH_AGO)
    assert (changes, len(rows)) == ((), 1 + len(others))
    then = {NAME: recalled(told.RISING_AT_THE_END)}
    assert changes_of({**others, NAME: barely}, then, AS_OF)[0] == ()
    assert len(changes_of({NAME: barely}, None, MONTH_AGO)[0]) == 1


def test_what_came_back_is_told_as_that():
    then = {NAME: recalled(told.RISING_AT_THE_END)}
    (change,), _ = changes_of({NAME: recalled(told.STEADY)}, then, MONTH_AGO)
    assert (change.news, change.sign) == ("back", STEADY_SIGN)
    assert change.context[0] == "Back in its usual range"
    assert "stayed" not in said(change.sentence)


def test_what_came_back_to_the_number_it_had_has_not_stayed_there():
    """A week was out of the ordinary, and the days on which the meetings look were alike."""
    now = {NAME: recalled(told.STEADY, now=5.0)}
    then = {NAME: recalled(told.RISING_AT_THE_END, now=5.0)}
    (change,), _ = changes_of(now, then, MONTH_AGO)
    assert said(change.sentence) == "Contact after withdrawal: 5 %"


def test_what_moved_within_its_usual_range_is_no_change():
    now = {NAME: recalled(told.STEADY, now=3.9, before=2.1)}
    changes, (row,) = changes_of(now, None, MONTH_AGO)
    assert changes == ()
    assert row.now.replace(NO_BREAK, " ") == "3.9 %"
    assert row.then.replace(NO_BREAK, " ") == "2.1 %"
    assert row.target.replace(NO_BREAK, " ") == "0 %"
    assert row.variation == STEADY_SIGN
    assert row.assurance is not None


def test_an_indicator_that_the_meeting_did_not_have_has_no_figure_of_then():
    _, (row,) = changes_of({NAME: recalled(told.STEADY)}, {}, MONTH_AGO)
    assert row.then == "–"


def test_news_come_before_what_stands_and_worse_before_better():
    names = ("contact_after_withdrawal", "contact_without_permission", "excess_contacts")
    shares = (told.FALLING_AT_THE_END, told.RISING_AT_THE_END, told.RISING_AT_THE_END)
    now = {name: recalled(each, name) for name, each in zip(names, shares, strict=True)}
    then = {name: recalled(told.STEADY, name) for name in names[:2]}
    then[names[2]] = now[names[2]]
    changes, _ = changes_of(now, then, date(2026, 10, 20))
    assert [change.card.measure.name for change in changes] == [names[1], names[0], names[2]]


def test_a_time_that_is_not_reached_yet_says_what_it_is_beyond():
    days = recalled([12.0, 14.0], "time_to_answer")
    waiting = replace(days.headline.now, value=None, beyond=29.0)
    now = {"time_to_answer": replace(days, headline=replace(days.headline, now=waiting))}
    _, (row,) = changes_of(now, None, MONTH_AGO)
    assert row.now.replace(NO_BREAK, " ") == "over 29 days"
