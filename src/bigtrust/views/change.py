"""What changed since the period that is compared with, and which segments brought it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.measures.moved import REST, moved
from bigtrust.measures.sums import parts_add_up
from bigtrust.rules.contributions import Contribution
from bigtrust.rules.intervals import Interval, difference
from bigtrust.views import wording
from bigtrust.views.asked import Asked
from bigtrust.views.drawings import Bar, Bars
from bigtrust.views.number_alone import told_as
from bigtrust.views.panel import Panel
from bigtrust.views.periods import the_period, the_time
from bigtrust.views.phrases import Sentence, Span
from bigtrust.views.side_by_side import by_words, label_of, signed, told, value_told
from bigtrust.views.signals import Tone
from bigtrust.views.table import Table

MOST_PARTS: Final = 8  # bars; what is smaller stands together
MOST_NAMED: Final = 3  # segments that may explain a change together
EXPLAINED: Final = 0.8  # of the change, by so few segments
HIDDEN: Final = "Rest, hidden"  # "rest" alone is an area's name for what is in none of its groups

_NOTHING: Final = 1e-9

Parts = Sequence[tuple[str, Contribution]]


@dataclass(frozen=True, slots=True)
class Change:
    """Before and now of all that is asked for. `by_chance`: no more than chance would bring."""

    measure: Measure
    before: Figure
    now: Figure
    by_chance: bool

    @property
    def size(self) -> float:
        return (self.now.value or 0) - (self.before.value or 0)

    @property
    def is_known(self) -> bool:
        return self.now.value is not None and self.before.value is not None

    @property
    def is_worse(self) -> bool:
        return (self.size > 0) == (self.measure.better == "down")


def has_parts(measure: Measure) -> bool:
    """Whether its change is the sum of what segments brought."""
    return measure.denominator is not None and measure.spread is None


def change_of(scope: Scope, build: Build, asked: Asked) -> Change:
    measure = told_as(build, asked.indicator)
    periods = [asked.before, asked.period] if asked.before else [asked.period]
    found = calculate(measure, periods, (), scope, build, asked.where)
    before, now = found[0], found[-1]
    return Change(measure, before, now, _within_chance(before, now))


def lead_of(scope: Scope, build: Build, asked: Asked) -> Sentence:
    """ "Opt-out rate for Lombardia rose from 0.50 to 0.59 % since September 2026." and whence."""
    change = change_of(scope, build, asked)
    said = told_of(change, asked)
    if change.by_chance or asked.before is None or not change.is_known or not _is_told(change):
        return said
    return (*said, *_explained(scope, build, asked, change))


def told_of(change: Change, asked: Asked) -> Sentence:
    """What was, what is, and whether that is more than chance would bring."""
    subject = f"{change.measure.title}{_for(asked)}"
    if change.now.value is None:
        return (Span(_unknown(subject, change, asked)),)
    if change.before.value is None or asked.before is None:
        now = told(change.now, change.measure)
        return (Span(f"{subject} was {now} in {the_period(asked.period)}."),)
    course = f"{subject} {_course(change)} since {the_period(asked.before)}"
    by_chance = change.by_chance and _is_told(change)
    return (Span(f"{course}{', which is no more than chance would bring' if by_chance else ''}."),)


def contributions(scope: Scope, build: Build, asked: Asked) -> Panel:
    """What each segment added to the change of the rate of all."""
    measure = told_as(build, asked.indicator)
    parts = _parts(scope, build, asked)
    if not parts or asked.before is None:
        nothing = "There is nothing to compare with"
        overlap = "One person can be in several of these segments, so what each brought is not told"
        said = overlap if _overlapping(measure, build, asked) else nothing
        return Panel(said, "", None, said)
    change = sum(part.total for _, part in parts)
    signal = 0.0 if change_of(scope, build, asked).by_chance else change
    title = brought(measure, parts, change)
    rows = tuple((name, *map(signed, (p.total, p.own, p.weight))) for name, p in parts)
    columns = (by_words(asked.by), "Contribution", "Its own change", "Its weight")
    return Panel(
        title=title,
        key=f"What each added since {the_time(asked.before, measure.kind)},"
        f" {unit_of_change(measure)}: by its own change, and by its weight among all",
        drawing=Bars(_bars(parts, signal, measure), measure.unit, across=True)
        if any(name != HIDDEN for name, _ in parts)
        and any(_is_more_than_a_trace(part, measure) for _, part in parts)
        else None,
        spoken=f"{title}. {_spoken(parts)}",
        table=Table("Contributions", columns, rows, frozenset(columns[1:])),
    )


def _is_more_than_a_trace(part: Contribution, measure: Measure) -> bool:
    return wording.change(part.total, measure.unit) != wording.UNCHANGED


def _within_chance(before: Figure, now: Figure) -> bool:
    """Whether the interval of their difference holds 0; False where no interval can be told."""
    old, new = _with_interval(before), _with_interval(now)
    if old is None or new is None:
        return False
    apart = difference(new, old)
    return apart.low <= 0 <= apart.high


def _with_interval(figure: Figure) -> tuple[float, Interval] | None:
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    return figure.value, Interval(figure.low, figure.high)


def _for(asked: Asked) -> str:
    named = [value_told(value) for _, value in asked.only]
    return f" for {wording.joined(named)}" if named else ""


def _unknown(subject: str, change: Change, asked: Asked) -> str:
    period = the_period(asked.period)
    bound = told(change.now, change.measure)
    bounds = (change.now.high, change.now.low, change.now.beyond)
    if any(each is not None for each in bounds) or change.now.protection is Protection.UNREACHED:
        return f"{subject} was {bound} in {period}."
    if change.now.protection:
        return f"Too few people are behind {wording.inside(subject)} in {period} to show it."
    return f"{subject}: there was nothing to judge in {period}."


def _is_told(change: Change) -> bool:
    """Whether before and now are told by different numbers."""
    unit = change.measure.unit
    before, now = (wording.number(each.value or 0, unit) for each in (change.before, change.now))
    return before != now and wording.change(change.size, unit) != wording.UNCHANGED


def _course(change: Change) -> str:
    """ "rose from 0.50 to 0.59 %", "has stayed at 0.50 %"."""
    unit = change.measure.unit
    now = wording.quantity(change.now.value or 0, unit)
    if not _is_told(change):
        return f"has stayed at {now}"
    before = wording.number(change.before.value or 0, unit)
    return f"{'rose' if change.size > 0 else 'fell'} from {before} to {now}"


def _explained(scope: Scope, build: Build, asked: Asked, change: Change) -> Sentence:
    """How few segments brought most of it; nothing where many did, or nobody can tell."""
    parts = [part for part in _parts(scope, build, asked) if part[0] != HIDDEN]
    few = _fewest(parts, change.size)
    if not few or len(parts) <= len(few):
        return ()
    noun = "rise" if change.size > 0 else "fall"
    share = sum(part.total for _, part in few) / change.size
    much = "all" if share >= 1 else f"{share:.0%}".replace("%", f"{wording.NO_BREAK}%")
    said = Span(f"{much} of the {noun}", strong=True, concerning=change.is_worse)
    verb = "explains" if len(few) == 1 else "explain"
    who = _who([name for name, _ in few], len(parts))
    return (Span(f" {who} {verb} "), said, Span("."))


def _who(names: Sequence[str], of: int) -> str:
    if len(names) == 1:
        return f"{wording.sentence(names[0])} alone"
    return f"{wording.sentence(wording.in_words(len(names)))} of {wording.in_words(of)} segments"


def _fewest(parts: Parts, size: float) -> Parts:
    """The fewest segments that brought most of the change; none where it takes too many."""
    if not size:
        return []
    along = [part for part in parts if part[1].total * size > 0]
    for number in range(1, MOST_NAMED + 1):
        few = along[:number]
        if sum(part.total for _, part in few) / size >= EXPLAINED:
            return few
    return []


def _parts(scope: Scope, build: Build, asked: Asked) -> Parts:
    """The largest first, the rest last; none of what is no rate."""
    measure = told_as(build, asked.indicator)
    if asked.before is None or not asked.by or not has_parts(measure):
        return []
    if _overlapping(measure, build, asked):
        return []
    found = moved(measure, asked.before, asked.period, asked.by, scope, build, asked.where)
    named = [
        (HIDDEN if group == REST else label_of(group), part)
        for group, part in (found or {}).items()
        if group != REST or abs(part.total) > _NOTHING
    ]
    return sorted(named, key=lambda part: (part[0] == HIDDEN, -abs(part[1].total)))


def _overlapping(measure: Measure, build: Build, asked: Asked) -> bool:
    return not all(parts_add_up(measure, dimension, build) for dimension in asked.by)


def unit_of_change(measure: Measure) -> str:
    """What changes of the measure are told in: shares move by points."""
    return "points" if measure.unit == wording.PERCENT else wording.unit_of(0, measure.unit)


def brought(measure: Measure, parts: Parts, change: float) -> str:
    """Which segment brought most of it: "SMS brought 0.75 of the rise of 0.88 points"."""
    own = [part for part in parts if part[0] != HIDDEN]
    if not own:
        return "No segment has enough people behind it to be compared"
    if wording.change(change, measure.unit) == wording.UNCHANGED:
        return "There is no change worth explaining"
    size = f"{wording.number(abs(change), measure.unit)}{wording.NO_BREAK}{unit_of_change(measure)}"
    whole = f"the {'rise' if change > 0 else 'fall'} of {size}"
    name, part = max(own, key=lambda each: each[1].total * change)
    if part.total * change <= 0:
        return f"No segment that can be shown brought {whole}"
    hidden = dict(parts).get(HIDDEN)
    if hidden and hidden.total * change > part.total * change:
        return f"Segments that cannot be shown brought the most of {whole}"
    return _share(wording.sentence(name), part.total, change, measure, whole)


def _share(name: str, part: float, change: float, measure: Measure, whole: str) -> str:
    """How much of it the largest part is."""
    brought, all_of_it = (wording.number(abs(each), measure.unit) for each in (part, change))
    if wording.change(part, measure.unit) == wording.UNCHANGED:
        return f"Many segments brought a trace each of {whole}"
    if brought == all_of_it:
        return f"{name} brought all of {whole}"
    if abs(part) > abs(change):
        return f"{name} brought more than {whole}; others took some of it back"
    return f"{name} brought {brought} of {whole}"


def _spoken(parts: Parts) -> str:
    """The largest parts in a sentence, for whoever does not see the bars."""
    told = [f"{name} {signed(part.total)}" for name, part in parts if name != HIDDEN]
    return f"{wording.joined(told[:MOST_NAMED])}." if told else ""


def _bars(parts: Parts, change: float, measure: Measure) -> list[Bar]:
    """The largest, and what the others add up to; those that explain a change which
    chance would not bring stand out.
    """
    own = [(name, part.total) for name, part in parts if name != HIDDEN]
    few = {name for name, _ in _fewest([part for part in parts if part[0] != HIDDEN], change)}
    tone: Tone = "concerning" if (change > 0) == (measure.better == "down") else "improving"
    bars = [Bar(n, total, signed(total), tone if n in few else "steady") for n, total in own]
    shown, others = bars[:MOST_PARTS], own[MOST_PARTS:]
    rest = [part.total for name, part in parts if name == HIDDEN]
    if others:
        shown.append(_together(f"Other {wording.in_words(len(others))}", [t for _, t in others]))
    return [*shown, *([_together(HIDDEN, rest)] if rest else [])]


def _together(label: str, totals: Sequence[float]) -> Bar:
    return Bar(label, sum(totals), signed(sum(totals)))
