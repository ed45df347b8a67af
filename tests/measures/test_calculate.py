"""The one door to a figure: groups, filters, what is missing, and who may ask."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.errors import NotPermittedError, TrustError
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure, Over
from bigtrust.measures.sums import known_dimensions
from bigtrust.rules.period import Period
from tests.measures.conftest import AS_OF, SPRING, built_of
from tests.stores import officer

FLOWS = [measure for measure in CATALOGUE.values() if measure.kind == "flow"]
COUNTED = [measure for measure in CATALOGUE.values() if measure.spread is None]
COMPLAINTS = CATALOGUE["complaints_per_1000"]
WITHDRAWAL = CATALOGUE["contact_after_withdrawal"]
MONTHS = [
    Period(date(2024, 3, 1), date(2024, 3, 31)),
    Period(date(2024, 4, 1), date(2024, 4, 30)),
    Period(date(2024, 5, 1), date(2024, 5, 31)),
]
ALL_OF_IT = Period(date(2024, 1, 1), AS_OF)
INJECTIONS = (
    "' OR '1'='1",
    "'; DROP TABLE complaints; --",
    "price' --",
    '"',
    "\\",
    "%",
    "O''Brien",
)


def asked(build: Build, measure: Measure, period: Period, *group_by: str, **where: str):
    return calculate(measure, [period], group_by, officer(build), build, where)


def splits(measure: Measure, build: Build) -> list[tuple[str, ...]]:
    """Every set of dimensions of a measure, up to two of them."""
    rollup = measure.numerator.rollup
    names = [*rollup.dimensions, *rollup.own_segments(build.segments)]
    names += known_dimensions(measure.numerator, build, ["region"])
    return [*combinations(names, 1), *combinations(names, 2)]


def of_people(measure: Measure, split: tuple[str, ...]) -> bool:
    """Whether the measure counts people, who do not add up over the dimensions of the split."""
    counts = (measure.numerator, measure.denominator)
    wholes = {name for count in counts if count for name in count.rollup.wholes}
    return measure.numerator.over is Over.PEOPLE or bool(wholes.intersection(split))


@pytest.mark.parametrize("name", ["notice_within_reach", "choice_within_reach", "data_explained"])
def test_what_is_nobodys_is_of_no_region(build: Build, name: str):
    with pytest.raises(TrustError, match="cannot be split by 'region'"):
        asked(build, CATALOGUE[name], SPRING, region="north")


@pytest.mark.parametrize("measure", COUNTED, ids=lambda measure: measure.name)
def test_groups_add_up_to_the_whole(build: Build, measure: Measure):
    periods = [SPRING, MONTHS[2], ALL_OF_IT]
    wholes = calculate(measure, periods, (), officer(build), build)
    for split in splits(measure, build):
        found = calculate(measure, periods, split, officer(build), build)
        for whole in wholes:
            groups = [group for group in found if group.period == whole.period]
            assert adding_up(whole, groups, measure, split, build), (split, whole.period)


def adding_up(
    whole: Figure, groups: list[Figure], measure: Measure, split: tuple[str, ...], build: Build
) -> bool:
    if whole.missing and whole.numerator is None:
        return groups == [whole]
    parts = [group.numerator or 0 for group in groups]
    if of_people(measure, split):  # one person may be in several
        return max(parts, default=0) <= whole.numerator <= sum(parts)
    denominator, n = measure.denominator, whole.denominator
    if denominator and known_dimensions(denominator, build, split) == list(split):
        n = sum(group.denominator or 0 for group in groups)
    return sum(parts) == whole.numerator and n == pytest.approx(whole.denominator)


@pytest.mark.parametrize("measure", COUNTED, ids=lambda measure: measure.name)
def test_a_filter_gives_what_its_group_gives(build: Build, measure: Measure):
    for name, *_ in splits(measure, build):
        groups = asked(build, measure, SPRING, name)
        for group in (each for each in groups if not each.missing or each.group):
            (filtered,) = asked(build, measure, SPRING, **{name: group.group[0]})
            assert (filtered.numerator, filtered.value) == (group.numerator, group.value)


@pytest.mark.parametrize("measure", FLOWS, ids=lambda measure: measure.name)
def test_periods_are_told_apart_and_come_in_order(build: Build, measure: Measure):
    found = calculate(measure, MONTHS, (), officer(build), build)
    assert [figure.period for figure in found] == MONTHS
    assert found == [asked(build, measure, month)[0] for month in MONTHS]


def test_groups_of_a_number_are_known_by_their_names(build: Build):
    found = asked(build, COMPLAINTS, SPRING, "topic", "office")
    numbers = {figure.group: figure.numerator for figure in found}
    assert numbers == {
        ("O'Brien", "Turin"): 1,
        ("delivery", "Bari"): 2,
        ("price", ""): 1,
        ("price", "Turin"): 1,
    }


def test_a_dimension_that_the_denominator_lacks_splits_the_numerator_alone(build: Build):
    """A topic says nothing of how many customers there are."""
    found = asked(build, COMPLAINTS, SPRING, "topic")
    assert {figure.denominator for figure in found} == {4.0}
    assert {figure.group[0]: figure.value for figure in found} == {
        "O'Brien": 250.0,
        "delivery": 500.0,
        "price": 500.0,
    }
    (filtered,) = asked(build, COMPLAINTS, SPRING, topic="price")
    assert (filtered.numerator, filtered.denominator) == (2, 4)


def test_a_dimension_of_both_splits_both(build: Build):
    found = asked(build, COMPLAINTS, SPRING, "region", "topic")
    assert {figure.group: (figure.numerator, figure.denominator) for figure in found} == {
        ("", "O'Brien"): (1, 1),
        ("north", "delivery"): (2, 1),
        ("south", "price"): (2, 2),
    }


def test_a_group_in_which_nothing_happened_has_its_denominator(build: Build):
    found = asked(build, WITHDRAWAL, MONTHS[0], "channel")
    assert [(figure.group, figure.numerator, figure.denominator) for figure in found] == [
        (("email",), 0, 2)
    ]


@pytest.mark.parametrize("measure", [WITHDRAWAL, COMPLAINTS], ids=lambda measure: measure.name)
def test_shares_and_rates_of_events_carry_their_interval(build: Build, measure: Measure):
    (found,) = asked(build, measure, SPRING)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < found.value < found.high


def test_a_number_carries_no_interval(build: Build):
    (found,) = asked(build, CATALOGUE["outstanding_requests"], SPRING)
    assert (found.low, found.high) == (None, None)


def test_where_there_is_nothing_to_judge_there_is_no_value(build: Build):
    (figure,) = asked(build, WITHDRAWAL, Period(date(2023, 1, 1), date(2023, 1, 31)))
    assert figure == Figure(figure.period, (), 0.0, 0.0, None)


def test_what_comes_after_as_of_is_not_counted(build: Build):
    later = Period(AS_OF + timedelta(days=1), AS_OF + timedelta(days=30))
    (figure,) = asked(build, WITHDRAWAL, later)
    assert (figure.numerator, figure.denominator) == (0, 0)


ONE_COMPLAINT = """
    complaints
      customer_id | received_at      | topic
      ann         | 2024-03-04 09:00 | delivery
      ben         | 2024-04-04 09:00 | price
"""

CUSTOMERS_WITHOUT_A_FIRST_DAY = """
    customers
      customer_id | jurisdiction
      ann         | IT
    complaints
      complaint_id | customer_id | received_at      | topic
      1            | ann         | 2024-03-04 09:00 | delivery
"""


class TestMissing:
    def test_a_data_set_that_is_not_there_is_named_and_is_never_zero(self, tmp_path: Path):
        build = built_of(ONE_COMPLAINT, tmp_path)
        for name, missing in (
            ("opt_out_rate", "consent_events"),
            ("contact_pressure", "contacts"),
            ("overdue_requests", "requests"),
        ):
            assert asked(build, CATALOGUE[name], SPRING) == [
                Figure(SPRING, (), None, None, None, missing=missing)
            ]

    @pytest.mark.parametrize(
        "name", ["settled_in_3_business_days", "settled_in_8_weeks", "open_beyond_8_weeks"]
    )
    def test_a_column_that_no_source_gives_is_named_and_is_never_zero(
        self, tmp_path: Path, name: str
    ):
        build = built_of(ONE_COMPLAINT, tmp_path)
        assert asked(build, CATALOGUE[name], SPRING) == [
            Figure(SPRING, (), None, None, None, missing="complaints.closed_at")
        ]

    def test_without_its_denominator_a_number_stands_alone(self, tmp_path: Path):
        build = built_of(ONE_COMPLAINT, tmp_path)
        assert asked(build, COMPLAINTS, SPRING) == [
            Figure(SPRING, (), 2.0, None, None, missing="customers")
        ]
        assert [
            (figure.group, figure.numerator, figure.missing)
            for figure in asked(build, COMPLAINTS, SPRING, "topic")
        ] == [(("delivery",), 1, "customers"), (("price",), 1, "customers")]

    def test_a_column_of_the_denominator_is_named(self, tmp_path: Path):
        build = built_of(CUSTOMERS_WITHOUT_A_FIRST_DAY, tmp_path, filled=False)
        (figure,) = asked(build, COMPLAINTS, SPRING)
        assert (figure.numerator, figure.missing) == (1, "customers.joined_on")


class TestPermitted:
    @pytest.mark.parametrize("role", Role)
    def test_an_operational_dimension_is_everybodys(self, build: Build, role: Role):
        may = Period(date(2024, 5, 1), date(2024, 5, 31))
        found = calculate(COMPLAINTS, [may], ("office",), Scope(role, build.id), build)
        assert [figure.group for figure in found] == [("",), ("Bari",), ("Turin",)]

    @pytest.mark.parametrize("role", Role)
    def test_the_scope_of_another_build_opens_nothing(self, build: Build, role: Role):
        with pytest.raises(NotPermittedError, match="scope is of build another"):
            calculate(COMPLAINTS, [SPRING], (), Scope(role, "another"), build)

    @pytest.mark.parametrize(
        "name", ["colour", "day", "segment_key", "received", "customer_id", "", "topic; --"]
    )
    def test_what_is_no_dimension_is_refused_by_name(self, build: Build, name: str):
        with pytest.raises(TrustError, match="cannot be split by"):
            asked(build, COMPLAINTS, SPRING, name)
        with pytest.raises(TrustError, match="cannot be split by"):
            asked(build, COMPLAINTS, SPRING, **{name: "x"})

    def test_a_count_is_no_dimension_of_a_spread(self, build: Build):
        for name in ("level", "previous_day", "begun"):
            with pytest.raises(TrustError):
                asked(build, CATALOGUE["contact_pressure"], SPRING, name)


@given(
    st.one_of(
        st.sampled_from(INJECTIONS),
        st.tuples(st.text(), st.sampled_from(INJECTIONS), st.text()).map("".join),
    ).filter(lambda text: "\0" not in text),
    st.sampled_from(["topic", "office", "region"]),
)
def test_sql_in_a_filter_is_a_value_like_any_other(build: Build, value: str, name: str):
    (figure,) = asked(build, COMPLAINTS, SPRING, **{name: value})
    assert figure.numerator == 0


def test_a_quote_in_a_value_finds_its_rows(build: Build):
    (figure,) = asked(build, COMPLAINTS, SPRING, topic="O'Brien")
    assert figure.numerator == 1


def test_a_spread_is_told_by_group_and_whole(build: Build):
    median = CATALOGUE["contact_pressure"]
    last = Period(date(2024, 5, 31), date(2024, 5, 31))
    (whole,) = asked(build, median, last)
    assert (whole.numerator, whole.denominator, whole.value) == (8, 4, 1)
    by_region = asked(build, median, last, "region")
    assert {figure.group[0]: (figure.value, figure.denominator) for figure in by_region} == {
        "": (1, 1),
        "north": (2, 1),
        "south": (1, 2),
    }
    (share,) = asked(build, CATALOGUE["contact_pressure_top_tenth"], last)
    assert (share.numerator, share.denominator, share.value) == (4, 8, 50)
