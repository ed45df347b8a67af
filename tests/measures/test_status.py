"""Whether a figure meets its target; a protected one by its bound."""

from dataclasses import replace
from datetime import date

import pytest

from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.status import (
    MEETS,
    MISSES,
    NO_DATA,
    NO_TARGET,
    UNKNOWN,
    misses_target,
    status_of,
)
from bigtrust.rules.period import Period

JUNE = Period(date(2024, 6, 1), date(2024, 6, 30))
DOWN = replace(CATALOGUE["over_contacted_customers"], target=2.0)
TIME = replace(CATALOGUE["time_to_answer"], target=30.0)
UP = replace(CATALOGUE["answered_on_time"], target=98.0)


def figure(**told: float | str) -> Figure:
    return replace(Figure(JUNE, (), None, None, None), **told)


@pytest.mark.parametrize(
    ("measure", "found", "status"),
    [
        (DOWN, figure(value=2.0), MEETS),
        (DOWN, figure(value=2.1), MISSES),
        (UP, figure(value=98.0), MEETS),
        (UP, figure(value=97.9), MISSES),
        (DOWN, figure(high=1.5, protection="few"), MEETS),
        (DOWN, figure(high=2.5, protection="few"), UNKNOWN),
        (DOWN, figure(low=97.0, protection="nearly all"), MISSES),
        (DOWN, figure(low=2.0, protection="nearly all"), MISSES),  # above 2
        (DOWN, figure(low=1.9, protection="nearly all"), UNKNOWN),
        (UP, figure(low=98.5, protection="nearly all"), MEETS),
        (UP, figure(low=97.5, protection="nearly all"), UNKNOWN),
        (UP, figure(high=1.0, protection="few"), MISSES),
        (UP, figure(high=98.0, protection="few"), MISSES),  # below 98
        (UP, figure(high=98.5, protection="few"), UNKNOWN),
        (TIME, figure(beyond=30.0), MISSES),  # over 30 days
        (TIME, figure(beyond=29.0), UNKNOWN),
        (replace(TIME, target=None), figure(beyond=30.0), NO_TARGET),
        (DOWN, figure(protection="closed"), UNKNOWN),
        (DOWN, figure(missing="contacts"), NO_DATA),
        (replace(DOWN, target=None), figure(value=2.0), NO_TARGET),
    ],
)
def test_a_figure_is_held_against_its_target(measure, found: Figure, status: str):
    assert status_of(measure, found) == status
    assert misses_target(measure, found) is (status == MISSES)


def test_a_rate_per_customer_has_a_target_for_30_days():
    complaints = CATALOGUE["complaints_per_1000"]
    week = replace(figure(value=0.5), period=Period(date(2024, 6, 3), date(2024, 6, 9)))
    assert status_of(complaints, week) == MISSES  # 1 in 30 days is 0.23 in 7
