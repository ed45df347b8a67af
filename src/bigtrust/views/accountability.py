"""Accountability: what is outstanding, what falls due, and what will be overdue."""

from collections.abc import Sequence
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.forecast import forecast_overdue
from bigtrust.measures.waiting import Waiting, waiting
from bigtrust.views import wording
from bigtrust.views.drawings import Bar, Bars, Dot, Dots
from bigtrust.views.panel import Panel
from bigtrust.views.table import Table

# Up to how many days are left, and what that is called; below 0 is overdue.
_DUE: Final = (
    (-31, "overdue by over 30 days"),
    (-1, "overdue by 1–30 days"),
    (0, "due today"),
    (7, "in 1–7 days"),
    (14, "in 8–14 days"),
    (30, "in 15–30 days"),
)
_LATER: Final = "in over 30 days"
_STANDING_STILL: Final = "no due day yet"
_AGES: Final = ((7, "up to 7 days"), (30, "8–30 days"), (90, "31–90 days"))
_OLDER: Final = "over 90 days"


def due(scope: Scope, build: Build) -> Panel:
    """Outstanding requests by the days to their deadline."""
    found = waiting(scope, build)
    counts = dict.fromkeys((*(name for _, name in _DUE), _LATER, _STANDING_STILL), 0)
    for one in found:
        counts[_due_name(one)] += one.number
    late = sum(one.number for one in found if one.days_left is not None and one.days_left < 0)
    soon = sum(one.number for one in found if one.days_left is not None and 0 <= one.days_left <= 7)
    title = _due_title(late, soon, sum(counts.values()))
    return Panel(
        title=title,
        key=f"Outstanding requests by days to their deadline, {wording.medium_day(build.as_of)}",
        drawing=_bars(counts, {name for days, name in _DUE if days < 0}),
        spoken=title,
        table=_table("Outstanding requests", "Deadline", counts),
        measure="outstanding_requests",
    )


def ages(scope: Scope, build: Build) -> Panel:
    """Outstanding requests by the days since they came."""
    found = waiting(scope, build)
    counts = dict.fromkeys((*(name for _, name in _AGES), _OLDER), 0)
    for one in found:
        counts[next((name for most, name in _AGES if one.age <= most), _OLDER)] += one.number
    oldest = max((one.age for one in found), default=0)
    title = f"The oldest has waited {wording.quantity(oldest, 'days')}" if found else _NOTHING
    return Panel(
        title=title,
        key=f"Outstanding requests by age, {wording.medium_day(build.as_of)}",
        drawing=_bars(counts, {_OLDER}),
        spoken=title,
        table=_table("Outstanding requests", "Age", counts),
        measure="time_to_answer",
    )


def forecast(scope: Scope, build: Build) -> Panel:
    """How many will be overdue in 30 days, if requests come and are answered as of late."""
    found = forecast_overdue(scope, build)
    if found is None:
        return Panel("Nothing can be forecast without requests and what closes them", "", None, "")
    now = sum(
        one.number
        for one in waiting(scope, build)
        if one.days_left is not None and one.days_left < 0
    )
    median = wording.number(found.median)
    range_ = _range(found.low, found.high)
    noun = "request" if found.high == found.low == 1 else "requests"
    title = f"In 30 days, {range_ if found.high else 'no'} {noun} would be overdue"
    rows = (("now", wording.number(now), ""), ("in 30 days", median, range_))
    columns = ("When", "Overdue", "80 % of runs")
    return Panel(
        title=title,
        key="Overdue requests, if they arrive and are answered as in the last 90 days; dot: the"
        " middle of the simulated runs, line: 80 in 100 of them",
        drawing=Dots(
            [
                Dot("now", float(now), None, None, wording.number(now)),
                Dot("in 30 days", found.median, found.low, found.high, _with_range(median, range_)),
            ],
            "requests",
        ),
        spoken=f"{title}; now {wording.number(now)}.",
        table=Table("Overdue requests", columns, rows, frozenset(columns[1:])),
        measure="overdue_requests",
    )


_NOTHING: Final = "No request is outstanding"


def _range(low: float, high: float) -> str:
    told = [wording.number(each) for each in (low, high)]
    return told[0] if low == high else " to ".join(told)


def _with_range(median: str, range_: str) -> str:
    return median if median == range_ else f"{median}, {range_}"


def _due_name(one: Waiting) -> str:
    if one.days_left is None:
        return _STANDING_STILL
    left = one.days_left
    return next((name for most, name in _DUE if left <= most), _LATER)


def _due_title(late: int, soon: int, outstanding: int) -> str:
    if not outstanding:
        return _NOTHING
    verb = "is" if late == 1 else "are"
    overdue = f"{wording.sentence(wording.counted(late, 'request'))} {verb} overdue"
    if not soon:
        return f"{overdue}; none falls due within a week"
    falls = "falls" if soon == 1 else "fall"
    more = " more" if late else ""
    return f"{overdue}; {wording.in_words(soon)}{more} {falls} due within a week"


def _bars(counts: dict[str, int], concerning: Sequence[str] | set[str]) -> Bars | None:
    if not any(counts.values()):
        return None
    return Bars(
        [
            Bar(
                label=name,
                value=float(number),
                text=wording.number(number),
                tone="concerning" if number and name in concerning else "steady",
            )
            for name, number in counts.items()
        ],
        "requests",
        across=True,
    )


def _table(caption: str, column: str, counts: dict[str, int]) -> Table:
    rows = tuple((name, wording.number(number)) for name, number in counts.items())
    return Table(caption, (column, "Requests"), rows, frozenset({"Requests"}))
