"""Permission of (person, purpose, channel), from indicators.md and decisions 6-12."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bigtrust.contract import ALL, CHANNELS
from bigtrust.settings import Settings
from tests.companies import Row
from tests.oracle.days import country, working_days_after
from tests.oracle.known import Known

Pair = tuple[str, str]  # purpose, channel

EEA = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    *("IS", "LI", "NO"),
}
DEFAULT_BASES = {("EU", channel): "opt_in" for channel in CHANNELS} | {
    ("IT", "email"): "soft_opt_in",
    ("GB", "email"): "soft_opt_in",
    ("GB", "sms"): "soft_opt_in",
    ("US", "email"): "opt_out",
    ("US", "sms"): "opt_in",
}


@dataclass(frozen=True)
class State:
    """What a person last said of a pair; an opt-out stands since a moment.

    `notice` is the one named by the event that gave the consent.
    """

    consent: bool = False
    notice: str | None = None
    refused: bool = False
    opted_out: datetime | None = None

    def after(self, choice: Row) -> "State":
        state = choice["state"]
        if state in ("given", "renewed"):
            imported = choice.get("method") == "import"
            given = State(consent=True, notice=choice.get("notice_version"))
            return self if imported and self.opted_out else given
        if state in ("withdrawn", "objected"):
            return self if self.opted_out else State(opted_out=choice["occurred_at"])
        if state == "refused":
            return self if self.opted_out else State(refused=True)
        return replace(self, consent=False)  # revoked, expired, invalidated


def is_opt_out(choice: Row) -> bool:
    return choice["state"] in ("withdrawn", "objected")


def is_consent(choice: Row) -> bool:
    """One that lifts an opt-out: no import does."""
    return choice["state"] in ("given", "renewed") and choice.get("method") != "import"


def state_after(choices: Iterable[Row]) -> State:
    """The state that choices leave, in order of moment; at one moment the stricter wins."""
    state = State()
    for choice in sorted(choices, key=in_order):
        state = state.after(choice)
    return state


def in_order(choice: Row) -> tuple[datetime, int, str]:
    return choice["occurred_at"], _strictness(choice), choice.get("event_id") or ""


def _strictness(choice: Row) -> int:
    state = choice["state"]
    if state in ("given", "renewed"):
        return 0 if choice.get("method") == "import" else 1
    return {"refused": 3, "withdrawn": 4, "objected": 5}.get(state, 2)


def covers(choice: Row, pair: Pair) -> bool:
    purpose, channel = pair
    return choice["purpose"] in (purpose, ALL) and choice["channel"] in (channel, ALL)


def choices_of(known: Known, person: str, pair: Pair) -> list[Row]:
    return [
        choice
        for choice in known.choices
        if choice["customer_id"] == person and covers(choice, pair)
    ]


def pairs(known: Known) -> list[Pair]:
    """The pairs of purpose and channel that exist in the company."""
    said = {(choice["purpose"], choice["channel"]) for choice in known.choices}
    named = {(contact["purpose"], contact["channel"]) for contact in known.marketing}
    named |= {pair for pair in said if ALL not in pair}
    made = {
        (purpose, ALL)
        for purpose, channel in said
        if channel == ALL != purpose and all(purpose != other for other, _ in named)
    }
    made |= {
        ("direct_marketing", channel)
        for purpose, channel in said
        if purpose == ALL != channel and all(channel != other for _, other in named)
    }
    if (ALL, ALL) in said and not named | made:
        made = {("direct_marketing", ALL)}
    return sorted(named | made)


def basis(settings: Settings, jurisdiction: str, channel: str) -> str | None:
    """The basis set for the jurisdiction, else its country, else the EU; where the settings have
    none, that of the defaults, likewise; None where those have none.
    """
    if channel == ALL:
        return "opt_in"  # a pair of no one channel is asked for by consent, or not at all
    bases: dict[tuple[str, str], str] = {}
    for place, by_channel in settings.permission.items():
        bases |= {(place, one): str(by_channel[ALL]) for one in CHANNELS if ALL in by_channel}
        bases |= {(place, one): str(value) for one, value in by_channel.items() if one != ALL}
    places = [jurisdiction, country(jurisdiction)]
    if country(jurisdiction) in EEA:
        places.append("EU")
    found = (told.get((place, channel)) for told in (bases, DEFAULT_BASES) for place in places)
    return next(filter(None, found), None)


def is_permitted(basis: str | None, state: State, left: bool, bought: bool | None) -> bool | None:
    """None: cannot be told. `bought` is None where purchases are not loaded."""
    if basis is None:
        return None
    if state.consent:
        return True
    if left or basis == "opt_in" or state.refused or state.opted_out:
        return False
    return True if basis == "opt_out" else bought


def bought_before(known: Known, person: str, moment: datetime) -> bool | None:
    if known.missing("purchases"):
        return None
    return any(
        row["customer_id"] == person and row["purchased_at"] < moment
        for row in known.company["purchases"]
    )


def bought_by_close(known: Known, person: str, day: date) -> bool | None:
    if known.missing("purchases"):
        return None
    return any(
        row["customer_id"] == person and known.own_day(person, row["purchased_at"]) <= day
        for row in known.company["purchases"]
    )


def is_tolerated(
    known: Known, person: str, channel: str, since: datetime, moment: datetime
) -> bool:
    """Whether a contact lies within the lag after an opt-out that stands since a moment."""
    lag, where = known.settings.lag, known.jurisdiction(person)
    if country(where) == "US" and channel in ("email", "phone", "sms"):
        if not lag.us_business_days:
            return moment == since
        last = working_days_after(known.own_day(person, since), lag.us_business_days, where)
        return known.own_day(person, moment) <= last
    return moment - since <= timedelta(hours=lag.hours)
