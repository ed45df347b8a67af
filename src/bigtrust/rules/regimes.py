"""The laws' time limits for answering people, as data: one Rule for a regime and a right.

A right that a regime does not name falls back to the regime's ordinary limit (house): a person
who asks a Californian business for "access" is owed an answer as one who asks to "know".
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bigtrust.errors import TrustError
from bigtrust.rules.working_days import add_working_days


class UnknownRegimeError(TrustError):
    """No time limits are known for the regime."""


class Unit(StrEnum):
    """What a limit is counted in."""

    MONTH = "month"
    DAY = "day"
    WORKING_DAY = "working day"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many months, days or working days, the day they start on not counted."""

    amount: int
    unit: Unit

    def after(self, start: date, calendar: str) -> date:
        """The limit's last day; `calendar` is the jurisdiction whose working days count."""
        match self.unit:
            case Unit.MONTH:
                return add_months(start, self.amount)
            case Unit.DAY:
                return start + timedelta(days=self.amount)
            case Unit.WORKING_DAY:
                return add_working_days(start, self.amount, calendar)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"


def add_months(day: date, n: int) -> date:
    """The same-numbered day `n` months on; where that month has none, its last day.

    Source: Regulation (EEC, Euratom) 1182/71 Art 3(2)(c); ICO, right of access (3 Sep -> 3 Oct).
    """
    years, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Wait:
    """Something asked of the person, by which the clock may stand still."""

    asked: str  # kinds of request events
    ended: str
    what: str
    whole_days: bool = False  # the day of asking and the day of the answer both do not count


IDENTITY = Wait("identity_requested", "identity_proved", "proof of identity")
CLARIFICATION = Wait(
    "clarification_requested", "clarification_received", "clarification", whole_days=True
)


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a controller may take, and what moves the limit.

    `answer` is None where the law sets no fixed day. `extended` counts in all, from the same
    start. `calendar` is the jurisdiction whose working days count; None: the request's own.
    `pauses_stretch_notice`: pauses also move the day by which an extension must be told.
    """

    citation: str
    answer: Limit | None
    extended: Limit | None = None
    acknowledge: Limit | None = None
    rolls_over: bool = False
    calendar: str | None = None
    starts_after: Wait | None = None
    pauses_for: Wait | None = None
    pauses_stretch_notice: bool = False


_ONE_MONTH = Limit(1, Unit.MONTH)
_THREE_MONTHS = Limit(3, Unit.MONTH)

_GDPR = Rule(
    # Art 12(3) for the month and the extension, told "within one month of receipt", which no
    # pause stretches; the pause while identity is in genuine doubt: EDPB Guidelines 01/2022.
    "GDPR Art 12(3); Regulation 1182/71 Art 3",
    _ONE_MONTH,
    extended=_THREE_MONTHS,
    rolls_over=True,
    pauses_for=IDENTITY,
)
_UK_GDPR = Rule(
    # The clock starts at the latest of receipt and proof of identity. (Art 12A names a fee as
    # well; the data sets hold none.)
    "UK GDPR Art 12(3) and 12A",
    _ONE_MONTH,
    extended=_THREE_MONTHS,
    rolls_over=True,
    starts_after=IDENTITY,
    pauses_stretch_notice=True,
)
_UK_GDPR_ACCESS = Rule(
    # Clarification pauses requests under Art 15 alone: the period from the day of asking to the
    # day of the answer, both included, does not count, nor towards the month of the extension.
    "UK GDPR Art 12(3) and 12A",
    _ONE_MONTH,
    extended=_THREE_MONTHS,
    rolls_over=True,
    starts_after=IDENTITY,
    pauses_for=CLARIFICATION,
    pauses_stretch_notice=True,
)
_UK_COMPLAINT = Rule(
    "DPA 2018 s.164A",
    answer=None,  # the outcome "without undue delay"
    acknowledge=Limit(30, Unit.DAY),
    rolls_over=True,
)
_CCPA = Rule(
    "11 CCR 7021",  # verifying the person does not pause; 90 days at most
    Limit(45, Unit.DAY),
    extended=Limit(90, Unit.DAY),
    acknowledge=Limit(10, Unit.WORKING_DAY),
    calendar="US",
)
_ORDINARY: Mapping[str, Rule] = {
    "gdpr": _GDPR,
    "uk_gdpr": _UK_GDPR,
    "ccpa": _CCPA,
    "lgpd": Rule("LGPD Art 19", Limit(15, Unit.DAY)),
    "pipeda": Rule("PIPEDA s. 8", Limit(30, Unit.DAY), extended=Limit(60, Unit.DAY)),
    "colorado": Rule("CPA, CRS 6-1-1306(2)", Limit(45, Unit.DAY), extended=Limit(90, Unit.DAY)),
    "virginia": Rule("VCDPA, Va. Code 59.1-577", Limit(45, Unit.DAY), extended=Limit(90, Unit.DAY)),
    "us_foia": Rule("5 USC 552(a)(6)", Limit(20, Unit.WORKING_DAY), calendar="US"),
}
_PARTICULAR: Mapping[tuple[str, str], Rule] = {
    ("uk_gdpr", "access"): _UK_GDPR_ACCESS,
    ("uk_gdpr", "complaint_to_controller"): _UK_COMPLAINT,
    ("ccpa", "opt_out"): Rule("11 CCR 7026", Limit(15, Unit.WORKING_DAY), calendar="US"),
    ("ccpa", "limit"): Rule("11 CCR 7027", Limit(15, Unit.WORKING_DAY), calendar="US"),
}


def rule_for(regime: str, right: str) -> Rule:
    """The rule of `right` under `regime`, else the regime's ordinary one.

    Raises UnknownRegimeError where the regime is none of those in rules.md.
    """
    if regime not in _ORDINARY:
        raise UnknownRegimeError(
            f"The regime {regime!r} has no time limits here.",
            f"Give one of: {', '.join(_ORDINARY)}.",
        )
    return _PARTICULAR.get((regime, right), _ORDINARY[regime])
