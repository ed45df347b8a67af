"""The clock of one request against one limit: where it starts, stands still and runs out.

A pause moves the last day by the days that do not count, before any roll-over: the month is
counted to its end first, then the paused days are added, wherever months end in between.
What is asked of the person after the last day cannot bring the limit back (house).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bigtrust.rules.regimes import Limit, Rule, Wait
from bigtrust.rules.working_days import next_working_day


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something that happened to a request; `kind` is one of the contract's request events.

    `at` tells what came first on one day: seconds since any moment, where they are known.
    """

    kind: str
    day: date
    at: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait from the day of asking to the day of the answer; None while it lasts."""

    wait: Wait
    asked: date
    ended: date | None

    def days_after(self, start: date) -> int:
        """How many days from `start` on do not count by this pause; 0 while it lasts."""
        if self.ended is None or self.ended < start:
            return 0
        return (self.ended - max(self.asked, start)).days + self.wait.whole_days


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of `limit`, started on `start`; `awaited` is what it stands still for, if it does.

    `calendar` is the jurisdiction whose working days count.
    """

    limit: Limit
    rolls_over: bool
    calendar: str
    start: date
    pauses: tuple[Pause, ...] = ()
    awaited: Wait | None = None

    @property
    def paused_days(self) -> int:
        return sum(pause.days_after(self.start) for pause in self.pauses)

    @property
    def unpaused(self) -> date:
        """The limit's last day, were there no pauses and no roll-over."""
        return self.limit.after(self.start, self.calendar)

    @property
    def unrolled(self) -> date:
        return self.unpaused + timedelta(days=self.paused_days)

    @property
    def last_day(self) -> date:
        """The last day by all that has ended; it will move while something is awaited."""
        if self.rolls_over:
            return next_working_day(self.unrolled, self.calendar)
        return self.unrolled

    def without_pauses(self) -> "Clock":
        """The same clock, had it never stood still once it was started."""
        return replace(self, pauses=(), awaited=None)

    def includes(self, day: date) -> bool:
        """Whether `day` is within the limit; any day is while the clock stands still."""
        return self.awaited is not None or day <= self.last_day


def run(
    rule: Rule, limit: Limit, received: date, events: Iterable[ClockEvent], calendar: str
) -> Clock:
    """The clock of `limit` for a request under `rule`, after all of its events."""
    clock = Clock(limit, rule.rolls_over, calendar, received)
    for pause in _pauses(rule, events):
        if clock.awaited or not clock.includes(pause.asked):
            break
        if pause.ended is None:
            clock = replace(clock, awaited=pause.wait)
        elif pause.wait is rule.starts_after:
            clock = replace(clock, start=max(clock.start, pause.ended))
        else:
            clock = replace(clock, pauses=(*clock.pauses, pause))
    return clock


def _pauses(rule: Rule, events: Iterable[ClockEvent]) -> list[Pause]:
    """All waits that move this rule's clock, in order of asking."""
    told = list(events)
    waits = [wait for wait in (rule.starts_after, rule.pauses_for) if wait]
    return sorted(
        (pause for wait in waits for pause in _pauses_for(wait, told)),
        key=lambda pause: pause.asked,
    )


def _pauses_for(wait: Wait, events: Iterable[ClockEvent]) -> list[Pause]:
    """A question asked again while it is open, or on the day of the answer, is one wait with the
    first; an answer to no question is none.
    """
    own = [event for event in events if event.kind in (wait.asked, wait.ended)]
    # At one moment the question comes before the answer: it is the stricter.
    own.sort(key=lambda event: (event.day, event.at, event.kind == wait.ended))
    pauses: list[Pause] = []
    asked: date | None = None
    for event in own:
        if event.kind == wait.asked:
            asked = asked or _asked_before(event.day, pauses) or event.day
        elif asked:
            pauses.append(Pause(wait, asked, event.day))
            asked = None
    return [*pauses, Pause(wait, asked, None)] if asked else pauses


def _asked_before(day: date, pauses: list[Pause]) -> date | None:
    """When the wait began that ended on this very day; it goes on, so it is taken off."""
    return pauses.pop().asked if pauses and pauses[-1].ended == day else None
