"""A series can be read aloud, and names the day on which its signal began."""

from dataclasses import replace
from datetime import date

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.views.series import series_of
from bigtrust.views.wording import NO_BREAK
from tests.views import told
from tests.views.told import a_card, figure, headline

WITHDRAWAL = CATALOGUE["contact_after_withdrawal"]


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def test_it_is_read_aloud_with_its_range_its_signals_and_its_target():
    spoken = plain(a_card(WITHDRAWAL.name, told.RISING_AT_THE_END).series.spoken())
    assert "by week from 27 April 2026 to 25 October 2026" in spoken
    assert "between 2.4 and 7 %, last 7 %." in spoken
    assert "Two points are out of the ordinary. The target is 0 %." in spoken


def test_its_finding_names_the_day_on_which_the_pattern_began():
    assert a_card(WITHDRAWAL.name, told.RISING_AT_THE_END).series.signal_since == date(2026, 10, 12)
    finding = a_card(WITHDRAWAL.name, told.RISING_AT_THE_END).series.finding()
    assert plain(finding) == "Out of its usual range since 12 Oct 2026"


def test_a_run_is_dated_from_its_first_point_and_not_from_the_one_that_proved_it():
    shares = [*[3.0, 3.4] * 9, *[3.5, 3.45] * 4]
    assert a_card(WITHDRAWAL.name, shares).series.signal_since == date(2026, 8, 24)


def test_an_improvement_is_called_one():
    finding = a_card(WITHDRAWAL.name, told.FALLING_AT_THE_END).series.finding()
    assert finding.startswith("Better than usual since")


def test_a_steady_series_and_a_short_one_say_so():
    assert a_card(WITHDRAWAL.name).series.finding() == "Steady, nothing is out of the ordinary"
    short = a_card(WITHDRAWAL.name, [3.0]).series.finding()
    assert short == "Too early to tell signal from noise"


def test_it_is_too_early_where_a_usual_range_is_learned_anew_since_a_declared_change():
    series = a_card(WITHDRAWAL.name).series
    anew = tuple(replace(point, lower=None, upper=None) for point in series.points[-3:])
    series = replace(series, points=(*series.points[:-3], *anew))
    assert series.finding() == "Too early to tell signal from noise"
    assert "usual range" not in series.spoken()


def test_a_running_week_is_shown_and_never_judged():
    answer = headline(WITHDRAWAL, told.STEADY)
    series = series_of(WITHDRAWAL, answer, figure(90.0))
    assert not series.points[-1].complete
    assert series.signal_since is None
    assert not series.flagged


def test_a_stock_is_told_by_the_day_at_whose_close_it_stands():
    stock = a_card("overdue_requests", told.RISING_AT_THE_END).series
    assert stock.day_of(stock.points[-1]) == told.AS_OF


def test_an_axis_that_reaches_down_to_a_target_of_zero_starts_there():
    near_the_top = [90.0, 100.0]
    assert a_card("overdue_requests", near_the_top).series.starts_at_zero
    assert not a_card("overdue_requests", near_the_top, target=95.0).series.starts_at_zero
