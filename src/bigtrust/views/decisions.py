"""Decisions, and what their indicator did since: judged after three points, by the chart's rules.

What came after a decision need not have come from it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bigtrust.books import OPEN_STATUSES, Decision, Recalled
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.rules.spc_chart import FEWEST_LEARNED
from bigtrust.views import wording
from bigtrust.views.cards import Card, card
from bigtrust.views.series import Mark, Point, Series
from bigtrust.views.signals import Tone

FEWEST_POINTS: Final = 3

Course = Callable[[Decision], Recalled | None]


@dataclass(frozen=True, slots=True)
class Effect:
    """A verdict of few words, and what it rests on."""

    verdict: str
    detail: str
    tone: Tone = "steady"

    @property
    def worked(self) -> bool:
        return self.tone == "improving"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the page tells it. `series` has a mark at the day of the decision."""

    id: int
    what: str
    owner: str
    due: date
    decided_on: date
    status: str
    late_days: int
    indicator: str  # its title; "" where it is of none
    effect: Effect
    series: Series | None

    @property
    def open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def status_text(self) -> str:
        if self.late_days:
            return f"Late by {wording.quantity(self.late_days, 'days')}"
        return wording.sentence(self.status)

    @property
    def tone(self) -> Tone:
        if self.late_days:
            return "concerning"
        return "improving" if self.status == "done" else "steady"


NOT_MEASURED: Final = Effect("Not measured", "It names no indicator")
NOT_TOLD: Final = Effect("Cannot be told", "Too few people, or no data")


def decided(
    decisions: Iterable[Decision], day: date, moment: datetime | None, course: Course
) -> tuple[Decided, ...]:
    """As of a day, and as they stood at a moment (None: now); late ones first, then open ones."""
    told = [_decided(each, day, moment, course) for each in decisions]
    return tuple(sorted(told, key=lambda each: (-each.late_days, not each.open, each.due)))


def effect_of(shown: Card, decided_on: date) -> Effect:
    """Whether a signal began after the day of the decision."""
    series = shown.series
    after = [point for point in series.complete if series.day_of(point) > decided_on]
    if len(after) < FEWEST_POINTS:
        seen = wording.in_words(len(after)) if after else "none"
        return Effect("Too early", f"{seen} of three points since then")
    before = [point for point in series.complete if series.day_of(point) <= decided_on]
    if series.is_judged:
        return _judged(series, before, after)
    if series.has_limits or len(series.complete) <= FEWEST_LEARNED:
        moved = _moved(series, before, after)
        return Effect("Too early", f"{moved}; too few points yet for a usual range")
    return NOT_TOLD


def _judged(series: Series, before: list[Point], after: list[Point]) -> Effect:
    moved = _moved(series, before, after)
    tone, since = after[-1].tone, series.signal_since
    if tone == "steady":
        return _steady(moved, before, after)
    if since is not None and since < series.day_of(after[0]):
        course = "better" if tone == "improving" else "worse"
        return Effect(
            "No effect yet",
            f"{moved}; already {course} than usual since"
            f" {wording.day_seen_on(since, series.day_of(after[-1]))}",
        )
    if tone == "improving":
        return Effect("Worked", f"{moved}, better than its usual range", "improving")
    return Effect("Got worse", f"{moved}, out of its usual range", "concerning")


def _steady(moved: str, before: list[Point], after: list[Point]) -> Effect:
    last_three = after[-FEWEST_POINTS:]
    calm = all(
        point.tone == point.pattern == "steady" and point.upper is not None for point in last_three
    )
    if before and before[-1].tone == "concerning" and calm:
        return Effect("Worked", f"{moved}, back in its usual range", "improving")
    return Effect("No effect yet", f"{moved}, within its usual range")


def _moved(series: Series, before: list[Point], after: list[Point]) -> str:
    """ "55 to 61 %"."""
    last = wording.quantity(after[-1].value or 0, series.unit)
    if not before:
        return last
    return f"{wording.number(before[-1].value or 0, series.unit)} to {last}"


def _decided(each: Decision, day: date, moment: datetime | None, course: Course) -> Decided:
    status = each.status_at(moment)
    late = max((day - each.due).days, 0) if status in OPEN_STATUSES else 0
    recalled = course(each) if each.indicator else None
    shown = card(recalled.measure, recalled.headline) if recalled else None
    decided_on = each.meeting.held_on
    series = replace(shown.series, marks=(Mark(decided_on, "decided"),)) if shown else None
    return Decided(
        each.id,
        each.what,
        each.owner,
        each.due,
        decided_on,
        status,
        late,
        _indicator(each),
        effect_of(shown, decided_on) if shown else _unmeasured(each),
        series,
    )


def _unmeasured(each: Decision) -> Effect:
    return NOT_TOLD if each.indicator else NOT_MEASURED


def _indicator(each: Decision) -> str:
    """By its title, though nothing of it may be shown; one of an older catalogue by its name."""
    name = each.indicator or ""
    title = CATALOGUE[name].title if name in CATALOGUE else name.replace("_", " ")
    return f"{title}, {each.dimension}: {each.segment}" if each.segment else title
