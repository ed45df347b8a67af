"""How long people wait for their answer, with those counted in who still wait."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.answering import answered_by
from bigtrust.rules.period import days_to
from bigtrust.rules.survival import Course
from bigtrust.views import wording
from bigtrust.views.drawings import Line, Lines
from bigtrust.views.panel import Panel
from bigtrust.views.signals import Tone
from bigtrust.views.table import Table

_DAYS: Final = 90  # within which the requests came
_FEWEST: Final = 10  # who were seen so long; with fewer, the line is a guess
_HALF, _NINE_IN_TEN = 0.5, 0.9
_TOLD: Final = (7, 14, 30, 45, 60, 90)  # days, in the table


def answer_times(scope: Scope, build: Build) -> Panel:
    """The share answered by the days since receipt, of the last 90 days and of the 90 before."""
    now = answered_by(scope, build, days_to(build.as_of, _DAYS))
    before = answered_by(scope, build, days_to(build.as_of - timedelta(days=_DAYS), _DAYS))
    if not now.shares:
        nothing = f"No request was received in the last {_DAYS} days"
        return Panel(nothing, "", None, nothing)
    title = _title(now, before)
    steps = range(min(max(len(now.shares), len(before.shares)), _DAYS + 1))
    return Panel(
        title=title,
        key=f"Requests answered, %, by days since receipt, received in the {_DAYS} days to"
        f" {wording.medium_day(build.as_of)} and in the {_DAYS} before; those still open counted"
        f" in; dotted: seen of fewer than {_FEWEST}",
        drawing=Lines(
            steps=steps,
            lines=[*_lines("now", now, steps, "improving"), *_lines("before", before, steps)],
            unit="%",
            axis="Days since receipt",
        ),
        spoken=title,
        table=_table(now, before),
        measure="time_to_answer",
    )


def _title(now: Course, before: Course) -> str:
    """ "Half are answered within 12 days, nine in ten within 35; before, within 14 and 41"."""
    half, most = _within(now, _HALF), _within(now, _NINE_IN_TEN)
    if half is None:
        return f"Fewer than half are answered within {wording.quantity(_longest(now), 'days')}"
    told = f"Half are answered within {wording.quantity(half, 'days')}"
    told += f", nine in ten within {most}" if most is not None else ", not yet nine in ten"
    earlier = [_within(before, share) for share in (_HALF, _NINE_IN_TEN)]
    if earlier[0] is None or earlier[1] is None:
        return told
    return f"{told}; before, within {earlier[0]} and {earlier[1]}"


def _within(course: Course, share: float) -> int | None:
    """The first day by which this share was answered."""
    reached = (day for day, answered in enumerate(course.shares) if answered >= share - 1e-9)
    return next(reached, None)


def _longest(course: Course) -> int:
    return len(course.shares) - 1


def _lines(name: str, course: Course, steps: Sequence[int], tone: Tone = "steady") -> list[Line]:
    """Solid while many were seen so long, dotted from there on."""
    last = max((day for day, seen in enumerate(course.seen) if seen >= _FEWEST), default=0)
    solid = [_percent(course, day) if day <= last else None for day in steps]
    dotted = [_percent(course, day) if day >= last else None for day in steps]
    if last >= min(_longest(course), steps[-1]):
        return [Line(name, solid, tone)]
    return [Line("", solid, tone), Line(name, dotted, tone, guessed=True)]


def _percent(course: Course, day: int) -> float | None:
    return 100 * course.shares[day] if day <= _longest(course) else None


def _table(now: Course, before: Course) -> Table:
    columns = ("Within", f"Last {_DAYS} days", f"{_DAYS} days before")
    rows = tuple(
        (wording.quantity(day, "days"), _share(now, day), _share(before, day)) for day in _TOLD
    )
    return Table("Requests answered", columns, rows, frozenset(columns[1:]))


def _share(course: Course, day: int) -> str:
    share = _percent(course, day)
    return "not seen yet" if share is None else wording.quantity(share, "%")
