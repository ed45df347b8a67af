"""The calendar of what falls due, and for the privacy officer the oldest requests one by one."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.measures.oldest import Outstanding, oldest
from bigtrust.measures.waiting import waiting
from bigtrust.views import wording
from bigtrust.views.drawings import HeatMap
from bigtrust.views.panel import Panel
from bigtrust.views.table import Table

_WEEKS: Final = 6
_MOST_OLDEST: Final = 10
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendar(scope: Scope, build: Build) -> Panel:
    """Outstanding requests by the day of their deadline, in the weeks to come."""
    found = waiting(scope, build)
    due: Counter[date] = Counter()
    for one in found:
        if one.days_left is not None and one.days_left >= 0:
            due[build.as_of + timedelta(days=one.days_left)] += one.number
    mondays = _mondays(build.as_of)
    shown = {day: number for day, number in due.items() if day < mondays[-1] + timedelta(days=7)}
    title = _title(shown, mondays[-1] + timedelta(days=6))
    return Panel(
        title=title,
        key="Outstanding requests by the day of their deadline, week by week; darker is more",
        drawing=_drawn(shown, mondays, build.as_of) if shown else None,
        spoken=title,
        table=_table(shown),
        measure="outstanding_requests",
    )


def _mondays(as_of: date) -> list[date]:
    first = as_of - timedelta(days=as_of.weekday())
    return [first + timedelta(weeks=week) for week in range(_WEEKS)]


def _title(due: Mapping[date, int], last: date) -> str:
    """ "38 requests fall due by 6 Dec 2026, 4 of them on 12 Nov", the busiest day."""
    number = sum(due.values())
    by = f"by {wording.medium_day(last)}"
    if not number:
        return f"No request falls due {by}"
    verb = "request falls" if number == 1 else "requests fall"
    busiest = max(due, key=lambda day: (due[day], -day.toordinal()))
    most = f", {due[busiest]} of them on {wording.short_day(busiest)}" if number > 1 else ""
    return f"{wording.number(number)} {verb} due {by}{most}"


def _drawn(due: Mapping[date, int], mondays: list[date], as_of: date) -> HeatMap:
    weeks = [[monday + timedelta(days=day) for day in range(7)] for monday in mondays]
    return HeatMap(
        rows=[f"from {wording.short_day(monday)}" for monday in mondays],
        columns=_WEEKDAYS,
        values=[
            [None if day < as_of else float(due.get(day, 0)) for day in week] for week in weeks
        ],
        texts=[[str(due[day]) if due.get(day) else "" for day in week] for week in weeks],
    )


def _table(due: Mapping[date, int]) -> Table:
    rows = tuple((wording.long_day(day), wording.number(due[day])) for day in sorted(due))
    return Table("Outstanding requests", ("Due on", "Requests"), rows, frozenset({"Requests"}))


def sees_oldest(scope: Scope, build: Build) -> bool:  # noqa: ARG001 (a view's signature)
    return scope.role is Role.OFFICER


def oldest_requests(scope: Scope, build: Build) -> Table:
    """Those that wait longest, each with why it is due when it is: the privacy officer's alone."""
    found = oldest(scope, build, _MOST_OLDEST)
    columns = ("Request", "Person", "Received", "Right", "With", "Due", "Why then")
    late = sum(each.due is not None and each.due < build.as_of for each in found)
    past = f"{wording.in_words(late) if late else 'none'} past {'their' if late > 1 else 'its'} day"
    caption = f"The oldest {wording.counted(len(found), 'outstanding request')}, {past}"
    return Table(caption, columns, tuple(_row(each, build.as_of) for each in found), frozenset())


def _row(each: Outstanding, as_of: date) -> tuple[str, ...]:
    return (
        each.request_id,
        each.pseudonym[:8],
        wording.medium_day(each.received),
        each.right.replace("_", " "),
        each.handler.replace("_", " "),
        _due(each.due, as_of),
        each.explanation or "No calendar tells the working days that its law goes by.",
    )


def _due(day: date | None, as_of: date) -> str:
    if day is None:
        return "no day yet"
    late = (as_of - day).days
    if late <= 0:
        return wording.medium_day(day)
    return f"{wording.medium_day(day)}, {wording.quantity(late, 'days')} ago"
