"""Protected figures: what is shown of a cell by the people behind it (security.md)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.disclosure import Behind, Protection, protected
from bigtrust.measures.figure import Figure
from bigtrust.rules.period import Period

JUNE = Period(date(2024, 6, 1), date(2024, 6, 30))
SHARE = CATALOGUE["contact_without_permission"]
NUMBER = CATALOGUE["outstanding_requests"]
PER_1000 = CATALOGUE["complaints_per_1000"]
SPREAD = CATALOGUE["contact_pressure"]
TOP_SHARE = CATALOGUE["contact_pressure_top_tenth"]


def figure(top: float, bottom: float | None) -> Figure:
    value = 100 * top / bottom if bottom else top
    return Figure(JUNE, ("north",), top, bottom, value, value, value)


class TestThresholds:
    @pytest.mark.parametrize(("people", "seen"), [(0, False), (29, False), (30, True), (31, True)])
    def test_a_personal_cell_opens_at_30_customers(self, people: int, seen: bool):
        shown = protected(figure(40, 400), SHARE, Behind(people, people // 2), personal=True)
        assert (shown.protection is not Protection.CLOSED) is seen
        assert (shown.denominator is not None) is seen

    @pytest.mark.parametrize(("people", "seen"), [(0, False), (4, False), (5, True), (6, True)])
    def test_an_operational_cell_opens_at_5_customers_and_is_exact(self, people: int, seen: bool):
        exact = figure(1, 7)
        shown = protected(exact, SHARE, Behind(people, 1), personal=False)
        assert (shown == exact) is seen
        if not seen:
            assert shown.numerator is shown.denominator is shown.value is None

    def test_a_number_whose_rate_lacks_a_data_set_is_protected_like_any_other(self):
        alone = Figure(JUNE, ("north",), 3, None, None, missing="customers")
        for people, why in ((29, Protection.CLOSED), (40, Protection.FEW)):
            shown = protected(alone, PER_1000, Behind(people, 3), personal=True)
            assert (shown.numerator, shown.protection) == (None, why)

    @pytest.mark.parametrize("people", range(5))
    def test_a_count_of_0_to_4_people_is_a_bound(self, people: int):
        shown = protected(figure(people, 1_000), SHARE, Behind(400, people), personal=True)
        assert shown.protection is Protection.FEW
        assert shown.numerator is shown.value is shown.low is None
        assert shown.high == pytest.approx(0.5)  # below 0.5 %: 5 of 1,000

    @pytest.mark.parametrize(("events", "bound"), [(4, 0.5), (5, None), (300, None)])
    def test_many_events_of_few_people_have_no_bound(self, events: int, bound: float | None):
        shown = protected(figure(events, 1_000), SHARE, Behind(400, 4), personal=True)
        assert shown.numerator is shown.value is shown.low is None
        assert shown.high == bound
        assert (shown.protection, shown.denominator) == (Protection.FEW, 1_000)

    @pytest.mark.parametrize("customers", [2.5, 2.6, 7.4, 7.5, 8.0, 12.4, 12.5, 13.0, 17.4])
    def test_a_bound_holds_for_however_few_were_rounded_to_its_denominator(self, customers: float):
        """Of 30 people who came and left, few were customers on an average day."""
        shown = protected(figure(4, customers), PER_1000, Behind(30, 4), personal=True)
        assert shown.high is not None
        assert shown.high > 1_000 * 4 / customers

    def test_many_events_left_of_few_people_have_no_bound_either(self):
        shown = protected(figure(40, 400), SHARE, Behind(40, 40), personal=True)
        assert shown.numerator is shown.value is shown.low is shown.high is None
        assert (shown.protection, shown.denominator) == (Protection.NEARLY_ALL, 400)

    @pytest.mark.parametrize("people", range(396, 401))
    def test_all_but_0_to_4_people_is_a_bound_too(self, people: int):
        shown = protected(figure(998, 1_000), SHARE, Behind(400, people), personal=True)
        assert shown.protection is Protection.NEARLY_ALL
        assert shown.numerator is shown.value is shown.high is None
        assert shown.low == pytest.approx(99.5)

    @pytest.mark.parametrize(("exact", "rounded"), [(5, 5), (7, 5), (8, 10), (12.5, 15), (13, 15)])
    def test_other_counts_are_rounded_to_the_nearest_5(self, exact: float, rounded: float):
        shown = protected(figure(exact, 102), SHARE, Behind(60, 5), personal=True)
        assert (shown.numerator, shown.denominator) == (rounded, 100)
        assert shown.value == pytest.approx(rounded)
        assert shown.protection is Protection.ROUNDED

    def test_a_number_alone_is_rounded_likewise(self):
        shown = protected(figure(13, None), NUMBER, Behind(60, 12), personal=True)
        assert (shown.numerator, shown.value) == (15, 15)
        hidden = protected(figure(4, None), NUMBER, Behind(60, 4), personal=True)
        assert hidden.numerator is hidden.value is hidden.high is None

    def test_a_rate_that_is_no_share_has_no_upper_end(self):
        shown = protected(figure(60, 62), PER_1000, Behind(62, 60), personal=True)
        assert shown.protection is Protection.ROUNDED

    def test_the_median_of_an_open_cell_is_told(self):
        shown = protected(figure(60, 31), SPREAD, Behind(31, 31), personal=True)
        assert shown.value == figure(60, 31).value
        assert (shown.numerator, shown.denominator) == (60, 30)

    def test_a_median_of_few_events_hides_how_many(self):
        shown = protected(figure(4, 31), SPREAD, Behind(31, 4), personal=True)
        assert (shown.value, shown.numerator) == (figure(4, 31).value, None)

    def test_the_share_of_the_top_is_formed_from_the_rounded_counts(self):
        shown = protected(figure(58, 202), TOP_SHARE, Behind(100, 10), personal=True)
        assert (shown.numerator, shown.denominator, shown.value) == (60, 200, 30.0)

    @pytest.mark.parametrize(
        ("name", "opens_at"),
        [
            ("contact_pressure", 10),
            ("time_to_answer_90th", 10),
            ("hours_to_last_contact", 20),  # of 19 the 95th percentile is the last
            ("contact_pressure_top_tenth", 10),
        ],
    )
    def test_a_spread_of_an_operational_cell_needs_10_cases_and_is_no_maximum(
        self, name: str, opens_at: int
    ):
        for people in (opens_at - 1, opens_at):
            cell = figure(60, people)
            shown = protected(cell, CATALOGUE[name], Behind(people, people), personal=False)
            assert (shown.value is not None) is (people == opens_at)

    def test_no_data_stays_no_data(self):
        nothing = Figure(JUNE, (), None, None, None, missing="contacts")
        assert protected(nothing, SHARE, Behind(0, 0), personal=True) == nothing


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 9), st.booleans())
def test_nothing_that_is_shown_tells_more_than_counts_rounded_to_5(
    people: int, others: int, each: int, personal: bool
):
    """Two cells that differ by one person within a rounding look alike, but for their cell."""
    bottom = (people + others) * (each + 1)
    exact = figure(people * (each + 1), bottom or None)
    shown = protected(exact, SHARE, Behind(people + others, people), personal)
    if personal:
        for count in (shown.numerator, shown.denominator):
            assert count is None or count % 5 == 0
        assert not (shown.numerator is not None and people < 5)
        seen = replace(shown, low=None, high=None)
        assert seen.value in (None, pytest.approx(_ratio(shown)))


@given(st.integers(5, 500), st.data())
def test_a_rate_lies_on_the_side_of_its_bound_that_is_told(bottom: int, data: st.DataObject):
    """However many of what is counted the people have."""
    top = data.draw(st.integers(0, bottom))
    people = data.draw(st.integers(30, 600))
    of_these = data.draw(st.integers(0, min(top, people)))
    shown = protected(figure(top, bottom), SHARE, Behind(people, of_these), personal=True)
    if shown.value is None:
        assert shown.high is None or 100 * top / bottom < shown.high
        assert shown.low is None or 100 * top / bottom > shown.low


def _ratio(shown: Figure) -> float | None:
    if shown.numerator is None or not shown.denominator:
        return shown.numerator
    return 100 * shown.numerator / shown.denominator
