"""The catalogue is what it says: sentences, names that exist, targets of indicators.md."""

from itertools import chain
from pathlib import Path

import pytest

from bigtrust.contract import CONTRACT
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.measure import Count, Measure
from bigtrust.rollups import ROLLUPS

# Target, and the goalposts of the trust index: the defaults of indicators.md.
DEFAULTS: dict[str, tuple[float | None, float | None, float | None]] = {
    "opt_out_rate": (0.5, 0, 2),
    "contact_without_permission": (0, 0, 2),
    "contact_after_withdrawal": (0, 0, 0.5),
    "withdrawal_honoured": (100, 100, 90),
    "consent_on_old_notice": (10, 0, 50),
    "register_or_leave": (0, 0, 20),
    "declined_yet_contacted": (0, 0, 1),
    "undisclosed_sharing": (0, 0, 1),
    "sharing_after_objection": (0, 0, 1),
    "over_contacted_customers": (2, 0, 10),
    "excess_contacts": (2, 0, 15),
    "washing_machine_offers": (0, 0, 5),
    "selling_to_the_aggrieved": (0, 0, 3),
    "out_of_hours_contacts": (0, 0, 3),
    "spam_complaints": (0.1, 0, 0.3),
    "notice_within_reach": (100, 100, 70),
    "choice_within_reach": (100, 100, 70),
    "data_explained": (100, 100, 60),
    "current_notice": (90, 100, 40),
    "overdue_requests": (0, 0, 10),
    "answered_on_time": (100, 100, 85),
    "acknowledged_on_time": (100, 100, 85),
    "extended_too_late": (0, 0, 5),
    "complaints_per_1000": (1, 0, 5),
    "settled_in_8_weeks": (100, 100, 90),
    "repeated_complaints": (5, 0, 20),
    "suspected_violations_outstanding": (0, None, None),
    "systems_agree": (100, 100, 90),
    "people_let_down": (1, 0, 10),
    "perceived_trust": (5.5, 7, 4),
}
TEMPLATE = Path(__file__).parents[2] / "src" / "bigtrust" / "bigtrust.toml"
every_measure = pytest.mark.parametrize(
    "measure", CATALOGUE.values(), ids=lambda measure: measure.name
)


def counts(measure: Measure) -> list[Count]:
    told = (measure.numerator, measure.denominator, measure.judged, measure.candidates)
    return [count for count in told if count is not None]


def test_all_indicators_are_in_it_in_their_order():
    numbers = [measure.number for measure in CATALOGUE.values()]
    assert set(numbers) == set(range(1, 39))
    assert numbers == sorted(numbers)
    assert all(name == measure.name for name, measure in CATALOGUE.items())


@every_measure
def test_its_texts_are_sentences(measure: Measure):
    assert measure.question.endswith("?")
    assert measure.definition.endswith(".")
    assert measure.caveat.endswith(".")
    for text in (measure.title, measure.question, measure.definition):
        assert text[0].isupper()
        assert "  " not in text
    for text in (measure.numerator_text, measure.denominator_text, measure.candidates_text):
        assert not text.endswith(".")
        assert text[:1].islower() or not text
    assert bool(measure.denominator_text) is bool(measure.denominator or measure.spread)
    assert bool(measure.candidates_text) is bool(measure.candidates)


@every_measure
def test_what_it_needs_is_in_the_contract(measure: Measure):
    needs = chain.from_iterable(count.needs for count in counts(measure))
    for need in chain.from_iterable(need.split("|") for need in needs):
        data_set, _, column = need.partition(".")
        assert data_set in CONTRACT
        assert not column or CONTRACT[data_set].column(column)


@every_measure
def test_it_needs_something(measure: Measure):
    assert all(count.needs for count in counts(measure))


@every_measure
def test_its_columns_are_counts_of_its_rollups(measure: Measure):
    for count in counts(measure):
        assert count.rollup in ROLLUPS
        assert count.column in count.rollup.counts
        assert not count.less or count.less in count.rollup.counts


@every_measure
def test_what_is_counted_has_been_filled(measure: Measure):
    for count in counts(measure):
        given = {*count.needs, *(need.partition(".")[0] for need in count.needs)}
        assert given.issuperset(count.rollup.needs)


@every_measure
def test_a_stock_runs_and_a_flow_does_not(measure: Measure):
    assert measure.numerator.over.runs is (measure.kind == "stock")


@every_measure
def test_every_spread_is_of_levels(measure: Measure):
    levelled = "level" in measure.numerator.rollup.grain
    assert levelled or measure.spread is None


def test_the_targets_and_goalposts_are_those_of_the_indicators():
    told = {
        name: (each.target, each.good, each.bad)
        for name, each in CATALOGUE.items()
        if {each.target, each.good, each.bad} != {None}
    }
    assert told == DEFAULTS


def test_the_settings_file_shows_every_target():
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    begin = lines.index("[targets]") + 1
    shown = lines[begin : lines.index("", begin)]
    assert shown == [f"# {name} = {float(target)}" for name, (target, _, _) in DEFAULTS.items()]
