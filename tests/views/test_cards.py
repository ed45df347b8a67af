"""A card says what the figure says."""

from dataclasses import replace

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.charts import DeclaredChange
from bigtrust.measures.headline import Coverage, Headline
from bigtrust.views.cards import card, coverage_told, target_text
from bigtrust.views.phrases import clause
from bigtrust.views.signals import HIT_AND_MISS, MEETS, MISSES, STEADY, WORSE_HIGH
from bigtrust.views.wording import NO_BREAK
from tests.views import told
from tests.views.told import a_card, figure, headline

WITHDRAWAL = CATALOGUE["contact_after_withdrawal"]
COMPLAINTS = CATALOGUE["complaints_per_1000"]


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def test_value_change_target_and_n_are_told():
    shown = card(WITHDRAWAL, headline(WITHDRAWAL, told.STEADY, now=3.1, before=2.7))
    assert (shown.value, shown.unit) == ("3.1", "%")
    assert plain(shown.change) == "up 0.40 points"
    assert plain(shown.target) == "target 0 %"
    assert plain(shown.basis) == "n 1,000"


def test_its_signs_are_those_of_its_chart():
    assert a_card(WITHDRAWAL.name, told.RISING_AT_THE_END).signs == (WORSE_HIGH, MISSES)
    assert a_card(WITHDRAWAL.name, told.STEADY, target=3.0).signs == (STEADY, HIT_AND_MISS)


def test_without_limits_the_value_is_held_against_the_target():
    alone = headline(WITHDRAWAL, [3.0])
    assert card(WITHDRAWAL, alone).signs == (MISSES,)


def test_a_value_that_belies_its_limits_is_hit_and_miss():
    """All weeks miss the target, and the 30 days meet it; or the other way round."""
    found = told.headline(WITHDRAWAL, told.STEADY, now=0.0)
    assert card(WITHDRAWAL, found).signs == (STEADY, HIT_AND_MISS)
    generous = replace(WITHDRAWAL, target=20.0)
    assert card(generous, told.headline(generous, told.STEADY)).signs == (STEADY, MEETS)
    found = told.headline(generous, told.STEADY, now=21.0)
    assert card(generous, found).signs == (STEADY, HIT_AND_MISS)


def test_a_number_whose_rate_lacks_a_data_set_stands_alone_and_says_so():
    counts = [
        figure(None, numerator, None, week.period, missing="customers")
        for numerator, week in zip(
            range(20, 44), headline(COMPLAINTS, told.STEADY).series, strict=True
        )
    ]
    answer = Headline(counts[-1], counts[-5], None, counts, None, 0.2, None)
    shown = card(COMPLAINTS, answer)
    assert (shown.value, shown.unit) == ("43", "complaints")
    assert plain(shown.change) == "up 4"
    assert shown.measure.title == "Complaints received"
    assert shown.coverage == "The number alone: for a rate, customers are missing"
    assert not shown.target
    assert shown.series.target is None
    assert [point.value for point in shown.series.points] == list(range(20, 44))


def test_a_number_alone_is_judged_by_the_changes_that_were_declared():
    weeks = headline(COMPLAINTS, told.STEADY).series
    numbers = [20, 22] * 6 + [40, 42] * 6
    counts = [
        figure(None, number, None, week.period, missing="customers")
        for number, week in zip(numbers, weeks, strict=True)
    ]
    answer = Headline(counts[-1], counts[-5], None, counts, None, None, None)
    changed = DeclaredChange(weeks[12].period.first, None, "A shop was opened.")
    assert card(COMPLAINTS, answer).signs == (WORSE_HIGH,)
    assert card(COMPLAINTS, replace(answer, declared=[changed])).signs == (STEADY,)


def test_a_number_alone_is_not_compared_with_a_time_before_its_data():
    now, before = figure(None, 15.0, None, missing="customers"), figure(None, None, None)
    assert card(COMPLAINTS, Headline(now, before, None, [], None, None, None)).change == ""


def test_where_nothing_happened_there_is_a_dash_and_no_verdict():
    answer = replace(headline(WITHDRAWAL, told.STEADY), now=figure(None, 0.0, 0.0), change=None)
    shown = card(WITHDRAWAL, answer)
    assert (shown.value, shown.unit, shown.signs) == ("–", "", ())
    assert not shown.off_target


def test_a_target_reads_as_a_bound_unless_it_is_the_best_possible():
    assert plain(target_text(WITHDRAWAL)) == "target 0 %"
    assert plain(target_text(replace(WITHDRAWAL, target=2.0))) == "target ≤ 2 %"
    up = CATALOGUE["answered_on_time"]
    assert plain(target_text(up)) == "target 100 %"
    assert plain(target_text(replace(up, target=98.0))) == "target ≥ 98 %"


def test_a_value_on_the_target_meets_it():
    assert not a_card(WITHDRAWAL.name, [2.0], target=2.0).off_target
    assert a_card(WITHDRAWAL.name, [2.01], target=2.0).off_target
    assert a_card("answered_on_time", [99.9]).off_target


def test_a_time_that_is_not_reached_misses_a_target_that_it_is_beyond():
    days = replace(CATALOGUE["time_to_answer"], target=29.0)
    waiting = replace(figure(None), beyond=29.0)
    shown = card(days, replace(headline(days, told.STEADY), now=waiting, chart=None))
    assert (plain(shown.value), shown.signs, shown.off_target) == ("over 29", (MISSES,), True)
    later = replace(days, target=30.0)
    assert not card(later, replace(headline(later, told.STEADY), now=waiting)).off_target
    said = "".join(span.text for span in clause(days, waiting))
    assert plain(said) == "half of the requests wait more than 29 days for an answer"


def test_what_part_could_be_judged_is_told_by_the_company_s_locale():
    measure = CATALOGUE["contact_without_permission"]
    part = replace(headline(measure, told.STEADY), coverage=Coverage(96.53, "marketing contacts"))
    assert coverage_told(part) == f"96.5{NO_BREAK}% of marketing contacts could be judged"
