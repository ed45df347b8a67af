"""When a request from a person is due, and why, in a sentence.

The regimes and their sources are in `regimes`, pauses in `clock`. Here:
- A due day given by the source wins.
- An extension counts only if the person was told within the first limit, rolled over; told
  later, it does not count (GDPR Art 12(3)). In the UK its pauses stretch that limit too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bigtrust.rules.clock import Clock, ClockEvent, run
from bigtrust.rules.deadline_sentences import Extension, as_given, explained, without_fixed_day
from bigtrust.rules.regimes import Rule, rule_for
from bigtrust.rules.working_days import next_working_day

EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class RequestClock:
    """What a request's due day depends on. `jurisdiction` is ISO 3166, as working_days knows it."""

    received: date
    right: str
    regime: str
    jurisdiction: str
    events: tuple[ClockEvent, ...] = ()
    given_due: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a request is due. `due_day` is None while the clock stands still, and where the law
    sets no fixed day. `paused_days` are days after the clock started that do not count; days
    before it started (uk_gdpr: until identity is proved) are not among them.
    """

    due_day: date | None
    rule: str
    citation: str
    extended: bool
    extended_too_late: bool
    paused_days: int
    acknowledge_by: date | None
    because: Callable[[], str] = field(compare=False, repr=False)

    @property
    def explanation(self) -> str:
        """Worded only when asked for: of most requests nobody asks."""
        return self.because()


@lru_cache(maxsize=100_000)  # most requests differ from others in nothing that counts here
def due(request: RequestClock) -> Deadline:
    """The deadline of one request, by its regime and right.

    Raises UnknownRegimeError, and UnknownJurisdictionError where working days are needed.
    """
    rule = rule_for(request.regime, request.right)
    calendar = rule.calendar or request.jurisdiction
    acknowledge_by = _acknowledge_by(rule, request.received, calendar)
    if rule.answer is None:
        return _without_fixed_day(rule, request, acknowledge_by)
    first = run(rule, rule.answer, request.received, request.events, calendar)
    extension = _extension(rule, request, first)
    clock = first
    if rule.extended and extension is Extension.IN_TIME:
        clock = run(rule, rule.extended, request.received, request.events, calendar)
    last_day = None if clock.awaited else clock.last_day  # that no calendar tells it shows here
    return Deadline(
        due_day=request.given_due or last_day,
        rule=f"{request.regime}: {clock.limit}",
        citation=rule.citation,
        extended=extension is Extension.IN_TIME,
        extended_too_late=extension is Extension.TOO_LATE,
        paused_days=clock.paused_days,
        acknowledge_by=acknowledge_by,
        because=lambda: as_given(
            request.given_due,
            explained(rule, clock, request.received, extension, _told(request)),
        ),
    )


def _told(request: RequestClock) -> date | None:
    """The first day on which the person was told of an extension."""
    return min((event.day for event in request.events if event.kind == EXTENDED), default=None)


def _extension(rule: Rule, request: RequestClock, first: Clock) -> Extension:
    told = _told(request)
    if told is None:
        return Extension.NONE
    if rule.extended is None:
        return Extension.UNKNOWN_TO_RULE
    notice = first if rule.pauses_stretch_notice else first.without_pauses()
    return Extension.IN_TIME if notice.includes(told) else Extension.TOO_LATE


def _acknowledge_by(rule: Rule, received: date, calendar: str) -> date | None:
    if rule.acknowledge is None:
        return None
    last_day = rule.acknowledge.after(received, calendar)
    return next_working_day(last_day, calendar) if rule.rolls_over else last_day


def _without_fixed_day(rule: Rule, request: RequestClock, acknowledge_by: date | None) -> Deadline:
    return Deadline(
        due_day=request.given_due,
        rule=f"{request.regime}: without undue delay",
        citation=rule.citation,
        extended=False,
        extended_too_late=False,
        paused_days=0,
        acknowledge_by=acknowledge_by,
        because=lambda: as_given(
            request.given_due, without_fixed_day(rule, request.received, acknowledge_by)
        ),
    )
