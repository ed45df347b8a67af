"""How the trust index went: now, against 30 days before, over two years."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.charts import declared_changes
from bigtrust.measures.index import IndexDay, index_series, principles_of, what_moved_it
from bigtrust.measures.targets import aimed
from bigtrust.rules.period import HEADLINE_DAYS
from bigtrust.views import wording
from bigtrust.views.drawings import Mark, Trend
from bigtrust.views.panel import Panel
from bigtrust.views.signals import Tone
from bigtrust.views.table import Table

NOTABLE = 1.0  # point of the index; less is not told as a change
_MOST_MARKS = 2


@dataclass(frozen=True, slots=True)
class IndexCourse:
    """The index now and 30 days before, and what each indicator added to its change."""

    series: Sequence[IndexDay]
    before: IndexDay
    now: IndexDay
    moved_by: Mapping[str, float]

    @property
    def change(self) -> float | None:
        if self.now.index is None or self.before.index is None or not self.moved_by:
            return None
        return self.now.index.value - self.before.index.value


def index_course(scope: Scope, build: Build) -> IndexCourse:
    series = index_series(scope, build)
    earlier = build.as_of - timedelta(days=HEADLINE_DAYS)
    now = series[-1]
    before = next((day for day in series if day.day == earlier), series[0])
    return IndexCourse(series, before, now, what_moved_it(before, now, build) or {})


def opening(found: IndexCourse) -> str:
    """ "Trust index 71 (68–74), down 4 in 30 days. "; "" where there is no index."""
    index = found.now.index
    if index is None:
        return ""
    band = f"({round(index.low)}–{round(index.high)})"
    return f"Trust index {round(index.value)} {band}, {_course(found.change)}. "


def _course(change: float | None) -> str:
    if change is None:
        return "not comparable with 30 days ago"
    if abs(change) < NOTABLE:
        return "where it was 30 days ago"
    return f"{'up' if change > 0 else 'down'} {round(abs(change))} in 30 days"


def trend(found: IndexCourse, build: Build) -> Panel:
    """The index of two years with its band; without one, what it waits for."""
    known = [day for day in found.series if day.index is not None]
    if not known:
        return Panel(lacking(found.now.scores, principles_of(build)), _WANTED, None, "")
    title = _finding(found, build)
    return Panel(
        title=title,
        key=_KEY,
        drawing=_drawing(known, found, build),
        spoken=f"{title}. {_spoken(known)}",
        table=_table(known),
    )


_KEY = "Trust index, 0–100, mean of six principles; grey: if weighed otherwise; a gap: counted anew"
_WANTED = "It is formed of all six principles, or of four or more that settings name"


def _finding(found: IndexCourse, build: Build) -> str:
    change = found.change
    if change is None:
        return "Other indicators take part than 30 days ago, so that no change can be told"
    if abs(change) < NOTABLE:
        return "Trust is where it was 30 days ago"
    most = max(found.moved_by, key=lambda name: found.moved_by[name] * (1 if change > 0 else -1))
    title = wording.inside(aimed(build)[most].title)
    verb = "rose" if change > 0 else "fell"
    return f"Trust {verb} by {round(abs(change))} in 30 days, most of it through {title}"


def _drawing(known: Sequence[IndexDay], found: IndexCourse, build: Build) -> Trend:
    points = [point for after in _stretches(known) for point in after]
    indexes = [point.index for point in points]
    return Trend(
        days=[point.day for point in points],
        values=[None if index is None else index.value for index in indexes],
        lows=[None if index is None else index.low for index in indexes],
        highs=[None if index is None else index.high for index in indexes],
        unit="of 100",
        marks=_marks(known, build),
        tone=_tone(found.change),
    )


def _stretches(known: Sequence[IndexDay]) -> Iterator[list[IndexDay]]:
    """The days of each series; between two of them an empty one, so that no line joins them."""
    for number, (_, days) in enumerate(groupby(known, key=lambda day: day.series)):
        stretch = list(days)
        gap = replace(stretch[0], day=stretch[0].day - timedelta(days=1), index=None)
        yield [gap, *stretch] if number else stretch


def _marks(known: Sequence[IndexDay], build: Build) -> list[Mark]:
    """What settings declare to have changed, the latest ones."""
    declared = {
        change.since: change.reason
        for measure in aimed(build).values()
        for change in declared_changes(measure, build)
        if known[0].day <= change.since <= known[-1].day
    }
    latest = sorted(declared.items())[-_MOST_MARKS:]
    return [Mark(day, reason.partition(".")[0]) for day, reason in latest]


def _tone(change: float | None) -> Tone:
    if change is None or abs(change) < NOTABLE:
        return "steady"
    return "improving" if change > 0 else "concerning"


def _spoken(known: Sequence[IndexDay]) -> str:
    values = [day.index.value for day in known if day.index is not None]
    first, last = (wording.long_day(day.day) for day in (known[0], known[-1]))
    span = f"between {round(min(values))} and {round(max(values))}, last {round(values[-1])}"
    return f"The trust index from {first} to {last}: {span}."


def _table(known: Sequence[IndexDay]) -> Table:
    rows = tuple(
        (
            wording.medium_day(day.day),
            f"{day.index.value:.0f}",
            f"{day.index.low:.0f} to {day.index.high:.0f}",
            *(f"{day.index.principles[name]:.0f}" for name in day.index.principles),
        )
        for day in reversed(known)
        if day.index is not None
    )
    principles = known[-1].index.principles if known[-1].index else {}
    columns = ("On", "Index", "Band", *(name.capitalize() for name in principles))
    return Table("The trust index and its principles, latest first", columns, rows,
                 frozenset(columns[1:]))  # fmt: skip


def lacking(scores: Mapping[str, object], asked: Sequence[str]) -> str:
    """Why there is no index: which of the principles asked have scores, or which have none,
    whichever is sooner said.
    """
    known = [name for name in asked if scores.get(name)]
    empty = [name for name in asked if name not in known]
    if not known:
        return "No trust index yet: no principle can be scored"
    if len(known) < len(empty):
        return f"No trust index yet: only {wording.joined(known)} can be scored"
    return f"No trust index yet: {wording.joined(empty)} cannot be scored"
