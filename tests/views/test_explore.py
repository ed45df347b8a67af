"""Explore says what the figures say, and what is hidden stays hidden."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build, current
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.targets import aimed
from bigtrust.rules.contributions import Contribution
from bigtrust.rules.period import Period, months_to
from bigtrust.settings import read_settings
from bigtrust.views import breaches, chance, change, multiples
from bigtrust.views import grid as segments
from bigtrust.views.asked import (
    Against,
    Asked,
    compared_with,
    of_the_headline,
    offered,
    one_of_each,
    shown_periods,
    splittable,
)
from bigtrust.views.explore import crumbs, explore, sheet
from bigtrust.views.phrases import plain
from bigtrust.views.ranking import ranking
from bigtrust.views.side_by_side import signed, told
from bigtrust.views.wording import NO_BREAK
from tests.measures.conftest import LAMPS, built_of

NAME = "contact_without_permission"


@pytest.fixture(scope="module")
def build(demo_company: Path) -> Build:
    return current(read_settings(demo_company))


def scope(build: Build, role: Role = Role.ANALYST) -> Scope:
    return Scope(role, build.id)


def asked(build: Build, *by: str, name: str = NAME, only=(), month: int = 0) -> Asked:
    """Of the `month`th last month, against the one before."""
    periods = offered(scope(build), build, name).periods
    period = periods[month]
    return Asked(name, period, compared_with(periods, period)[Against.BEFORE], by=by, only=only)


def grid_of(viewer: Scope, build: Build, question: Asked) -> segments.Grid:
    return segments.grid_of(viewer, build, question, shown_periods(build, question))


def text(said) -> str:
    return plain(said).replace(NO_BREAK, " ")


def test_the_lead_tells_both_periods_as_calculate_does(build: Build):
    question = asked(build, "channel", name="opt_out_rate")
    measure = aimed(build)["opt_out_rate"]
    before, now = calculate(measure, [question.before, question.period], (), scope(build), build)
    said = text(explore(scope(build), build, question).lead)
    assert told(now, measure).replace(NO_BREAK, " ") in said
    assert told(before, measure).replace(NO_BREAK, " ").removesuffix(" %") in said
    assert ("rose" in said) is (now.value > before.value)


def test_a_segment_that_brought_most_of_a_change_is_named_with_its_share(build: Build):
    told_of = 0
    for month in range(20):
        question = asked(build, "channel", name="excess_contacts", month=month)
        said = text(explore(scope(build), build, question).lead)
        if "no more than chance" in said:
            assert "of the" not in said.partition("since")[2]
        alone = re.search(r"\. ([\w ]+) alone explains (all|\d+ %) of the (rise|fall)\.", said)
        if alone is None:
            continue
        told_of += 1
        panel = change.contributions(scope(build), build, question)
        assert panel.title.startswith(f"{alone[1]} brought")
        assert alone[3] in panel.title
        assert ("rose" in said) is (alone[3] == "rise")
    assert told_of


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.ANALYST, Role.OFFICER])
@pytest.mark.parametrize("by", [("channel",), ("region",), ("region", "channel")])
def test_every_cell_is_calculate_s_for_the_role(build: Build, role: Role, by: tuple[str, ...]):
    question, viewer = asked(build, *by), scope(build, role)
    grid = grid_of(viewer, build, question)
    found = calculate(grid.measure, grid.periods, by, viewer, build)
    exact = {(figure.group, figure.period): figure for figure in found}
    assert all(exact[place] == cell for place, cell in grid.cells.items())
    assert {figure.group for figure in found if figure.value is not None} <= set(grid.rows)


def test_what_several_parts_of_a_page_show_is_formed_once_and_for_one_role(
    build: Build, monkeypatch: pytest.MonkeyPatch
):
    asked_for: list[Role] = []

    def counted(measure, periods, by, viewer, *more):
        if by:
            asked_for.append(viewer.role)
        return calculate(measure, periods, by, viewer, *more)

    monkeypatch.setattr(segments, "calculate", counted)
    segments.grid_of.cache_clear()
    question = asked(build, "region", name="opt_out_rate", month=3)
    for role in (Role.ANALYST, Role.OFFICER):
        for view in (explore, segments.over_time, multiples.multiples, sheet):
            view(scope(build, role), build, question)
    assert asked_for == [Role.ANALYST, Role.OFFICER]


def test_what_is_hidden_stands_last_in_the_order_of_names(build: Build):
    grid = grid_of(scope(build), build, asked(build, "region"))
    unknown = [figure.group for figure in grid.now if figure.value is None]
    assert unknown == sorted(unknown)
    assert list(grid.hidden) == sorted(grid.hidden)
    known = [figure.value for figure in grid.now if figure.value is not None]
    assert known == sorted(known, reverse=True)


def test_nobody_and_a_few_look_the_same(build: Build):
    """A number by segment has no row for nobody: its hidden few must not differ from that."""
    question = asked(build, "region", name="people_contacted_after_withdrawal")
    grid = grid_of(scope(build), build, question)
    shown = segments.over_time(scope(build), build, question)
    assert shown.table
    for row in shown.table.rows:
        assert set(row[1:]) <= {segments.HIDDEN, *(str(number) for number in range(5, 1000, 5))}
    assert all(cell.value is not None for cell in grid.cells.values())


def test_a_file_holds_what_is_shown_and_no_more(build: Build):
    question, viewer = asked(build, "region"), scope(build)
    told_sheet = sheet(viewer, build, question)
    grid = grid_of(viewer, build, question)
    assert len(told_sheet.rows) == len(grid.periods) * (len(grid.rows) + len(grid.hidden))
    at = told_sheet.header.index("numerator")
    assert all(row[at] is None or row[at] % 5 == 0 for row in told_sheet.rows)


def test_three_dimensions_at_most_and_one_value_of_each(build: Build):
    dimensions = offered(scope(build), build, NAME).dimensions
    only = (("channel", "sms"), ("region", "Lombardia"), ("channel", "email"))
    assert one_of_each(only) == (("channel", "email"), ("region", "Lombardia"))
    assert "channel" not in splittable(dimensions, only[:1], build)
    three = (*only[:2], ("product", "savings"))
    assert splittable(dimensions, three, build) == ()


def test_the_steps_lead_back_to_what_each_filter_was_chosen_from(build: Build):
    only = (("region", "Lombardia"), ("channel", "in_app"))
    steps = crumbs(asked(build, "purpose", only=only))
    assert [step.label for step in steps] == ["All", "Lombardia", "in app"]
    assert [step.only for step in steps] == [(), only[:1], only]
    assert [step.by for step in steps] == ["region", "channel", ""]


def test_no_period_is_compared_with_a_later_one(build: Build):
    periods = offered(scope(build), build, NAME).periods
    for period in periods:
        for other in compared_with(periods, period).values():
            assert other.last < period.first
            assert abs(other.days - period.days) <= 3
    assert set(months_to(build.as_of, periods[-1].first)) <= set(periods)


def test_the_funnel_s_limits_hold_what_is_no_discovery(build: Build):
    shown = chance.chance(scope(build), build, asked(build, "channel", month=13))
    assert shown.table
    outside = [row for row in shown.table.rows if row[-1] == "outside"]
    drawn = [point for point in shown.drawing.points if point.outside]
    assert len(outside) == len(drawn)
    assert shown.title.startswith("None of" if not outside else ("One", "Two", "Three"))


def test_small_multiples_share_one_axis(build: Build):
    shown = multiples.multiples(scope(build), build, asked(build, "channel"))
    values = [value for item in shown.items for value in (*item.values, *shown.whole)]
    assert shown.highest == max(value for value in values if value is not None)


@pytest.mark.parametrize(("dimension", "is_part"), [("channel", True), ("region", False)])
def test_what_is_part_of_all_is_not_held_against_it(build: Build, dimension: str, is_part: bool):
    """Complaints by a channel are per 1,000 customers of any; those of a region, of its own."""
    question = asked(build, dimension, name="complaints_per_1000")
    shown = segments.over_time(scope(build, Role.OFFICER), build, question)
    beside = multiples.multiples(scope(build, Role.OFFICER), build, question)
    assert (shown.drawing.centre is None) is is_part
    assert ("darker is more" in shown.key) is is_part
    assert (beside.whole == ()) is is_part


def test_the_ledger_s_counts_are_protected(build: Build):
    only = (("region", "Lombardia"),)
    question = asked(build, "channel", name="excess_contacts", only=only)
    shown = breaches.breaches(scope(build), build, question)
    rows = shown.table.rows if shown.table else ()
    for _, broken, people in rows[:-1]:
        assert int(broken.replace(",", "")) % 5 == 0
        assert people == breaches.HIDDEN or int(people.replace(",", "")) % 5 == 0


def test_contributions_add_up_to_the_change_of_30_days(build: Build):
    viewer, question = scope(build, Role.OFFICER), of_the_headline(build, "opt_out_rate", "region")
    shown = change.contributions(viewer, build, question)
    before, now = calculate(
        aimed(build)["opt_out_rate"], [question.before, question.period], (), viewer, build
    )
    assert sum(bar.value for bar in shown.drawing.bars) == pytest.approx(now.value - before.value)
    assert "since the 30 days to" in shown.key.replace(NO_BREAK, " ")


def test_a_stock_split_on_its_page_is_of_a_day(build: Build):
    question = of_the_headline(build, "consent_on_old_notice", "purpose")
    for view in (ranking, change.contributions):
        key = view(scope(build), build, question).key.replace(NO_BREAK, " ")
        assert "30 days" not in key
    assert ", 31 Oct 2026, %" in ranking(scope(build), build, question).key.replace(NO_BREAK, " ")


@pytest.mark.parametrize("name", [NAME, "opt_out_rate", "excess_contacts"])
def test_the_worst_cell_that_is_told_is_drawn(build: Build, name: str):
    """Of more segments than there is room for; those of bounds alone make way for figures."""
    question = asked(build, "region", "channel", name=name)
    shown = segments.over_time(scope(build, Role.OFFICER), build, question)
    rows = shown.drawing.rows
    assert len(shown.table.rows) > len(rows) == segments.MOST_ROWS
    told_of = re.match(r"The worst is (.+) in \w+ \d+: ", text_of(shown.title))
    assert told_of and told_of[1] in rows


OPT_OUTS = CATALOGUE["opt_out_rate"]
SEPTEMBER, OCTOBER = (Period(date(2026, m, 1), date(2026, m, d)) for m, d in ((9, 30), (10, 31)))


def moved_from(before: float, now: float, width: float | None = None) -> str:
    """What the lead says of a share of 100,000 that moved, in %; `width`: of its interval."""
    figures = (
        Figure(period, (), 0, 100_000, value, *bounds(value, width))
        for period, value in ((SEPTEMBER, before), (OCTOBER, now))
    )
    asked_ = Asked("opt_out_rate", OCTOBER, SEPTEMBER)
    return text(change.told_of(change.Change(OPT_OUTS, *figures, by_chance=bool(width)), asked_))


def bounds(value: float, width: float | None) -> tuple[float | None, float | None]:
    return (None, None) if width is None else (value - width, value + width)


@pytest.mark.parametrize(
    ("before", "now", "by_chance", "said"),
    [
        (0.5, 0.59, False, "Opt-out rate rose from 0.50 to 0.59 % since September 2026."),
        (0.5, 0.59, True, "Opt-out rate rose from 0.50 to 0.59 % since September 2026, which is no"
                          " more than chance would bring."),
        (0.5, 0.5, True, "Opt-out rate has stayed at 0.50 % since September 2026."),
        (0.336, 0.344, False, "Opt-out rate has stayed at 0.34 % since September 2026."),
        (5.61, 5.64, False, "Opt-out rate has stayed at 5.6 % since September 2026."),
        (0.0, 0.003, False, "Opt-out rate has stayed at under 0.01 % since September 2026."),
    ],
)  # fmt: skip
def test_the_lead_is_a_sentence_that_a_person_would_say(
    before: float, now: float, by_chance: bool, said: str
):
    assert moved_from(before, now, 0.1 if by_chance else None) == said


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ({"sms": 0.05, "email": 0.03}, "Sms brought 0.05 of the rise of 0.08 points"),
        ({"sms": 0.08, "email": 0.001}, "Sms brought all of the rise of 0.08 points"),
        ({"sms": 0.1, "email": -0.02},
         "Sms brought more than the rise of 0.08 points; others took some of it back"),
        ({"sms": -0.3, "email": 0.1}, "Sms brought more than the fall of 0.20 points; others took"
                                      " some of it back"),
        ({f"s{n}": 0.004 for n in range(20)},
         "Many segments brought a trace each of the rise of 0.08 points"),
        ({"sms": 0.002, "email": 0.001}, "There is no change worth explaining"),
        ({change.HIDDEN: 0.2, "sms": -0.1},
         "No segment that can be shown brought the rise of 0.10 points"),
        ({change.HIDDEN: 0.3, "sms": 0.1},
         "Segments that cannot be shown brought the most of the rise of 0.40 points"),
        ({change.HIDDEN: 0.2}, "No segment has enough people behind it to be compared"),
    ],
)  # fmt: skip
def test_who_brought_a_change_is_said_in_a_sentence(parts: dict[str, float], title: str):
    told_parts = [(name, Contribution(own=total, weight=0.0)) for name, total in parts.items()]
    assert text_of(change.brought(OPT_OUTS, told_parts, sum(parts.values()))) == title


@pytest.mark.parametrize(("hidden", "whose"), [((), "all "), ((("elsewhere",),), "these ")])
def test_the_centre_of_a_funnel_is_that_of_the_segments_in_it(
    build: Build, monkeypatch: pytest.MonkeyPatch, hidden: tuple[tuple[str], ...], whose: str
):
    question = asked(build, "channel", name="excess_contacts")
    grid = segments.grid_of(scope(build), build, question, (question.period,))
    monkeypatch.setattr(chance, "grid_of", lambda *_: replace(grid, hidden=hidden))
    drawn = chance.chance(scope(build), build, question).drawing
    assert drawn.centre_text.startswith(whose)


def test_the_centre_of_people_who_are_in_several_channels_is_not_called_that_of_all(build: Build):
    question = asked(build, "channel", name="consent_rate")
    drawn = chance.chance(scope(build), build, question).drawing
    assert drawn.centre_text.startswith("these ")
    assert " was lowest in " in segments.over_time(scope(build), build, question).title


@pytest.mark.parametrize(("total", "is_drawn"), [(0.002, False), (0.02, True)])
def test_what_adds_no_more_than_a_trace_is_no_bar(
    build: Build, monkeypatch: pytest.MonkeyPatch, total: float, is_drawn: bool
):
    """A bar over all of the width would be no "change worth explaining"."""
    parts = [("email", Contribution(own=total, weight=0.0))]
    monkeypatch.setattr(change, "_parts", lambda *_: parts)
    panel = change.contributions(scope(build), build, asked(build, "channel"))
    assert (panel.title != "There is no change worth explaining") is is_drawn
    assert (panel.drawing is not None) is is_drawn


def text_of(said: str) -> str:
    return said.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("part", "told_so"),
    [(0.47, "+0.47"), (-0.06, "−0.06"), (0, "0"), (0.001, "+ under 0.01"),
     (-0.001, "− under 0.01")],
)  # fmt: skip
def test_even_a_trace_has_its_sign(part: float, told_so: str):
    assert text_of(signed(part)) == told_so


def test_a_company_without_a_complete_month_is_asked_by_week(tmp_path: Path):
    rows = "\n".join(f"{day} | 2024-05-{day:02} 10:00" for day in range(2, 27))
    people = "customers\n customer_id | joined_on\n ann | 2024-05-01"
    tables = f"{people}\ncomplaints\n complaint_id | received_at\n{rows}"
    build = built_of(tables, tmp_path, filled=False, as_of=date(2024, 5, 27))
    periods = offered(scope(build), build, "complaints_per_1000").periods
    assert periods
    assert all(period.days == 7 for period in periods)


def test_no_period_before_the_data_is_shown_as_one_of_none(tmp_path: Path):
    build = built_of(LAMPS, tmp_path)  # complaints since 4 March, customers since 2020
    may, april = months_to(date(2024, 5, 31), date(2024, 4, 1))[::-1]
    question = Asked("complaints_per_1000", may, april, by=("region",))
    assert shown_periods(build, question) == (april, may)


def test_an_areas_rest_is_a_segment_like_others_and_nothing_hidden(tmp_path: Path):
    levels = {"region": {"area": {"upper": ("north",)}}}
    build = built_of(LAMPS, tmp_path, levels=levels)
    may, april = months_to(date(2024, 5, 31), date(2024, 4, 1))[::-1]
    question = Asked("contact_after_withdrawal", may, april, by=("area",))
    panel = change.contributions(scope(build, Role.OFFICER), build, question)
    assert [bar.label for bar in panel.drawing.bars] == ["rest", "upper"]
    assert panel.title.startswith("Rest brought 71.9 of the rise")


def test_no_channel_is_said_to_have_moved_people_who_are_in_several(build: Build):
    viewer = scope(build, Role.OFFICER)
    for month in range(12):
        question = asked(build, "channel", name="consent_rate", month=month)
        panel = change.contributions(viewer, build, question)
        assert panel.title.startswith("One person can be in several of these segments")
        assert panel.drawing is None
        assert "explain" not in text(explore(viewer, build, question).lead)


@pytest.mark.parametrize("name", ["time_to_answer", "answered_on_time", "contact_pressure"])
def test_the_first_period_of_all_which_nothing_comes_before_is_told(tmp_path: Path, name: str):
    build = built_of(LAMPS, tmp_path)
    question = Asked(name, months_to(date(2024, 5, 31), date(2024, 5, 1))[0], None, by=("region",))
    said = text(explore(scope(build, Role.OFFICER), build, question).lead)
    assert said.startswith(CATALOGUE[name].title)
    assert said.endswith("in May 2024.")
