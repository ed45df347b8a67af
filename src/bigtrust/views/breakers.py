"""Who breaks promises, and why: by what the company did, and case by case for the officer."""

from collections.abc import Sequence
from typing import Final

from bigtrust.access.scope import Role, Scope
from bigtrust.builds import Build
from bigtrust.measures.breaches import BROKEN, breaches_of, judged_promises, people_of
from bigtrust.measures.calculate import calculate
from bigtrust.measures.catalogue import CATALOGUE
from bigtrust.measures.figure import Figure
from bigtrust.measures.reasons import Case, Reason, cases, reasons
from bigtrust.promises.breach import in_words
from bigtrust.rules.period import Period
from bigtrust.views import wording
from bigtrust.views.broken_promises import ALL, HOW, told_promise
from bigtrust.views.drawings import Bar, Bars
from bigtrust.views.panel import Panel
from bigtrust.views.periods import told_period
from bigtrust.views.portions import portion
from bigtrust.views.side_by_side import value_told
from bigtrust.views.table import Listing, Table

DIMENSIONS: Final = {
    "campaign_id": "campaign",
    "sender_unit": "sender unit",
    "channel": "channel",
    "purpose": "purpose",
    "product_category": "product category",
    "recipient": "recipient",
}
MOST_BARS: Final = 12
MOST_CASES: Final = 200
FEW_PEOPLE: Final = "fewer than 5 people"
_KINDS: Final = {
    "opted_out": "after an opt-out",
    "refused": "after a refusal",
    "ended": "when the consent had ended",
    "none": "when nothing had been asked or said",
    "consent": "on the basis of consent",
    "legitimate_interest": "on the basis of legitimate interest",
    "sale_or_sharing": "as sale or sharing",
    "complaint": "a complaint was open",
    "request": "a request was open",
}


def told_dimension(dimension: str) -> str:
    return wording.sentence(DIMENSIONS[dimension])


def told_value(value: str) -> str:
    return in_words(value) or "All"


def ranking(scope: Scope, build: Build, period: Period, promise: str, dimension: str) -> Panel:
    """Who breaks the most, as far as it may be seen: hidden ones are told together, at the end."""
    found = calculate(breaches_of(promise), [period], (dimension,), scope, build)
    shown = sorted(
        (figure for figure in found if figure.value is not None),
        key=lambda figure: (figure.group == ("",), -(figure.value or 0), figure.group),
    )
    hidden = len(found) - len(shown)
    title = _finding(scope, build, period, promise, dimension, shown)
    word = DIMENSIONS[dimension]
    highest = f", the {MOST_BARS} highest" if len(shown) > MOST_BARS else ""
    return Panel(
        title=title,
        key=f"Broken promises by {word}, {told_period(period)}{highest}",
        drawing=Bars(_bars(shown), "broken promises", across=True) if shown else None,
        spoken=f"{title}. {len(shown)} values of {word}, the worst first.",
        table=_table(scope, build, period, promise, dimension, shown),
        note=_hidden(hidden, word),
    )


def _bars(shown: Sequence[Figure]) -> list[Bar]:
    """The highest; what nobody named stands last among them, and is not left out."""
    named = [figure for figure in shown if figure.group != ("",)]
    unsaid = [figure for figure in shown if figure.group == ("",)]
    return [
        Bar(_label(figure), figure.value, wording.number(figure.value or 0))
        for figure in (*named[: MOST_BARS - len(unsaid)], *unsaid)
    ]


def _label(figure: Figure) -> str:
    return value_told(figure.group[0])


def _hidden(number: int, word: str) -> str:
    if not number:
        return ""
    verb = "is" if number == 1 else "are"
    named = wording.counted(number, word).replace("ys", "ies")
    return f"{wording.sentence(named)} {verb} not shown: {FEW_PEOPLE} behind each."


def _finding(
    scope: Scope,
    build: Build,
    period: Period,
    promise: str,
    dimension: str,
    shown: Sequence[Figure],
) -> str:
    """ "Easter spring breaks the most promises: 312, half of them after a withdrawal"."""
    named = [figure for figure in shown if figure.group != ("",)]
    word = DIMENSIONS[dimension]
    if not named:
        return f"No {word} with 5 people or more behind it broke a promise in this period"
    worst = named[0]
    count = wording.number(worst.value or 0)
    if promise != ALL:
        return f"{told_promise(promise)}: {_label(worst)} most often, {count} times"
    mostly = _mostly(scope, build, period, dimension, worst)
    return f"{_label(worst)} breaks the most promises: {count}{mostly}"


def _mostly(scope: Scope, build: Build, period: Period, dimension: str, worst: Figure) -> str:
    by_promise = calculate(
        BROKEN, [period], ("promise",), scope, build, {dimension: worst.group[0]}
    )
    counts = {figure.group[0]: figure.value for figure in by_promise if figure.value is not None}
    if not counts or not worst.value:
        return ""
    most = max((name for name in HOW if name in counts), key=counts.__getitem__)
    return f", {portion(counts[most], worst.value)} {HOW[most]}"


def _table(
    scope: Scope,
    build: Build,
    period: Period,
    promise: str,
    dimension: str,
    shown: Sequence[Figure],
) -> Table:
    people = {
        figure.group: figure.value
        for figure in calculate(people_of(promise), [period], (dimension,), scope, build)
    }
    columns = (told_dimension(dimension), "Broken promises", "People")
    rows = tuple(
        (
            _label(figure),
            wording.number(figure.value or 0),
            wording.number(people.get(figure.group) or 0),
        )
        for figure in shown
    )
    caption = f"Broken promises by {DIMENSIONS[dimension]}, {told_period(period)}"
    return Table(caption, columns, rows, frozenset(columns[1:]))


def why(scope: Scope, build: Build, period: Period, promise: str) -> Listing:
    """What breaks each promise, how often it was broken, and the kinds of reason."""
    chosen = (promise,) if promise else judged_promises(build)
    kinds = reasons(scope, build, period)
    rows = tuple(_reasons(scope, build, period, name, kinds) for name in chosen)
    columns = ("Promise", "Broken", "People", "It is broken by", "Of which")
    return Listing(
        title=_why_finding(kinds, chosen),
        key=f"What each broken promise means, {told_period(period)}",
        table=Table("Reasons", columns, rows, frozenset({"Broken", "People"})),
    )


def _reasons(
    scope: Scope, build: Build, period: Period, promise: str, kinds: Sequence[Reason]
) -> tuple[str, ...]:
    counts = (
        calculate(measure, [period], (), scope, build)[0].value or 0
        for measure in (breaches_of(promise), people_of(promise))
    )
    of_which = [_kind(kind) for kind in kinds if kind.promise == promise and kind.about]
    return (
        told_promise(promise),
        *(wording.number(count) for count in counts),
        CATALOGUE[promise].definition,
        "; ".join(of_which),
    )


def _kind(kind: Reason) -> str:
    count = FEW_PEOPLE if kind.count is None else wording.number(kind.count)
    return f"{_named(kind)}: {count}"


def _named(kind: Reason) -> str:
    if kind.promise == "excess_contacts":
        return f"beyond {kind.about}"
    if kind.promise == "undisclosed_sharing":
        return f"to recipients ({in_words(kind.about)})"
    if kind.promise == "out_of_hours_contacts":
        return f"where {kind.about} is permitted"
    return _KINDS.get(kind.about, in_words(kind.about))


def _why_finding(kinds: Sequence[Reason], chosen: Sequence[str]) -> str:
    told = [kind for kind in kinds if kind.count and kind.about and kind.promise in chosen]
    if not told:
        return "What breaks each promise"
    most = max(told, key=lambda kind: kind.count or 0)
    return (
        f"The commonest reason: {wording.inside(told_promise(most.promise))}, {_named(most)},"
        f" {wording.number(most.count or 0)}"
    )


def single_cases(
    scope: Scope, build: Build, period: Period, promise: str, dimension: str, value: str
) -> Table:
    """The latest rows of the ledger, each with its sentence: the privacy officer's alone."""
    where = {"promise": promise} if promise else {}
    found = cases(scope, build, period, where | ({dimension: value} if value else {}), MOST_CASES)
    columns = ("Promise", "Person", "What happened, and why it breaks the promise", "By")
    caption = f"The latest {wording.counted(len(found), 'case')}, {told_period(period)}"
    return Table(caption, columns, tuple(_case(each) for each in found), frozenset())


def _case(each: Case) -> tuple[str, ...]:
    by = " · ".join(in_words(part) for part in (each.sender_unit, each.campaign_id) if part)
    return (told_promise(each.promise), each.pseudonym[:8], f"{each.sentence}.", by)


def sees_cases(scope: Scope, build: Build) -> bool:  # noqa: ARG001 (a view's signature)
    return scope.role is Role.OFFICER


def values_of(
    scope: Scope, build: Build, period: Period, promise: str, dimension: str
) -> tuple[str, ...]:
    """The values of a dimension that may be chosen, all of them ("") first."""
    found = calculate(breaches_of(promise), [period], (dimension,), scope, build)
    open_ones = (figure.group[0] for figure in found if figure.value is not None)
    return ("", *(value for value in open_ones if value))
