"""Restraint: how contact falls on people, what goes along with it, what caps would have met."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.contract import ALL
from bigtrust.contract import CHANNELS as KNOWN_CHANNELS
from bigtrust.measures.calculate import calculate, levels
from bigtrust.measures.cap_simulator import Simulation, simulate
from bigtrust.measures.disclosure import FEW
from bigtrust.measures.figure import Figure
from bigtrust.measures.targets import aimed
from bigtrust.promises.pressure import PRESSURES
from bigtrust.rules.period import HEADLINE_DAYS, headline_periods
from bigtrust.views import wording
from bigtrust.views.drawings import Bar, Bars, Dot, Dots, Line, Lines
from bigtrust.views.panel import Panel
from bigtrust.views.table import Table

MOST_SHOWN: Final = 20  # contacts; more are one bar
LEGIBLE: Final = 10_000  # people: longer numbers than of fewer would stand on one another
_COUNTED: Final = "What people would have done is not known."
CHANNELS: Final = (ALL, *KNOWN_CHANNELS)
CAPS: Final = tuple(range(1, 15))
_ASSOCIATION: Final = (
    "An association: people who are contacted more also differ otherwise. Opt-outs are shown"
    " beside pressure, not as caused by it."
)


def allowed(build: Build) -> int | None:
    """How many contacts in 30 days the cap on all channels allows that holds everywhere; None
    where settings cap single channels, countries or other days alone.
    """
    limits = [
        cap["limit"]
        for cap in build.manifest["settings"]["caps"]
        if cap["channel"] == ALL and not cap.get("jurisdiction") and cap["days"] == HEADLINE_DAYS
    ]
    return min(limits, default=None)


def first_tried(_: Scope, build: Build) -> int:
    """The place among CAPS of the cap that holds, where one does."""
    cap = allowed(build)
    return CAPS.index(cap) if cap in CAPS else CAPS.index(6)


def distribution(scope: Scope, build: Build) -> Panel:
    """People by how often they heard from us in 30 days, against the cap."""
    measure = aimed(build)["contact_pressure"]
    found = levels(measure, headline_periods(build.as_of)[1], scope, build)
    cap = allowed(build)
    title, beyond = _spread_finding(found, cap), _share_beyond(found, cap)
    return Panel(
        title=title,
        key=f"People by marketing contacts in the 30 days to {wording.medium_day(build.as_of)}",
        drawing=replace(_bars(found, cap), beyond=beyond) if found else None,
        spoken=f"{title}. {wording.sentence(beyond)}." if beyond else title,
        table=_spread_table(found, cap),
        measure="over_contacted_customers",
    )


def _spread_finding(found: Mapping[int, int], cap: int | None) -> str:
    if not found:
        return "Nobody was contacted in the last 30 days"
    if cap is None:
        return f"{wording.quantity(sum(found.values()), 'people')} heard from us"
    beyond = sum(people for level, people in found.items() if level > cap)
    times = f"more than {wording.in_words(cap)} times in 30 days"
    if beyond < FEW:
        return f"{'Fewer than 5 people' if beyond else 'Nobody'} heard from us {times}"
    return f"{wording.quantity(beyond, 'people')} heard from us {times}"


def _share_beyond(found: Mapping[int, int], cap: int | None) -> str:
    """What part of the contacts goes to those beyond the cap: their bars look like nothing."""
    contacts = sum(level * people for level, people in found.items())
    if cap is None or not contacts:
        return ""
    people = sum(n for level, n in found.items() if level > cap)
    if people < FEW:
        return ""
    theirs = sum(level * n for level, n in found.items() if level > cap)
    share_of_people = wording.quantity(100 * people / sum(found.values()), "%")
    share = wording.quantity(100 * theirs / contacts, "%")
    return f"{share_of_people} of people received {share} of contacts"


def _bars(found: Mapping[int, int], cap: int | None) -> Bars:
    people = _shown(found, cap)
    most, highest = max(people), max(people.values())
    bars = [
        Bar(
            label=f"{level}+" if level == most else str(level),
            value=None if 0 < number < FEW else float(number),
            text=_few(number) if highest < LEGIBLE or number < FEW or number == highest else "",
            tone="concerning" if cap is not None and level > cap else "steady",
        )
        for level, number in people.items()
    ]
    within = cap is not None and cap < most
    return Bars(
        bars,
        "people",
        limit=cap if cap is not None and within else None,
        limit_text=f"Cap {cap}" if cap is not None else "",
        axis="Contacts in 30 days",
    )


def _shown(found: Mapping[int, int], cap: int | None) -> dict[int, int]:
    """By level; the last bar holds all from its level on, and at least as many as may be shown.

    It holds every level of a few beyond the cap: how many are beyond it is told, so that a hidden
    bar among those would be the rest.
    """
    at_least = {level: sum(n for m, n in found.items() if m >= level) for level in found}
    top = max((level for level, n in at_least.items() if n >= FEW), default=min(found))
    few = (level for level, n in found.items() if cap is not None and level > cap and n < FEW)
    top = min(top, MOST_SHOWN, *few)
    return {
        **{level: found.get(level, 0) for level in range(1, top)},
        top: sum(n for level, n in found.items() if level >= top),
    }


def _few(number: int) -> str:
    return "<5" if 0 < number < FEW else wording.compact(number) if number else ""


def _spread_table(found: Mapping[int, int], cap: int | None) -> Table:
    columns = ("Contacts", "People")
    people = _shown(found, cap) if found else {}
    rows = tuple(
        (f"{level}+" if level == max(people) else str(level), _few(number) or "0")
        for level, number in people.items()
    )
    return Table("People by contacts in 30 days", columns, rows, frozenset(columns))


def dose_and_response(scope: Scope, build: Build, name: str) -> Panel:
    """Opt-outs (complaints, departures) by how often people had been contacted."""
    measure = aimed(build)[name]
    _, period = headline_periods(build.as_of)
    found = {
        figure.group[0]: figure
        for figure in calculate(measure, [period], ("pressure",), scope, build)
    }
    ordered = [found[pressure] for pressure in PRESSURES if pressure in found]
    return Panel(
        title=_response_finding(ordered, measure.numerator_text),
        key=f"{measure.title}, {measure.unit}; {wording.CONFIDENCE} intervals; 30 days to"
        f" {wording.medium_day(build.as_of)}",
        drawing=Dots(
            [_response(figure, measure.unit) for figure in ordered],
            measure.unit,
            upright=True,
            axis="Contacts in the last 30 days",
        ),
        spoken=_response_finding(ordered, measure.numerator_text),
        table=_response_table(ordered, measure.unit),
        measure=name,
        note=_ASSOCIATION,
    )


def _response(figure: Figure, unit: str) -> Dot:
    text = "too few to show" if figure.value is None else wording.quantity(figure.value, unit)
    return Dot(_contacts(figure), figure.value, figure.low, figure.high, text)


def _response_finding(ordered: Sequence[Figure], what: str) -> str:
    """The least pressed against the most of those whose interval lies above theirs: of the very
    most there may be too few to tell.
    """
    known = [figure for figure in ordered if figure.value is not None]
    events = wording.sentence(what)
    if len(known) < 2:
        return f"{events}: too few to compare by pressure"
    least, *others = known
    above = [
        each
        for each in others
        if least.high is not None and each.low is not None and each.low > least.high
    ]
    if not above:
        return f"{events} do not differ by pressure by more than chance"
    most = above[-1]
    fewest = "none" if least.group[0] == PRESSURES[0] else _contacts(least)
    if not least.value:
        return f"People with {_contacts(most)} contacts have {what}; those with {fewest} have none"
    times = wording.number((most.value or 0) / least.value, "%")
    return (
        f"People with {_contacts(most)} contacts: {times} times the {what} of those with {fewest}"
    )


def _contacts(figure: Figure) -> str:
    return figure.group[0].replace("-", "–")


def _response_table(ordered: Sequence[Figure], unit: str) -> Table:
    columns = ("Contacts", "Rate", "Events", "Customer-days")
    rows = tuple(
        (
            _contacts(figure),
            "too few to show" if figure.value is None else wording.quantity(figure.value, unit),
            "" if figure.numerator is None else wording.number(figure.numerator),
            "" if figure.denominator is None else wording.number(figure.denominator),
        )
        for figure in ordered
    )
    return Table("By contacts in the last 30 days", columns, rows, frozenset(columns[1:]))


def caps(scope: Scope, build: Build, channel: str, chosen: int) -> Panel:
    """What caps from 1 to 14 would have held back, and whom they would have touched."""
    _, period = headline_periods(build.as_of)
    tried = [simulate(cap, channel, period, scope, build) for cap in CAPS]
    now = tried[CAPS.index(chosen)]
    title, more = _cap_finding(now), _opt_outs_beyond(now)
    contacts = [_share(one.contacts, one.of_contacts) for one in tried]
    people = [_share(one.people, one.of_people) for one in tried]
    return Panel(
        title=title,
        key=f"Caps tried on the 30 days to {wording.medium_day(build.as_of)}, as they happened; %",
        drawing=Lines(
            steps=CAPS,
            lines=[Line("contacts", contacts, "improving"), Line("people", people)],
            unit="%",
            axis="Cap, contacts in 30 days",
            chosen=chosen,
        )
        if any(share is not None for share in (*contacts, *people))
        else None,
        spoken=f"{title}. {more}".strip(),
        table=_caps_table(tried),
        note=f"{more} {_COUNTED}".strip(),
    )


def _cap_finding(found: Simulation) -> str:
    """What the cap would have done."""
    cap = f"A cap of {found.cap} in 30 days would have held back"
    if not found.contacts or not found.of_contacts or not found.people:
        return f"{cap} few contacts or none"
    contacts = wording.quantity(found.contacts, "contacts")
    share = wording.quantity(100 * found.contacts / found.of_contacts, wording.PERCENT)
    return f"{cap} {contacts} ({share}) to {wording.quantity(found.people, 'people')}"


def _opt_outs_beyond(found: Simulation) -> str:
    """What goes along with pressure."""
    if not found.contacts or not found.people or not found.opt_outs:
        return ""
    return (
        f"{wording.quantity(found.opt_outs, 'opt-outs')} came from people beyond it:"
        " associated with the pressure, not shown to be caused by it."
    )


def _share(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _caps_table(tried: Sequence[Simulation]) -> Table:
    columns = ("Cap", "Contacts held back", "People touched", "Opt-outs beyond it")
    rows = tuple(
        (str(one.cap), *(_told(n) for n in (one.contacts, one.people, one.opt_outs)))
        for one in tried
    )
    return Table("What each cap would have met", columns, rows, frozenset(columns))


def _told(number: float | None) -> str:
    return "fewer than 5 people" if number is None else wording.number(number)
