"""Declared changes: the limits leave out an incident, or begin anew; targets by period."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.charts import DeclaredChange, chart, target_of
from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure
from bigtrust.rules.period import Period
from bigtrust.rules.spc_chart import Chart, Variation

MEASURE = CATALOGUE["contact_without_permission"]
MONDAY = date(2025, 1, 6)
QUIET = [30, 34, 28, 33, 29, 35, 31, 27, 32, 36] * 3


def weeks(numerators: list[int]) -> list[Figure]:
    return [
        Figure(Period(start, start + timedelta(days=6)), (), number, 10_000, number / 100)
        for number, start in (
            (number, MONDAY + timedelta(weeks=week)) for week, number in enumerate(numerators)
        )
    ]


def flagged(found: Chart | None) -> list[int]:
    assert found is not None
    return [at for at, point in enumerate(found.points) if point.flag is not None]


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def test_an_incident_moves_the_limits_until_it_is_declared() -> None:
    series = weeks([*QUIET[:15], 260, 280, 270, *QUIET[15:]])
    incident = DeclaredChange(week(15), week(17) + timedelta(days=6), "An SMS opt-out failed.")
    assert len(flagged(chart(MEASURE, series))) > 10
    told = chart(MEASURE, series, [incident])
    assert flagged(told) == [15, 16, 17]
    assert told is not None
    assert told.variation is Variation.STEADY


def test_an_incident_that_meets_part_of_a_week_leaves_out_that_week() -> None:
    series = weeks([*QUIET[:15], 260, *QUIET[15:]])
    told = chart(
        MEASURE,
        series,
        [DeclaredChange(week(15) + timedelta(days=3), week(15) + timedelta(days=3), "x")],
    )
    assert told is not None
    assert told.points[0].centre == pytest.approx(sum(QUIET) / len(QUIET) / 100)


def test_limits_begin_anew_with_a_lasting_change() -> None:
    lower = [number - 20 for number in QUIET]
    series = weeks([*QUIET, *lower])
    assert flagged(chart(MEASURE, series))
    told = chart(MEASURE, series, [DeclaredChange(week(30), None, "A cap was introduced.")])
    assert not flagged(told)
    assert told is not None
    assert told.points[0].centre == pytest.approx(0.315)
    assert told.points[-1].centre == pytest.approx(0.115)


def test_what_may_lie_below_0_has_limits_there_too() -> None:
    """More distrust the company than trust it: a fall to -100 is out of the usual range."""
    net = CATALOGUE["perceived_trust_net"]
    shares = [-15.0, -24.0, -14.0, -20.0] * 7 + [-100.0, -100.0]
    series = [
        replace(figure, numerator=share / 2, denominator=50, value=share)
        for figure, share in zip(weeks([0] * len(shares)), shares, strict=True)
    ]
    drawn = chart(net, series)
    assert drawn is not None
    assert drawn.variation is Variation.CONCERNING_LOW
    last = drawn.points[-1]
    assert last.low is not None
    assert last.high is not None
    assert -100 <= last.low < last.high < 0


@pytest.mark.parametrize(
    ("name", "top"), [("perceived_trust", 7), ("contact_pressure_top_tenth", 100)]
)
def test_no_limit_lies_beyond_what_can_be_scored_or_received(name: str, top: float) -> None:
    values = [0.8 * top, 0.98 * top] * 10
    series = [
        replace(figure, numerator=value * 50, denominator=50, value=value)
        for figure, value in zip(weeks([0] * len(values)), values, strict=True)
    ]
    drawn = chart(CATALOGUE[name], series)
    assert drawn is not None
    assert drawn.points[-1].high == top


def test_a_change_after_the_last_week_changes_nothing() -> None:
    told = chart(MEASURE, weeks(QUIET), [DeclaredChange(week(40), None, "Later.")])
    assert told == chart(MEASURE, weeks(QUIET))


def test_the_target_of_a_rate_per_customer_grows_with_its_period() -> None:
    complaints, overdue = CATALOGUE["complaints_per_1000"], CATALOGUE["overdue_requests"]
    assert target_of(complaints, 30) == 1.0
    assert target_of(complaints, 7) == pytest.approx(7 / 30)
    assert target_of(overdue, 28) == 0.0
    assert target_of(CATALOGUE["contact_pressure"], 30) is None


@pytest.mark.parametrize(("counted", "charted"), [(45, False), (50, True)])
def test_a_protected_series_that_averages_under_50_has_no_chart(
    counted: int, charted: bool
) -> None:
    exact = weeks([counted] * 20)
    rounded = [replace(figure, protection=Protection.ROUNDED) for figure in exact]
    assert (chart(MEASURE, rounded) is not None) is charted
    assert chart(MEASURE, exact) is not None
