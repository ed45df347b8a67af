"""Segments of a period, the worst first: which are worse than chance explains."""

from datetime import date
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.targets import aimed
from bigtrust.measures.uncertainty import interval
from bigtrust.rules.period import Period
from bigtrust.settings import read_settings
from bigtrust.views import ranking as rankings
from bigtrust.views.asked import Asked, of_the_headline
from bigtrust.views.drawings import Dot
from bigtrust.views.grid import Grid
from bigtrust.views.panel import Panel
from bigtrust.views.ranking import ranking
from bigtrust.views.wording import NO_BREAK

NAME = "contact_without_permission"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
Counts = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


def scope(build: Build, role: Role = Role.ANALYST) -> Scope:
    return Scope(role, build.id)


def ranked(
    monkeypatch: pytest.MonkeyPatch, build: Build, name: str, counts: Counts, by: str = "region"
) -> Panel:
    """The panel of segments that counted so many, of so many, in October; the worst first."""
    measure = CATALOGUE[name]

    def figure(group: tuple[str, ...], top: float, bottom: float) -> Figure:
        within = interval(measure, top, bottom)
        edges = (within.low, within.high) if within else ()
        return Figure(OCTOBER, group, top, bottom, measure.scale * top / bottom, *edges)

    cells = {((each,), OCTOBER): figure((each,), *pair) for each, pair in counts.items()}
    rows = tuple(group for group, _ in cells)
    whole = figure((), *(sum(column) for column in zip(*counts.values(), strict=True)))
    monkeypatch.setattr(rankings, "grid_of", lambda *_: Grid(measure, (OCTOBER,), rows, (), cells))
    monkeypatch.setattr(rankings, "calculate", lambda *_: [whole])
    return ranking(scope(build), build, Asked(name, OCTOBER, None, by=(by,)))


def dots(panel: Panel) -> list[Dot]:
    return panel.drawing.dots


def text(said: str) -> str:
    return said.replace(NO_BREAK, " ")


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.OFFICER])
def test_the_dots_are_the_figures_of_the_role(build: Build, role: Role):
    viewer, question = scope(build, role), of_the_headline(build, "opt_out_rate", "region")
    shown = ranking(viewer, build, question)
    found = calculate(aimed(build)["opt_out_rate"], [question.period], ("region",), viewer, build)
    told_of = {figure.group[0]: figure.value for figure in found if figure.value is not None}
    assert {dot.label: dot.value for dot in shown.drawing.dots if dot.value is not None} == told_of
    assert len(shown.table.rows) == len(found)
    assert f"line: 95{NO_BREAK}% interval" in shown.key or "only bounds" in shown.title
    values = [dot.value for dot in shown.drawing.dots if dot.value is not None]
    assert values == sorted(values, reverse=True)


def test_one_case_of_a_few_is_no_finding(monkeypatch: pytest.MonkeyPatch, build: Build):
    """Alone its interval lies above all: 1 of 200, where there are 4 of 20,000."""
    found = ranked(monkeypatch, build, NAME, {"Molise": (1, 200), "Lazio": (3, 19_800)})
    assert dots(found)[0].low > found.drawing.reference
    assert [dot.tone for dot in dots(found)] == ["steady", "steady"]
    assert found.title == "No region is worse than all by more than chance"


@pytest.mark.parametrize(("others", "tone"), [(1, "concerning"), (19, "steady")])
def test_of_many_segments_one_has_to_be_odder(
    monkeypatch: pytest.MonkeyPatch, build: Build, others: int, tone: str
):
    """70 of 1,000 where there are 5 %: one in twenty would look as odd in 150 looks at nothing."""
    alike = {f"region {number}": (50, 1_000) for number in range(others)}
    found = ranked(monkeypatch, build, NAME, {"Lazio": (70, 1_000), **alike, "Elba": (990, 20_000)})
    assert dots(found)[0].low > found.drawing.reference
    assert [dot.tone for dot in dots(found)[:2]] == [tone, "steady"]


def test_the_key_tells_of_how_many_looks_a_colour_is(monkeypatch: pytest.MonkeyPatch, build: Build):
    found = ranked(monkeypatch, build, NAME, {"Lazio": (70, 1_000), "Elba": (990, 20_000)})
    lines = "line: 95 % interval; coloured: more than chance explains in two looks at once"
    assert f"; {lines}; " in text(found.key)
    scores = ranked(monkeypatch, build, "perceived_trust", {"a": (60, 12), "b": (70, 12)})
    assert "chance" not in scores.key


def test_rates_of_events_are_looked_at_alike(monkeypatch: pytest.MonkeyPatch, build: Build):
    counts = {"Lazio": (60, 40_000), "Umbria": (2, 500), "Molise": (10, 20_000), "Puglia": (0, 90)}
    found = ranked(monkeypatch, build, "complaints_per_1000", counts)
    assert [dot.tone for dot in dots(found)] == ["steady", "steady", "improving", "steady"]


def test_what_is_worse_for_sure_is_named_where_a_few_look_worse(
    monkeypatch: pytest.MonkeyPatch, build: Build
):
    counts = {"Molise": (2, 20), "Lazio": (610, 10_000), "Umbria": (100, 10_000)}
    found = ranked(monkeypatch, build, NAME, counts)
    assert [dot.tone for dot in dots(found)] == ["steady", "concerning", "improving"]
    assert text(found.title) == "Lazio is worse by more than chance: 6.1 %, overall 3.6 %"


def test_the_worst_is_named_as_such(monkeypatch: pytest.MonkeyPatch, build: Build):
    found = ranked(monkeypatch, build, NAME, {"Lazio": (610, 10_000), "Umbria": (100, 10_000)})
    assert text(found.title) == "Lazio is worst: 6.1 %, overall 3.6 %"


@pytest.mark.parametrize(
    ("scores", "title"),
    [
        ((5.46, 5.51, 5.6), "A and b are worst: 5.5 of 7, overall 5.5 of 7"),
        ((5.2, 5.51, 5.6), "A is worst: 5.2 of 7, overall 5.4 of 7"),
        ((5.46, 5.47, 5.51, 5.52, 5.6), "Four segments are worst: 5.5 of 7, overall 5.5 of 7"),
        ((5.46, 5.51), "No segment differs from another: 5.5 of 7"),
    ],
)
def test_what_reads_alike_is_called_worst_together(
    monkeypatch: pytest.MonkeyPatch, build: Build, scores: tuple[float, ...], title: str
):
    counts = {letter: (score * 12, 12) for letter, score in zip("abcdef", scores, strict=False)}
    assert text(ranked(monkeypatch, build, "perceived_trust", counts).title) == title


@pytest.mark.parametrize(
    ("name", "dimension"), [("consent_rate", "channel"), ("systems_agree", "systems")]
)
def test_where_one_person_is_in_several_the_lowest_is_told_and_none_is_worse_than_all(
    build: Build, name: str, dimension: str
):
    """Each channel has fewer who consent than there are on any."""
    shown = ranking(scope(build), build, of_the_headline(build, name, dimension))
    assert " is lowest: " in shown.title
    assert {dot.tone for dot in dots(shown)} == {"steady"}
    by_region = ranking(scope(build), build, of_the_headline(build, "consent_rate", "region"))
    assert "coloured" in by_region.key


def test_a_choice_for_all_channels_at_once_is_not_named_like_the_whole_beside_it(
    monkeypatch: pytest.MonkeyPatch, build: Build
):
    panel = ranked(monkeypatch, build, "opt_out_rate", {"email": (9, 1000), "all": (2, 1000)})
    assert [dot.label for dot in dots(panel)] == ["email", "all at once"]
    assert panel.drawing.reference_text.startswith("all ")


def test_a_part_of_the_whole_is_neither_better_nor_worse_than_it(
    monkeypatch: pytest.MonkeyPatch, build: Build
):
    """Customers are of one region, and may complain on any channel."""
    counts = {"email": (20, 1000), "phone": (2, 1000)}
    part, own = (
        ranked(monkeypatch, build, "complaints_per_1000", counts, by)
        for by in ("channel", "region")
    )
    assert text(part.title) == "Email is highest: 20 per 1,000, 11 per 1,000 in all"
    assert text(own.title) == "Email is worst: 20 per 1,000, overall 11 per 1,000"
    assert [dot.tone for dot in dots(part)] == ["steady", "steady"]
    assert dots(own)[0].tone == "concerning"
    assert ("coloured" in part.key, "coloured" in own.key) == (False, True)


def test_of_a_number_of_people_the_fewest_are_told(monkeypatch: pytest.MonkeyPatch, build: Build):
    panel = ranked(monkeypatch, build, "reachable_people", {"post": (5, 1), "email": (9, 1)})
    assert text(panel.title).startswith("Post has the fewest: 5 people, ")


def test_of_nothing_there_is_nothing_to_split(monkeypatch: pytest.MonkeyPatch, build: Build):
    nobody = Figure(OCTOBER, (), 0.0, None, 0.0)
    measure = CATALOGUE["outstanding_requests"]
    nothing = Grid(measure, (OCTOBER,), (), (("access",),), {})
    monkeypatch.setattr(rankings, "grid_of", lambda *_: nothing)
    monkeypatch.setattr(rankings, "calculate", lambda *_: [nobody])
    panel = ranking(scope(build), build, Asked(measure.name, OCTOBER, None, by=("right",)))
    assert text(panel.title) == "There is nothing to split: 0 requests"


def test_no_line_is_explained_where_none_is_drawn(monkeypatch: pytest.MonkeyPatch, build: Build):
    nothing = Grid(CATALOGUE[NAME], (OCTOBER,), (), (("north",),), {})
    monkeypatch.setattr(rankings, "grid_of", lambda *_: nothing)
    panel = ranking(scope(build), build, Asked(NAME, OCTOBER, None, by=("region",)))
    assert panel.drawing is None
    assert "dotted" not in panel.key
