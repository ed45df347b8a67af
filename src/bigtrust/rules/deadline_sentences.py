"""The sentence that explains a due day: receipt, pauses, extension, roll-over, rule, citation.

"Received Wed 31 Jan 2024 → February has no 31st → Thu 29 Feb 2024 (1 month: GDPR Art 12(3)...)".
"""

from calendar import month_name
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum, auto

from bigtrust.rules.clock import Clock
from bigtrust.rules.regimes import Rule, Unit
from bigtrust.rules.working_days import holiday_name

ARROW = " → "


class Extension(Enum):
    """What became of an extension."""

    NONE = auto()
    IN_TIME = auto()
    TOO_LATE = auto()
    UNKNOWN_TO_RULE = auto()


def explained(
    rule: Rule, clock: Clock, received: date, extension: Extension, told: date | None
) -> str:
    """Why the clock ran out on its last day, or why it stands still."""
    steps = [f"Received {written(received)}"]
    if clock.start != received:
        steps.append(f"identity proved {written(clock.start)}, where the clock starts")
    if extension is Extension.IN_TIME and told:
        steps.append(f"extended, told {written(told)}")
    steps += _awaiting(clock) if clock.awaited else _counted(clock)
    law = f"({clock.limit}{' in all' if extension is Extension.IN_TIME else ''}: {rule.citation})"
    return f"{ARROW.join(steps)} {law}{_unavailing(extension, told)}"


def without_fixed_day(rule: Rule, received: date, acknowledge_by: date | None) -> str:
    """Why nothing is due on a fixed day, and by when the receipt is to be acknowledged."""
    steps = [f"Received {written(received)}"]
    if acknowledge_by:
        steps.append(f"to be acknowledged by {written(acknowledge_by)}")
    return f"{ARROW.join([*steps, 'outcome without undue delay'])} ({rule.citation})"


def as_given(given: date | None, sentence: str) -> str:
    """The sentence, led by the due day that the source gave, where it gave one."""
    return sentence if given is None else f"{due_as_given(given)}. By the rule: {sentence}"


def due_as_given(given: date) -> str:
    """Why it is due then, where no rule can tell."""
    return f"Due {written(given)}, as the source gave it"


def written(day: date) -> str:
    """A day as people read it: Wed 31 Jan 2024."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def _awaiting(clock: Clock) -> Iterator[str]:
    if clock.awaited:
        yield f"the clock stands still until {clock.awaited.what} is received"


def _counted(clock: Clock) -> Iterator[str]:
    """From the start of the clock to its last day, one step for each thing that moves it."""
    yield from _limit_steps(clock)
    yield written(clock.unpaused)
    if clock.paused_days:
        yield _pause_step(clock)
        yield written(clock.unrolled)
    if clock.last_day != clock.unrolled:
        yield f"no working day ({', '.join(_skipped(clock))})"
        yield written(clock.last_day)


def _limit_steps(clock: Clock) -> Iterator[str]:
    """The limit itself; where a month is too short, that alone says what was counted."""
    short = clock.limit.unit is Unit.MONTH and clock.unpaused.day != clock.start.day
    if not short or clock.limit.amount > 1:
        yield str(clock.limit)
    if short:
        yield f"{month_name[clock.unpaused.month]} has no {_ordinal(clock.start.day)}"


def _ordinal(day: int) -> str:
    """Only the 29th, 30th and 31st can be missing from a month."""
    return f"{day}{'st' if day == 31 else 'th'}"


def _pause_step(clock: Clock) -> str:
    """The days that do not count; a pause that is older than the clock begins with it."""
    spans = ", ".join(
        f"{written(max(pause.asked, clock.start))} to {written(pause.ended)}"
        for pause in clock.pauses
        if pause.ended and pause.days_after(clock.start)
    )
    days = "1 day" if clock.paused_days == 1 else f"{clock.paused_days} days"
    wait = clock.pauses[0].wait
    return f"paused {days} for {wait.what} ({spans}{', both included' if wait.whole_days else ''})"


def _skipped(clock: Clock) -> Iterator[str]:
    """Why each day between the counted and the last day is no working day."""
    for number in range((clock.last_day - clock.unrolled).days):
        day = clock.unrolled + timedelta(days=number)
        yield holiday_name(day, clock.calendar) or f"{day:%A}"


def _unavailing(extension: Extension, told: date | None) -> str:
    match extension:
        case Extension.TOO_LATE if told:
            return f". The extension was told on {written(told)}, too late to count"
        case Extension.UNKNOWN_TO_RULE if told:
            return f". An extension was told on {written(told)}, but no rule here allows for one"
        case _:
            return ""
