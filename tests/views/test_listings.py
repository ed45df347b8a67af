"""What pages list: who gets what, what is held, touchpoints, metrics, journeys. Titles are findings
and say what the rows say.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.journeys import Journey
from bigtrust.measures.registers import Held, MeetingPlace
from bigtrust.rules.period import days_to
from bigtrust.settings import read_settings
from bigtrust.views import held, journeys, recipients
from bigtrust.views.evaluated import evaluated
from bigtrust.views.held import inventory, touchpoints
from bigtrust.views.journeys import broken_journeys
from bigtrust.views.recipients import NO_NOTICE
from bigtrust.views.wording import NO_BREAK
from tests.companies import company
from tests.stores import built, settings_of


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


@pytest.fixture(params=[Role.EXECUTIVE, Role.OFFICER])
def scope(build: Build, request: pytest.FixtureRequest) -> Scope:
    return Scope(request.param, build.id)


def test_who_gets_what_counts_as_calculate_does_and_says_whom_no_notice_names(
    build: Build, scope: Scope
):
    said = recipients.recipients(scope, build)
    month, measure = days_to(build.as_of, 30), CATALOGUE["undisclosed_sharing"]
    found = calculate(measure, [month], ("recipient", "purpose"), scope, build)
    counts = {figure.group: figure.denominator for figure in found}
    shown = {(row[0], row[2].replace(" ", "_")): row[3] for row in said.table.rows}
    assert shown.keys() == counts.keys()
    exact = {key: f"{count:,.0f}" for key, count in counts.items() if count is not None}
    assert {key: shown[key] for key in exact} == exact
    untold = [row[0] for row in said.table.rows if row[4] == NO_NOTICE]
    assert untold
    assert all(name in said.title for name in untold)
    assert all("notice-2025" in row[4] for row in said.table.rows if row[4] != NO_NOTICE)


@pytest.mark.parametrize(
    ("untold", "shared", "title"),
    [
        (0, 0, "Nothing went to anybody else in the last 30 days"),
        (0, 1, "A notice in force names every one of one flow of data"),
        (0, 12, "A notice in force names every one of 12 flows of data"),
        (1, 3, "No notice names one of three flows of data: to R0"),
        (5, 9, "No notice names five of nine flows of data: to R0, R1, R2 and two more"),
    ],
)
def test_the_title_counts_flows(untold: int, shared: int, title: str):
    assert recipients._title([(f"R{number}", "ads") for number in range(untold)], shared) == title


def test_touchpoints_without_the_notice_come_first(build: Build, scope: Scope):
    said = touchpoints(scope, build)
    (figure,) = calculate(
        CATALOGUE["notice_within_reach"], [days_to(build.as_of, 1)], (), scope, build
    )
    without = [row for row in said.table.rows if row[2] == "no"]
    assert len(said.table.rows) - len(without) == figure.numerator
    assert said.table.rows[: len(without)] == tuple(without)
    assert said.title.startswith("Two of 15 touchpoints do not link the notice: ")


def test_the_inventory_says_what_is_not_explained(build: Build, scope: Scope):
    said = inventory(scope, build)
    (figure,) = calculate(CATALOGUE["data_explained"], [days_to(build.as_of, 1)], (), scope, build)
    unexplained = [row for row in said.table.rows if row[-1]]
    assert len(said.table.rows) - len(unexplained) == figure.numerator
    assert said.title == (
        "Three of 16 kinds of data are not explained: app usage, device telemetry and household"
        " profile"
    )
    assert unexplained[1][-1] == "on which basis, for how long and in the notice"


def test_where_all_is_explained_and_every_notice_in_reach_the_titles_say_so(
    build: Build, monkeypatch: pytest.MonkeyPatch
):
    scope = Scope(Role.EXECUTIVE, build.id)
    told = [Held("address", "delivery", "contract", 730, True)]
    monkeypatch.setattr(held, "data_held", lambda _: told)
    monkeypatch.setattr(
        held, "meeting_places", lambda _: [MeetingPlace("site", "", True, None, None)]
    )
    said = inventory(scope, build)
    assert said.title == "Each of one kind of data is explained"
    assert said.table.rows[0][3].replace(NO_BREAK, " ") == "2 years"
    assert touchpoints(scope, build).title == "No touchpoint is known to lack the notice"


def test_every_metric_says_whether_it_is_evaluated_and_for_what(build: Build):
    said = evaluated(Scope(Role.EXECUTIVE, build.id), build)
    assert [row[0] for row in said.table.rows] == [each.title for each in CATALOGUE.values()]
    assert said.title.startswith(f"All {len(CATALOGUE)} metrics are evaluated")
    (ledger,) = (row for row in said.table.rows if row[0] == "Undisclosed sharing")
    assert "trust index" in ledger[-1]
    assert "ledger of broken promises" in ledger[-1]


def test_what_settings_leave_out_of_the_index_is_not_said_to_be_in_it(build: Build):
    settings = build.manifest["settings"] | {"index": {"principles": ["choice"]}}
    chosen = replace(build, manifest=build.manifest | {"settings": settings})
    said = evaluated(Scope(Role.EXECUTIVE, build.id), chosen)
    used = {row[2] for row in said.table.rows if "trust index" in row[-1]}
    assert used == {"choice"}


def test_touchpoints_that_nobody_looked_at_are_not_among_those_counted(
    build: Build, monkeypatch: pytest.MonkeyPatch
):
    places = [MeetingPlace(name, "", notice, None, None) for name, notice in NOTICES.items()]
    monkeypatch.setattr(held, "meeting_places", lambda _: places)
    said = touchpoints(Scope(Role.EXECUTIVE, build.id), build)
    assert said.title == "One of two touchpoints does not link the notice: till"


NOTICES = {"till": False, "site": True, "kiosk": None}


def test_what_is_not_evaluated_says_what_is_missing(tmp_path: Path):
    told = company("complaints\n received_at\n 2024-03-01 10:00")
    build = built(told, settings_of(tmp_path, f"duckdb:///{tmp_path / 'facts.duckdb'}"))
    said = evaluated(Scope(Role.EXECUTIVE, build.id), build)
    assert "no: contacts are missing" in [row[3] for row in said.table.rows]
    assert re.match(r"One of \d+ metrics is evaluated", said.title)


def test_the_officer_s_journeys_hold_everybody_who_was_let_down(build: Build):
    scope = Scope(Role.OFFICER, build.id)
    said = broken_journeys(scope, build)
    (figure,) = calculate(CATALOGUE["people_let_down"], [days_to(build.as_of, 1)], (), scope, build)
    assert sum(int(row[1]) for row in said.table.rows) == figure.numerator
    assert not said.note


TWICE = Journey(("contact_without_permission", "washing_machine_offers"), 12, 7, None, 0)
HIDDEN = Journey(("out_of_hours_contacts",), None, None, None, None)


@pytest.mark.parametrize(
    ("found", "title"),
    [
        ([], "Nobody was let down in the last 90 days"),
        ([HIDDEN], "Few people were let down, and too few in any one way to be shown"),
        (
            [TWICE, HIDDEN],
            "Let down more than once: contact without permission, then washing-machine offers,"
            " 12 people",
        ),
    ],
)
def test_the_title_tells_the_commonest_journey(
    build: Build, monkeypatch: pytest.MonkeyPatch, found: list[Journey], title: str
):
    monkeypatch.setattr(journeys, "journeys", lambda *_: found)
    said = broken_journeys(Scope(Role.ANALYST, build.id), build)
    assert said.title.replace(NO_BREAK, " ") == title
    assert (said.note == "") is (HIDDEN not in found)
    if TWICE in found:
        assert said.table.rows == (
            (
                "Contact without permission, then washing-machine offers",
                *("12", "7", "fewer than 5", "0"),
            ),
        )
