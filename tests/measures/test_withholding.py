"""What is hidden stays hidden: lines of cells that would tell too much hide one more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure
from bigtrust.measures.withholding import withhold
from bigtrust.rules.period import Period

MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
WITHHELD = Protection.WITHHELD
PERSONAL = ("region", "age_band")


def cell(told: str) -> Figure:
    """ "26" is exact, "~20" rounded, "<5", "many of <5" (people), "closed" and "nearly all" hidden;
    "20/500": of 500.
    """
    count, _, bottom = told.partition("/")
    kinds = {
        "<5": Protection.FEW,
        "many of <5": Protection.FEW,
        "closed": Protection.CLOSED,
        "nearly all": Protection.NEARLY_ALL,
        "median of <5": Protection.ROUNDED,
        "~": Protection.ROUNDED,
    }
    kind = kinds.get(count, kinds.get(count[0], Protection.EXACT))
    is_hidden = count in kinds
    return Figure(
        MAY,
        (),
        None if is_hidden else float(count.lstrip("~")),
        float(bottom) if bottom else None,
        None,
        low=99.0 if count == "nearly all" else None,
        high=1.0 if count == "<5" and bottom else None,
        protection=kind,
    )


def shown(whole: str, *parts: str, adds_up: bool = True) -> list[str]:
    """The protection of each part, grouped by; by filter it has to be the same."""
    groups = {f"{place}": cell(told) for place, told in enumerate(parts)}

    def table(group_by: Sequence[str], where: Mapping[str, str]) -> list[Figure]:
        if group_by:
            return [_of(figure, (name,)) for name, figure in groups.items()]
        return [_of(groups[where["region"]] if where else cell(whole), ())]

    found = withhold(("region",), {}, lambda _: adds_up, table, PERSONAL, {})
    alone = [
        withhold((), {"region": name}, lambda _: adds_up, table, PERSONAL, {})[0] for name in groups
    ]
    assert [figure.protection for figure in alone] == [figure.protection for figure in found]
    assert all(figure.numerator is None for figure in found if figure.protection is WITHHELD)
    return [str(figure.protection) for figure in found]


def _of(figure: Figure, group: tuple[str, ...]) -> Figure:
    return replace(figure, group=group)


@pytest.mark.parametrize("whole", ["16", "17", "25", "26"])
def test_a_line_that_gives_its_small_cell_away_hides_the_smallest_open_one_too(whole: str):
    assert shown(whole, "<5", "~20") == [WITHHELD, WITHHELD]


@pytest.mark.parametrize("whole", ["22", "~20"])
def test_a_line_that_tells_nothing_of_it_stays_as_it_is(whole: str):
    assert shown(whole, "<5", "~20") == [Protection.FEW, Protection.ROUNDED]


def test_what_few_people_have_many_of_is_5_at_least():
    assert shown("40/2000", "many of <5/1000", "~20/1000") == [Protection.FEW, Protection.ROUNDED]
    assert shown("26/2000", "many of <5/1000", "~20/1000") == [WITHHELD, WITHHELD]


def test_a_median_of_few_events_hides_fewer_than_5_of_them():
    """Its value is told, and so no bound; that does not make them 5 at least."""
    told = shown("22/2000", "median of <5/1000", "~20/1000")
    assert told == [Protection.ROUNDED, Protection.ROUNDED]


def test_the_smallest_open_cell_goes_and_the_others_stay():
    told = shown("135", "~100", "<5", "~20", "~5")
    assert told == [Protection.ROUNDED, WITHHELD, Protection.ROUNDED, WITHHELD]


def test_a_hidden_cell_among_exact_ones_would_be_the_rest_of_the_whole():
    assert shown("60", "30", "closed", "27") == ["", WITHHELD, WITHHELD]
    told = shown("90", "30", "closed", "27", "closed")
    assert told == ["", Protection.CLOSED, "", Protection.CLOSED]


def test_two_small_cells_that_must_both_be_4_are_given_away_too():
    assert shown("24", "~20", "<5", "<5") == [Protection.ROUNDED, Protection.FEW, Protection.FEW]
    assert shown("30", "~20", "<5", "<5") == [WITHHELD] * 3


def test_where_all_but_a_few_are_in_a_cell_those_few_are_hidden_likewise():
    """Of 2,000 it is 497 without; of the open cell 496 to 504 are, so in the other 0 or 1."""
    assert shown("1503/2000", "nearly all/1000", "~500/1000") == [WITHHELD, WITHHELD]
    told = shown("1500/2000", "nearly all/1000", "~500/1000")
    assert told == [Protection.NEARLY_ALL, Protection.ROUNDED]


def test_a_closed_cell_whose_customers_could_be_counted_is_given_away():
    told = shown("60/1000", "~30/500", "closed", "~30/500", "~10/5")
    assert told.count(WITHHELD) == 2


def test_what_the_whole_alone_says_is_not_held_back():
    assert shown("2", "<5", "<5") == [Protection.FEW, Protection.FEW]


def test_parts_that_do_not_add_up_to_the_whole_tell_nothing():
    assert shown("26", "<5", "~20", adds_up=False) == [Protection.FEW, Protection.ROUNDED]


def test_what_a_line_hides_is_not_told_by_its_parts_either():
    """Of 10 in all, 8 at least are young and of the north: 2 at most are left to the south."""
    cells = {("north", "young"): "~10", ("north",): "~10", ("young",): "~10", (): "10"}

    def table(group_by: Sequence[str], where: Mapping[str, str]) -> list[Figure]:
        values = {"region": ("north", "south"), "age_band": ("old", "young")}
        return [
            _of(cell(cells.get(tuple(told[name] for name in values if name in told), "<5")), group)
            for group in product(*(values[name] for name in group_by))
            for told in [{**where, **dict(zip(group_by, group, strict=True))}]
        ]

    def kinds(group_by: Sequence[str], where: Mapping[str, str]) -> set[Protection]:
        found = withhold(group_by, where, lambda _: True, table, PERSONAL, {})
        return {figure.protection for figure in found}

    assert kinds(("region",), {}) == kinds(("age_band",), {}) == {WITHHELD}
    assert kinds(("region", "age_band"), {}) == kinds(("age_band", "region"), {}) == {WITHHELD}
    assert kinds(("age_band",), {"region": "north"}) == {WITHHELD}
    assert kinds((), {"age_band": "young", "region": "north"}) == {WITHHELD}
