"""What was planted shows on the charts in time, and where nothing was planted they stay quiet.

The charts are the product's own: the company is made, loaded and built as anybody's would be.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from bigtrust.builds import Build, current
from bigtrust.cli.building import make_demo
from bigtrust.demo import PlantedEvent, make
from bigtrust.demo.truth import Period, planted_events
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.charts import chart
from bigtrust.measures.headline import points, series
from bigtrust.measures.measure import Measure
from bigtrust.rules.spc_chart import Chart
from bigtrust.rules.spc_rules import RUN, Direction, Rule
from bigtrust.settings import read_settings
from tests.demo.conftest import loaded_and_built
from tests.stores import officer

pytestmark = pytest.mark.long

WEEK = timedelta(weeks=1)
PLANTED = {event.name: event for event in planted_events(Period.ending(date(2026, 10, 31), 2))}
LOMBARDIA = {"region": "Lombardia"}
SMS = {"channel": "sms"}
# The event, the measure, where to the measure goes, and where one looks at.
SHOWS: list[tuple[str, str, Direction, Mapping[str, str]]] = [
    ("washing_machine_campaign", "washing_machine_offers", Direction.HIGH, {}),
    ("unnamed_partner", "undisclosed_sharing", Direction.HIGH, {}),
    ("new_sender_unit", "over_contacted_customers", Direction.HIGH, {}),
    ("new_sender_unit", "over_contacted_customers", Direction.HIGH, LOMBARDIA),
    ("new_sender_unit", "contact_pressure", Direction.HIGH, LOMBARDIA),
    ("new_sender_unit", "contact_pressure_95th", Direction.HIGH, LOMBARDIA),
    ("sms_fault", "contact_without_permission", Direction.HIGH, {}),
    ("sms_fault", "contact_without_permission", Direction.HIGH, SMS),
    ("sms_fault", "contact_after_withdrawal", Direction.HIGH, {}),
    ("sms_fault", "contact_after_withdrawal", Direction.HIGH, SMS),
    ("opt_out_wave", "opt_out_rate", Direction.HIGH, {}),
    ("opt_out_wave", "opt_out_rate", Direction.HIGH, SMS),
    ("contact_cap", "over_contacted_customers", Direction.LOW, {}),
    ("contact_cap", "contact_pressure_95th", Direction.LOW, {}),
    ("contact_cap", "contact_pressure_top_tenth", Direction.LOW, {}),
    ("request_backlog", "outstanding_requests", Direction.HIGH, {}),
    ("request_backlog", "overdue_requests", Direction.HIGH, {}),
    ("request_backlog", "answered_on_time", Direction.LOW, {}),
    ("complaints_about_requests", "complaints_per_1000", Direction.HIGH, {}),
]
POINTS = {Rule.OUTSIDE: 1, Rule.TWO_OF_THREE: 3, Rule.TREND: RUN, Rule.ONE_SIDE: RUN}

QUIET_SEEDS = tuple(range(1, 21))  # fixed before any of their figures was looked at
QUIET_CUSTOMERS = 20_000
MOST_FLAGGED = 0.03


@pytest.fixture(scope="module")
def demo_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The company that `bigtrust demo` makes, loads and builds."""
    folder = tmp_path_factory.mktemp("demo")
    make_demo(folder)
    return current(read_settings(folder))


def sundays(event: PlantedEvent) -> Iterator[date]:
    """The Sundays on which the event can be seen, as many as the longest of the rules needs."""
    first = event.seen_from + timedelta(days=6 - event.seen_from.weekday())
    for week in range(RUN):
        if first + week * WEEK <= event.seen_to:
            yield first + week * WEEK


def chart_on(day: date, measure: Measure, where: Mapping[str, str], build: Build) -> Chart | None:
    """The chart as one who looked that day saw it: no later point, no limit learned from one."""
    periods = points(measure, replace(build, manifest=build.manifest | {"as_of": f"{day}"}))
    return chart(measure, calculate(measure, periods, (), officer(build), build, where))


@pytest.mark.parametrize(("name", "measure", "direction", "where"), SHOWS)
def test_a_planted_event_shows_within_the_weeks_that_the_rules_need(
    demo_build: Build, name: str, measure: str, direction: Direction, where: Mapping[str, str]
) -> None:
    """On the latest point, on some Sunday of the event, for one who knows nothing later.

    A pattern counts only once the event is as many points old as its rule takes, so that none is
    made of weeks before. Looking back from as-of would be too kind in one way (limits learned
    from the calm that followed) and too strict in another (a large event lifts the centre). One
    thing the day's own view could not have: outcomes written since, a request withdrawn, say.
    """
    days = list(sundays(PLANTED[name]))
    spacing = timedelta(days=CATALOGUE[measure].window_days)
    told = {}
    for day in days:
        drawn = chart_on(day, CATALOGUE[measure], where, demo_build)
        assert drawn is not None
        latest = drawn.points[-1]
        told[day] = latest
        if latest.flag is None or latest.direction is not direction:
            continue
        if day >= days[0] + (POINTS[latest.flag] - 1) * spacing:
            return
    pytest.fail(f"{measure} does not show {name}: {told}")


def test_every_event_that_the_catalogue_can_see_is_looked_for() -> None:
    numbers = {measure.number for measure in CATALOGUE.values()}
    visible = {
        (event.name, number)
        for event in PLANTED.values()
        for number in numbers.intersection(event.indicators)
    }
    assert {(name, CATALOGUE[measure].number) for name, measure, *_ in SHOWS} == visible
    assert {name for name, _ in visible} == PLANTED.keys()


def quiet_flags(folder: Path, seed: int) -> list[tuple[str, bool]]:
    """Each point of each measure of a company in which nothing was planted: is it flagged?"""
    truth = make(folder / "data", QUIET_CUSTOMERS, seed, quiet=True)
    built = loaded_and_built(folder, folder / "data", truth)
    return [
        (name, point.flag is not None)
        for name, measure in CATALOGUE.items()
        if (drawn := chart(measure, series(measure, officer(built), built)))
        for point in drawn.points
    ]


def told(drawn: Counter[str], flagged: Counter[str]) -> str:
    rows = [(name, flagged[name], drawn[name]) for name in drawn]
    rows.append(("all", flagged.total(), drawn.total()))
    return "".join(f"\n{name:28}{flags:5} of {n:6} {flags / n:6.1%}" for name, flags, n in rows)


def test_quiet_companies_are_seldom_flagged(
    tmp_path: Path, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pure chance alone makes about two points in a hundred a signal (rules/spc_rules.py)."""
    folders = [tmp_path / str(seed) for seed in QUIET_SEEDS]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        found = list(processes.map(quiet_flags, folders, QUIET_SEEDS))
    drawn = Counter(name for company in found for name, _ in company)
    flagged = Counter(name for company in found for name, flag in company if flag)
    with capsys.disabled():
        pytestconfig.get_terminal_writer().line(told(drawn, flagged))
    assert CATALOGUE.keys() - drawn == {"data_explained"}  # an inventory has no past
    assert not {name for name in drawn if flagged[name] > MOST_FLAGGED * drawn[name]}
