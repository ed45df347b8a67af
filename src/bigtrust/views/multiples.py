"""Small multiples: the line of each segment beside that of all, on one axis."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import parts_stand_beside_all
from bigtrust.rules.period import Period
from bigtrust.views import wording
from bigtrust.views.asked import Asked, shown_periods
from bigtrust.views.grid import Grid, grid_of
from bigtrust.views.periods import the_period, told_period
from bigtrust.views.series import Mark, happened
from bigtrust.views.side_by_side import label_of, told

MOST: Final = 8
_COURSES: Final = {
    "rose": ("rose", "rose"),
    "fell": ("fell", "fell"),
    "stayed": ("stayed as it was", "stayed as they were"),
}  # of one, of several

Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Multiple:
    """A segment: its last figure in words, what it was, its values in order of time."""

    label: str
    value: str
    change: str
    values: Values
    spoken: str


@dataclass(frozen=True, slots=True)
class Multiples:
    """All on one axis from `lowest`, which is 0 but for what may lie below it, to `highest`;
    `whole`: the values of all, for a rate.
    """

    title: str
    key: str
    items: tuple[Multiple, ...]
    whole: Values
    highest: float
    lowest: float = 0.0
    periods: tuple[Period, ...] = ()
    marks: tuple[Mark, ...] = ()

    def noted(self, marks: Iterable[Mark]) -> "Multiples":
        """With what people wrote of the days that are shown."""
        if not self.periods:
            return self
        first, last = self.periods[0].first, self.periods[-1].last
        shown = tuple(mark for mark in marks if first <= mark.day <= last)
        told = (replace(item, spoken=item.spoken + happened(shown)) for item in self.items)
        return replace(self, marks=shown, items=tuple(told))


def multiples(scope: Scope, build: Build, asked: Asked) -> Multiples:
    """Of the segments that have a value in the period, the worst first."""
    grid = grid_of(scope, build, asked, shown_periods(build, asked))
    measure = grid.measure
    known = [figure.group for figure in grid.now if figure.value is not None][:MOST]
    items = tuple(_multiple(group, grid, asked) for group in known)
    whole = _whole(measure, scope, build, asked, grid)
    seen = [value for item in items for value in (*item.values, *whole) if value is not None]
    lowest, highest = min([0.0, *seen]), max([0.0, *seen])
    return Multiples(
        title=_finding(known, grid, asked),
        key=f"{measure.title}, {measure.unit}, {told_period(grid.periods[0])} to "
        f"{told_period(grid.periods[-1])}, all on one axis{'' if lowest else ' from 0'}"
        + _dotted(whole),
        items=items,
        whole=whole,
        highest=highest if lowest < highest else 1.0,
        lowest=lowest,
        periods=grid.periods,
    )


def _dotted(whole: Values) -> str:
    return "; dotted: all together" if whole else ""


def _whole(measure: Measure, scope: Scope, build: Build, asked: Asked, grid: Grid) -> Values:
    """Of all, period by period; nothing where it would dwarf what are but parts of it."""
    if not parts_stand_beside_all(measure, asked.by, build):
        return ()
    found = calculate(measure, grid.periods, (), scope, build, asked.where)
    return tuple(figure.value for figure in found)


def _multiple(group: Group, grid: Grid, asked: Asked) -> Multiple:
    figures = grid.row(group)
    values = tuple(figure.value for figure in figures)
    value = told(figures[-1], grid.measure)
    return Multiple(
        label=label_of(group),
        value=value,
        change=wording.change(_moved(group, grid, asked), grid.measure.unit),
        values=values,
        spoken=_spoken(label_of(group), figures, grid.measure),
    )


def _moved(group: Group, grid: Grid, asked: Asked) -> float | None:
    """Since the period that is compared with, where both may be seen."""
    if asked.before is None or asked.before not in grid.periods:
        return None
    before, now = grid.cell(group, asked.before).value, grid.cell(group, asked.period).value
    return None if before is None or now is None else now - before


def _spoken(label: str, figures: Sequence[Figure], measure: Measure) -> str:
    known = [figure.value for figure in figures if figure.value is not None]
    low, high = (wording.number(edge, measure.unit) for edge in (min(known), max(known)))
    return f"{label}: between {low} and {high}, last {told(figures[-1], measure)}."


def _finding(known: Sequence[Group], grid: Grid, asked: Asked) -> str:
    """ "Since September 2026, of three segments, two rose and one fell"."""
    if not known:
        return "No segment can be drawn over time"
    moves = [move for group in known if (move := _moved(group, grid, asked)) is not None]
    if not moves or asked.before is None:
        return "The segments over time"
    if len(moves) == 1:
        (course,) = (_course(move, grid.measure) for move in moves)
        return f"Since {the_period(asked.before)}, the one segment {_COURSES[course][0]}"
    courses = Counter(_course(move, grid.measure) for move in moves)
    parts = [
        f"{wording.in_words(courses[course])} {verbs[courses[course] > 1]}"
        for course, verbs in _COURSES.items()
        if courses[course]
    ]
    of = wording.counted(len(moves), "segment")
    return f"Since {the_period(asked.before)}, of {of}, {wording.joined(parts)}"


def _course(move: float, measure: Measure) -> str:
    if wording.change(move, measure.unit) == wording.UNCHANGED:
        return "stayed"
    return "rose" if move > 0 else "fell"
