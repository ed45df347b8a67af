"""What was planted in the demo company, and when: the truth that its figures are held against."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import orjson

WEEK = timedelta(weeks=1)
PERSONAL_DIMENSIONS = ("region", "age_band", "product")


@dataclass(frozen=True)
class Period:
    """The days that the company covers: the reported window and the history before it."""

    warm_up: date
    first_day: date
    as_of: date

    @classmethod
    def ending(cls, as_of: date, years: int) -> "Period":
        """The `years` up to and including `as_of`; half a year earlier for stocks to settle."""
        first_day = as_of - timedelta(days=365 * years - 1)
        return cls(first_day - timedelta(days=182), first_day, as_of)


@dataclass(frozen=True)
class PlantedEvent:
    """One thing that happens to the company, and which indicators should notice it.

    It happens from `first_day` to `last_day`; one whose last day is as-of has not ended. The
    indicators can show it from `seen_from` to `seen_to`: an answer is late only when it was due.
    `size` says in words how large it is; `direction` is that of the first indicator's value,
    `better` whether that is good news.
    """

    name: str
    what: str
    indicators: tuple[int, ...]
    first_day: date
    last_day: date
    seen_from: date
    seen_to: date
    direction: Literal["up", "down"]
    better: bool
    size: str
    where: dict[str, str]


@dataclass(frozen=True)
class Truth:
    """Everything that a reader must know to judge what Big Trust says of the demo company."""

    company: str
    customers: int
    seed: int
    warm_up: date
    first_day: date
    as_of: date
    personal_dimensions: tuple[str, ...]
    planted: tuple[PlantedEvent, ...]

    def event(self, name: str) -> PlantedEvent:
        """The planted event of that name; KeyError where it was not planted."""
        by_name = {event.name: event for event in self.planted}
        return by_name[name]

    def write(self, path: Path) -> None:
        """Write the truth as JSON."""
        path.write_bytes(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2) + b"\n")


def planted_events(period: Period) -> tuple[PlantedEvent, ...]:
    """The planted events that fall inside the period, spread so that none masks another.

    Each begins on a Monday, a fixed number of days before as-of.
    """
    events = (
        PlantedEvent(
            name="washing_machine_campaign",
            what="A washing-machine campaign goes to people who have just bought one.",
            indicators=(16,),
            **_days(period, before=600, weeks=2),
            direction="up",
            better=False,
            size="two emails to each permitted buyer of the 120 days before",
            where={"product_category": "washing_machine", "channel": "email"},
        ),
        PlantedEvent(
            name="new_sender_unit",
            what="A new sender unit repeats every marketing contact in one region.",
            indicators=(13, 14),
            **_days(period, before=544, weeks=8, delay=14, linger=29),
            direction="up",
            better=False,
            size="marketing contacts in the region double",
            where={"region": "Lombardia", "sender_unit": "loyalty_lab"},
        ),
        PlantedEvent(
            name="sms_fault",
            what="An SMS opt-out stops being honoured.",
            indicators=(3, 4),
            **_days(period, before=411, weeks=3),
            direction="up",
            better=False,
            size="each week one SMS to one in five of those who opted out of SMS",
            where={"channel": "sms"},
        ),
        PlantedEvent(
            name="opt_out_wave",
            what="People opt out in numbers after the SMS fault.",
            indicators=(1,),
            **_days(period, before=404, weeks=4),
            direction="up",
            better=False,
            size="opt-outs at 2.5 times their usual rate, most of them from SMS",
            where={"channel": "sms"},
        ),
        PlantedEvent(
            name="contact_cap",
            what="A contact cap is introduced, and works.",
            indicators=(13, 14),
            **_days(period, before=285, weeks=None, delay=42),
            direction="down",
            better=True,
            size="three in four of the long message series are cut to half their length",
            where={},
        ),
        PlantedEvent(
            name="request_backlog",
            what="A handler of requests leaves; what was hers waits.",
            indicators=(25, 26, 27),
            **_days(period, before=201, weeks=9, delay=32, linger=75),
            direction="up",
            better=False,
            size="requests received in these weeks by this handler are answered 15-45 days late;"
            " answered on time (27) falls",
            where={"regime": "gdpr", "handler": "ferri"},
        ),
        PlantedEvent(
            name="complaints_about_requests",
            what="Complaints of late answers.",
            indicators=(31,),
            **_days(period, before=166, weeks=8),
            direction="up",
            better=False,
            size="complaints at 1.5 times their usual rate, the rest about requests",
            where={"topic": "privacy_request"},
        ),
        PlantedEvent(
            name="unnamed_partner",
            what="Data goes to an unnamed partner.",
            indicators=(11,),
            **_days(period, before=89, weeks=None),
            direction="up",
            better=False,
            size="one purchase in four is disclosed to the partner",
            where={"recipient": "Lumen Insight", "purpose": "market_research"},
        ),
    )
    return tuple(event for event in events if event.first_day >= period.first_day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(
    period: Period, before: int, weeks: int | None, delay: int = 0, linger: int = 0
) -> dict[str, date]:
    """From a Monday `before` as-of on, for some weeks or for good; seen `delay` days later and
    until `linger` days after its end.
    """
    first_day = _monday(period.as_of - timedelta(days=before))
    last_day = period.as_of if weeks is None else first_day + weeks * WEEK - timedelta(days=1)
    return {
        "first_day": first_day,
        "last_day": last_day,
        "seen_from": first_day + timedelta(days=delay),
        "seen_to": min(period.as_of, last_day + timedelta(days=linger)),
    }
