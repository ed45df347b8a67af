"""Broken promises by kind: their count, their usual range, and which are above it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.figures.columns import columns
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.settings.parts import Change
from bigtrust.views import kinds as module
from bigtrust.views import wording
from bigtrust.views.kinds import Kind, Window, kinds, title_of
from tests.measures.conftest import built_of

MEASURE = CATALOGUE["excess_contacts"]
ABOVE = Kind(MEASURE, (Window(3.0, "steady"), Window(30.0, "concerning")), 1.4, 8.6)
USUAL = Kind(MEASURE, (Window(3.0, "steady"), Window(5.0, "steady")), 1.4, 8.6)


def test_a_kind_tells_its_latest_count_and_what_is_usual():
    assert (ABOVE.now, ABOVE.usual, ABOVE.above) == (30.0, "usual 1–9", True)
    assert not USUAL.above
    assert replace(USUAL, low=0.0, high=0.3).usual == "usual 0"


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ([ABOVE, USUAL], "One kind of broken promise is above its usual range"),
        ([ABOVE, ABOVE], "Two kinds of broken promise are above their usual range"),
        ([USUAL], "No kind of broken promise is above its usual range by more than chance"),
    ],
)
def test_the_title_counts_those_above_their_range(told: list[Kind], title: str):
    assert title_of(told) == title


@pytest.mark.parametrize(("odd", "above"), [(0.0001, 1), (0.04, 0)])
def test_of_many_kinds_one_has_to_be_odder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: float, above: int
):
    """Alone, one in 25 would be odd enough."""
    told = {MEASURE.name: replace(ABOVE, p_value=odd)}
    usual = replace(USUAL, p_value=0.5)
    monkeypatch.setattr(module, "_kind", lambda measure, *_: told.get(measure.name, usual))
    build = built_with(tmp_path / "company")
    found = kinds(Scope(Role.EXECUTIVE, build.id), build)
    assert len(found) > 2
    assert sum(kind.above for kind in found) == above
    assert sum(kind.now == ABOVE.now for kind in found) == 1


def test_columns_are_read_aloud():
    told = columns(ABOVE).replace(wording.NO_BREAK, " ")
    assert "Excess contacts: 30 breaches in 30 days; usual 1–9 in the two windows" in told


AS_OF = date(2025, 6, 30)
COUNTS = [6, 5, 7, 6, 40, 5, 7, 6, 5, 7, 6, 12, 13, 12, 13, 12]  # by windows of 30 days to as-of
BEGINS = [AS_OF - timedelta(days=30 * back - 1) for back in range(len(COUNTS), 0, -1)]


def built_with(home: Path, *changes: Change, counts: Sequence[int] = COUNTS) -> Build:
    """Contacts of one who had refused them: so many in each window."""
    home.mkdir()
    sent = [
        datetime.combine(first, datetime.min.time()) + timedelta(hours=10 + 12 * number)
        for first, count in zip(BEGINS, counts, strict=True)
        for number in range(count)
    ]
    rows = [
        *("consent_events", "customer_id | occurred_at | channel | state"),
        "ann | 2023-12-01 09:00 | email | refused",
        *("contacts", "customer_id | sent_at"),
        *(f"ann | {moment:%Y-%m-%d %H:%M}" for moment in sent),
    ]
    return built_of("\n".join(rows), home, as_of=AS_OF, changes=changes)


def without_permission(build: Build) -> Kind:
    found = kinds(Scope(Role.EXECUTIVE, build.id), build)
    return next(kind for kind in found if kind.measure.name == "contact_without_permission")


def test_what_is_usual_leaves_out_an_incident_and_begins_anew_with_a_lasting_change(tmp_path: Path):
    """As in the chart of the indicator: the two stand on one page."""
    named = ("contact_without_permission",)
    incident = Change(indicators=named, since=BEGINS[4], until=BEGINS[4], reason="a fault")
    lasting = Change(indicators=named, since=BEGINS[11], reason="a partner")
    undeclared = without_permission(built_with(tmp_path / "undeclared"))
    assert undeclared.changed == 0
    told = without_permission(built_with(tmp_path / "told", incident, lasting))
    assert [window.tone for window in told.windows[1:]] == ["steady"] * 11
    assert told.windows[0].tone == "concerning"
    assert told.low is not None
    assert told.low > 8
    assert told.changed == 7
    assert "in the last five of the 12 windows shown" in told.spoken


@pytest.mark.parametrize(("latest", "above"), [(1, False), (5, True)])
def test_one_breach_after_a_year_of_none_is_what_chance_brings(
    tmp_path: Path, latest: int, above: bool
):
    """One is expected in 16 windows, so that each of them has one in 16 chances of it."""
    rare = [0, 1, *[0] * (len(COUNTS) - 3), latest]
    assert without_permission(built_with(tmp_path / "rare", counts=rare)).above is above


def test_three_windows_after_a_lasting_change_tell_nothing_usual(tmp_path: Path):
    """Of 12, 13 and 12 it would be some "usual 11–14", and of 0, 4 and 0 "usual 0–12"."""
    named = ("contact_without_permission",)
    lasting = Change(indicators=named, since=BEGINS[13], reason="a partner")
    told = without_permission(built_with(tmp_path / "told", lasting))
    assert (told.now, told.low, told.high, told.usual) == (12.0, None, None, "")
    assert told.spoken.startswith("Contact without permission: 12")
    assert "usual" not in told.spoken


def test_the_usual_range_is_drawn_where_it_holds():
    assert 'x="0"' in unquote(columns(ABOVE))
    assert 'x="70"' in unquote(columns(replace(ABOVE, changed=1)))


def test_nothing_is_drawn_of_no_data():
    assert columns(Kind(MEASURE, (), None, None)) == ""
