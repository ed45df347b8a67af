"""The laws' rules, and the company's own, about answering, asking, stopping and calling."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from bigtrust.builds import Build
from bigtrust.contract import ALL, REGIMES, RIGHTS
from bigtrust.promises.breach import in_words
from bigtrust.rules import complaints, hours
from bigtrust.rules.caps import DEFAULT_CAPS, Cap
from bigtrust.rules.hours import CALLING_HOURS, CallingHours
from bigtrust.rules.jurisdictions import EEA_MEMBERS, EU
from bigtrust.rules.permission import DEFAULTS, SOURCES, Basis, Lag, tolerated_lag
from bigtrust.rules.regimes import Rule, Wait, rule_for
from bigtrust.settings.parts import CapSetting
from bigtrust.views import wording
from bigtrust.views.method.entries import Entry, Section, listed, purpose_in, told

REGIME_TITLES = {
    "gdpr": "GDPR (European Union)",
    "uk_gdpr": "UK GDPR (United Kingdom)",
    "ccpa": "CCPA (California)",
    "lgpd": "LGPD (Brazil)",
    "pipeda": "PIPEDA (Canada)",
    "colorado": "Colorado Privacy Act",
    "virginia": "Virginia Consumer Data Protection Act",
    "us_foia": "Freedom of Information Act (United States)",
}
_BASES = {
    Basis.OPT_IN: "a consent that stands",
    Basis.SOFT_OPT_IN: "a consent that stands; or an earlier purchase, and no refusal since",
    Basis.OPT_OUT: "nothing, as long as the person has not refused, withdrawn or objected",
}
_OWN = "set in bigtrust.toml"


def laws(build: Build) -> Iterator[Section]:
    settings: Mapping[str, Any] = build.manifest["settings"]
    yield Section(
        "deadlines",
        "Time limits for answering",
        "How long a request from a person may take. Engineering input, not legal advice.",
        tuple(entry for regime in REGIMES for entry in _regime(regime)),
    )
    yield Section(
        "complaint_limits",
        "Time limits for complaints",
        "When a complaint counts as settled at once, and when the final answer is due.",
        tuple(_complaints()),
    )
    yield Section(
        "permission",
        "Permission for marketing",
        "What must stand at the moment of sending. Where nothing here says, the permission cannot"
        " be told, and no law is invented.",
        tuple(_permission(settings["permission"])),
    )
    yield Section(
        "lag",
        "How quickly a no must work",
        "Contacts within this time after an opt-out are told apart, as in processing.",
        tuple(_lags(settings["lag"])),
    )
    yield Section(
        "caps",
        "Contact caps",
        "At most so many marketing contacts to one person, counted by the person's calendar day.",
        tuple(_caps(settings["caps"])),
    )
    yield Section(
        "hours",
        "Permitted hours of calls",
        purpose_in(hours.__doc__) + _bound(settings["hours"]["sms"]),
        tuple(_hours(place, rule) for place, rule in CALLING_HOURS.items()),
    )


def _regime(regime: str) -> Iterator[Entry]:
    """An entry for each rule of the regime, with the rights that it is for."""
    rights: dict[Rule, list[str]] = {}
    for right in RIGHTS:
        rights.setdefault(rule_for(regime, right), []).append(right)
    ordinary = max(rights, key=lambda rule: len(rights[rule]))
    for rule in sorted(rights, key=lambda rule: rule is not ordinary):
        own = "" if rule is ordinary else f": {listed(rights[rule])}"
        anchor = regime if rule is ordinary else f"{regime}_{rights[rule][0]}"
        yield Entry(anchor, f"{REGIME_TITLES[regime]}{own}", _answer(rule), _terms(rule))


def _answer(rule: Rule) -> str:
    if rule.answer is None:
        return "To be answered without undue delay; the law sets no fixed day."
    return f"To be answered within {rule.answer}."


def _terms(rule: Rule) -> tuple[tuple[str, str], ...]:
    extended = f"{rule.extended} in all, if the person is told in time" if rule.extended else "none"
    return told(
        ("Extension", extended),
        ("Acknowledgement", f"within {rule.acknowledge}" if rule.acknowledge else ""),
        ("Weekends, holidays", _rolls(rule)),
        ("The clock starts", _start(rule.starts_after)),
        ("The clock stands still", _pause(rule.pauses_for)),
        ("Working days of", _calendar(rule)),
        ("Source", rule.citation),
    )


def _rolls(rule: Rule) -> str:
    moved = "a last day on one of them moves to the next working day"
    return moved if rule.rolls_over else "the last day stays where it falls"


def _start(wait: Wait | None) -> str:
    return f"at receipt; where {wait.what} was asked for, with that" if wait else "at receipt"


def _pause(wait: Wait | None) -> str:
    return f"while {wait.what} is awaited" if wait else ""


def _calendar(rule: Rule) -> str:
    return rule.calendar or "the person's jurisdiction"


def _complaints() -> Iterator[Entry]:
    for limit, title in (
        (complaints.third_business_day, "Settled at once"),
        (complaints.eight_weeks, "Final response"),
    ):
        meaning, _, source = purpose_in(limit.__doc__).rstrip(").").partition(" (")
        yield Entry(limit.__name__, title, f"{meaning}.", told(("Source", source)))


def _permission(overrides: Mapping[str, Mapping[str, str]]) -> Iterator[Entry]:
    own = {
        (place, channel): Basis(basis)
        for place, by in overrides.items()
        for channel, basis in by.items()
    }
    holding = {key: basis for key, basis in DEFAULTS.items() if not _is_overridden(key, own)} | own
    for place in dict.fromkeys(place for place, _ in holding):
        terms = [
            (
                _channel(channel),
                f"{_BASES[basis]} ({_OWN if (place, channel) in own else SOURCES[place, channel]})",
            )
            for (where, channel), basis in holding.items()
            if where == place
        ]
        yield Entry(f"permission_{place}", _place(place), "Marketing needs:", tuple(terms))


def _is_overridden(default: tuple[str, str], own: Mapping[tuple[str, str], Basis]) -> bool:
    """A setting comes before every default: for all channels, or for the Union, too."""
    place, channel = default
    settings = product({place, EU} if place in EEA_MEMBERS else {place}, {channel, ALL})
    return any(setting in own for setting in settings)


def _channel(channel: str) -> str:
    return "Every channel" if channel == ALL else wording.sentence(in_words(channel))


def _place(place: str) -> str:
    return {
        "EU": "European Union and EEA",
        "GB": "United Kingdom",
        "US": "United States",
        "IT": "Italy",
        "FR": "France",
    }.get(place, place)


def _lags(lag: Mapping[str, int]) -> Iterator[Entry]:
    hours, days = lag["hours"], lag["us_business_days"]
    for anchor, title, found in (
        (
            "lag_general",
            "Everywhere, where no law gives time",
            tolerated_lag(None, "email", hours, days),
        ),
        ("lag_us_email", "United States, email", tolerated_lag("US", "email", hours, days)),
        ("lag_us_calls", "United States, phone and SMS", tolerated_lag("US", "phone", hours, days)),
    ):
        yield Entry(anchor, title, _lag(found), told(("Source", found.source)))


def _lag(found: Lag) -> str:
    if found.business_days:
        return f"{wording.number(found.business_days)} business days after the day of the opt-out."
    return f"{wording.number(found.hours)} hours after the opt-out."


def _caps(settings: list[Mapping[str, Any]]) -> Iterator[Entry]:
    sources = {
        (cap.limit, cap.days, cap.channel, cap.jurisdiction): cap.source for cap in DEFAULT_CAPS
    }
    for number, declared in enumerate(settings, start=1):
        cap = CapSetting(**declared).rule()
        source = sources.get((cap.limit, cap.days, cap.channel, cap.jurisdiction), _OWN)
        yield Entry(
            f"cap_{number}",
            _cap(cap),
            "One contact more is one too many.",
            told(("Source", source)),
        )


def _cap(cap: Cap) -> str:
    channel = "" if cap.channel == ALL else f" by {in_words(cap.channel)}"
    place = "" if cap.jurisdiction is None else f" in {_place(cap.jurisdiction)}"
    window = f"in {wording.quantity(cap.days, 'days')}"
    return f"{wording.quantity(cap.limit, 'contacts')} {window}{channel}{place}"


def _bound(sms: bool) -> str:
    return " Text messages are bound by them too." if sms else ""


def _hours(place: str, rule: CallingHours) -> Entry:
    days = ("weekday", "saturday", "sunday", "holiday", "before_holiday")
    titles = ("Weekdays", "Saturdays", "Sundays", "Holidays", "The day before a holiday")
    terms = ((title, _clock(getattr(rule, day))) for title, day in zip(titles, days, strict=True))
    return Entry(
        f"hours_{place}",
        _place(place),
        "By the clock of the person called.",
        told(*terms, ("Source", rule.source)),
    )


def _clock(ranges: hours.Hours) -> str:
    if not ranges:
        return "never"
    return wording.joined([f"{first}:00 to {last}:00" for first, last in ranges])
