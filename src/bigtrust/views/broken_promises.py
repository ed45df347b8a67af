"""Broken promises: how many, of which promise, by whom, in which weeks, and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.breaches import (
    breaches_of,
    judged_promises,
    people_of,
    unjudged_promises,
)
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.headline import first_day, headline, is_known
from bigtrust.measures.targets import aimed
from bigtrust.rules.period import (
    HEADLINE_DAYS,
    SERIES_DAYS,
    Period,
    days_to,
    headline_periods,
    months_to,
    weeks_to,
)
from bigtrust.views import wording
from bigtrust.views.cards import UNKNOWN, card
from bigtrust.views.drawings import HeatMap
from bigtrust.views.gaps import Gap, gaps_of
from bigtrust.views.groups import Group
from bigtrust.views.panel import Panel
from bigtrust.views.periods import is_month, the_period
from bigtrust.views.phrases import Sentence, marked
from bigtrust.views.portions import portion
from bigtrust.views.running import running
from bigtrust.views.sources import extent, freshness, sources_of
from bigtrust.views.table import Table

WEEKS: Final = 13
USUAL_KEY: Final = (
    "30 days; line: two years; grey: usual range; dotted: target; orange: getting worse"
)
ALL: Final = ""  # no promise named: all of them
Weekly = list[int | None]  # None in a week before its data

# How a promise is broken, as the end of "312, half of them ...".
HOW: Final = {
    "contact_without_permission": "without permission",
    "contact_after_withdrawal": "after a withdrawal",
    "declined_yet_contacted": "to people who had declined",
    "undisclosed_sharing": "by undisclosed sharing",
    "sharing_after_objection": "by sharing after an objection",
    "excess_contacts": "beyond a contact cap",
    "washing_machine_offers": "by offering what was just bought",
    "selling_to_the_aggrieved": "while a complaint or request was open",
    "out_of_hours_contacts": "outside permitted hours",
}


@dataclass(frozen=True, slots=True)
class BrokenPromises:
    """What stands above the panels, and what cannot be judged."""

    freshness: str
    extent: str
    lead: Sentence
    gaps: tuple[Gap, ...]


def periods_of(build: Build) -> tuple[Period, ...]:
    """The 30 days to as-of, then the complete months of two years, the latest first."""
    last = build.as_of
    since = max(_first_judged(build), last - timedelta(days=SERIES_DAYS))
    latest = days_to(last, HEADLINE_DAYS)
    return tuple(dict.fromkeys((latest, *reversed(months_to(last, since)))))


def _first_judged(build: Build) -> date:
    """The day from which on any promise can be judged."""
    firsts = (first_day(CATALOGUE[name], build) for name in judged_promises(build))
    return min((first for first in firsts if first is not None), default=build.as_of)


def promises_of(build: Build) -> tuple[str, ...]:
    """All together, then each that can be judged."""
    return (ALL, *judged_promises(build))


def told_promise(promise: str) -> str:
    return CATALOGUE[promise].title if promise else "All promises"


def broken_promises(scope: Scope, build: Build, period: Period, promise: str) -> BrokenPromises:
    sources = sources_of(build)
    missing = unjudged_promises(build).items()
    return BrokenPromises(
        freshness=freshness(build, sources),
        extent=extent(build, sources),
        lead=_lead(scope, build, period, promise),
        gaps=gaps_of((CATALOGUE[name], need) for name, need in missing),
    )


def _lead(scope: Scope, build: Build, period: Period, promise: str) -> Sentence:
    if not judged_promises(build):
        return marked("No promise can be judged yet: the data for it is missing.")
    broken = _number(scope, build, period, promise)
    when = f"in {the_period(period)}"
    what = f" ({wording.inside(told_promise(promise))})" if promise else ""
    if not broken:
        return marked(f"No promise was broken{what} {when}.")
    people = int(calculate(people_of(promise), [period], (), scope, build)[0].value or 0)
    were = "promise was" if broken == 1 else "promises were"
    of_whom = wording.quantity(people, "people")
    return marked(
        f"[{wording.number(broken)} {were} broken]{what}, to {of_whom}, {when}"
        f"{_compared(scope, build, period, promise, broken)}"
        f"{_mostly(scope, build, period, promise, broken)}.",
        concerning=True,
    )


def _compared(scope: Scope, build: Build, period: Period, promise: str, broken: int) -> str:
    earlier = _before(period, build)
    told = [promise] if promise else judged_promises(build)
    if not all(is_known(CATALOGUE[name], earlier, build) for name in told):
        return ""
    change = broken - _number(scope, build, earlier, promise)
    before = "the month before" if is_month(period) else f"the {HEADLINE_DAYS} days before"
    if not change:
        return f", as many as in {before}"
    more = "more" if change > 0 else "fewer"
    return f", {wording.number(abs(change))} {more} than in {before}"


def _mostly(scope: Scope, build: Build, period: Period, promise: str, broken: int) -> str:
    """Which promise it is mostly."""
    if promise:
        return ""
    counts = {each: _number(scope, build, period, each) for each in judged_promises(build)}
    worst = max(counts, key=counts.__getitem__)
    return f"; {portion(counts[worst], broken)} {HOW[worst]}"


def _before(period: Period, build: Build) -> Period:
    if not is_month(period):
        return headline_periods(build.as_of)[0]
    last = period.first - timedelta(days=1)
    return Period(last.replace(day=1), last)


def _number(scope: Scope, build: Build, period: Period, promise: str) -> int:
    (figure,) = calculate(breaches_of(promise), [period], (), scope, build)
    return int(figure.value or 0)


def by_week(scope: Scope, build: Build) -> Panel:
    """Promises by week, each row darker where it holds more of its own."""
    weeks = weeks_to(build.as_of, _first_judged(build))[-WEEKS:]
    names = judged_promises(build)
    counts = {name: _weekly(scope, build, weeks, name) for name in names} if weeks else {}
    starts = [wording.short_day(week.first) for week in weeks]
    columns = ("Week from", *(told_promise(name) for name in counts))
    cells = tuple(
        (start, *(_told(counts[name][place]) for name in counts))
        for place, start in enumerate(starts)
    )
    title = _weekly_finding(counts, starts)
    return Panel(
        title=title,
        key="Broken promises by week, named by its Monday; darker: more, within each row",
        drawing=_heat_map(counts, starts) if counts else None,
        spoken=f"{title}. Broken promises of {wording.counted(len(counts), 'kind')} in"
        f" {wording.counted(len(weeks), 'week')}.",
        table=Table("Broken promises by week", columns, cells, frozenset(columns[1:])),
    )


def _weekly(scope: Scope, build: Build, weeks: list[Period], promise: str) -> Weekly:
    found = calculate(breaches_of(promise), weeks, (), scope, build)
    return [
        int(figure.value or 0) if is_known(CATALOGUE[promise], week, build) else None
        for week, figure in zip(weeks, found, strict=True)
    ]


def _heat_map(counts: dict[str, Weekly], starts: list[str]) -> HeatMap:
    return HeatMap(
        rows=[told_promise(name) for name in counts],
        columns=starts,
        values=[[_share_of_most(each, row) for each in row] for row in counts.values()],
        texts=[list(map(_told, row)) for row in counts.values()],
    )


def _share_of_most(count: int | None, row: Weekly) -> float | None:
    return None if count is None else count / (max(_known(row)) or 1)


def _told(count: int | None) -> str:
    return UNKNOWN if count is None else wording.number(count)


def _known(row: Weekly) -> list[int]:
    return [count for count in row if count is not None]


def _weekly_finding(counts: dict[str, Weekly], starts: list[str]) -> str:
    totals = {name: sum(_known(row)) for name, row in counts.items()}
    if not any(totals.values()):
        return "No promise was broken in these weeks"
    worst = max(totals, key=totals.__getitem__)
    most = max(_known(counts[worst]))
    week = starts[counts[worst].index(most)]
    return (
        f"{told_promise(worst)}: {wording.number(totals[worst])} in"
        f" {wording.counted(len(starts), 'week')}; the worst week, from {week},"
        f" had {wording.number(most)}"
    )


def usual_ranges(scope: Scope, build: Build) -> Group:
    """Each promise's rate over two years, in its usual range or out of it."""
    measures = [aimed(build)[name] for name in judged_promises(build)]
    cards = tuple(
        card(measure, headline(measure, scope, build), running(measure, scope, build))
        for measure in measures
    )
    worse = [each for each in cards if each.getting_worse]
    better = [each for each in cards if each.improving]
    return Group(_usual_finding(len(cards), len(worse), len(better)), cards)


def _usual_finding(every: int, worse: int, better: int) -> str:
    if not every:
        return "No promise can be judged yet"
    if not worse and not better:
        return "No promise is broken more or less often than usual"
    kinds = ((worse, "more often"), (better, "less often"))
    parts = [f"{wording.in_words(number)} {often}" for number, often in kinds if number]
    are = "is" if (worse or better) == 1 else "are"
    first, *others = parts
    said = wording.joined([first.replace(" ", f" {are} broken ", 1), *others])
    return f"Of {wording.counted(every, 'promise')}, {said} than usual"
