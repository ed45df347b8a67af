"""An indicator by the values of a dimension, side by side, and what each added to its change."""

from collections.abc import Sequence

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.measures.moved import moved
from bigtrust.measures.targets import aimed
from bigtrust.rules.period import HEADLINE_DAYS, headline_periods
from bigtrust.views import wording
from bigtrust.views.drawings import Bar, Bars, Dot, Dots
from bigtrust.views.panel import Panel
from bigtrust.views.signals import Tone
from bigtrust.views.table import Table

NOT_SAID = "not said"


def segments(scope: Scope, build: Build, name: str, dimension: str) -> Panel:
    """The values of a dimension in the last 30 days, the worst first; what is hidden stands last,
    in the order of names, so that its place tells nothing.
    """
    measure = aimed(build)[name]
    _, period = headline_periods(build.as_of)
    found = calculate(measure, [period], (dimension,), scope, build)
    (whole,) = calculate(measure, [period], (), scope, build)
    ranked = _ranked(found, measure)
    title = _finding(measure, ranked, whole, dimension)
    return Panel(
        title=title,
        key=f"{measure.title} by {words(dimension)}, {HEADLINE_DAYS} days to "
        f"{wording.medium_day(build.as_of)}, {measure.unit}; line: 95 % interval, dotted: all",
        drawing=Dots(
            [_dot(figure, whole, measure) for figure in ranked],
            measure.unit,
            reference=whole.value,
            reference_text=f"all {_told(whole, measure)}",
        ),
        spoken=f"{title}. {len(ranked)} values of {words(dimension)}, the worst first.",
        table=_table(measure, ranked, dimension),
        measure=name,
        note=_note(ranked),
    )


def contributions(scope: Scope, build: Build, name: str, dimension: str) -> Panel:
    """What each value of a dimension added to the change since the 30 days before."""
    measure = aimed(build)[name]
    before, now = headline_periods(build.as_of)
    found = moved(measure, before, now, dimension, scope, build) or {}
    parts = sorted(found.items(), key=lambda item: -abs(item[1].own + item[1].weight))
    change = sum(part.own + part.weight for _, part in parts)
    title = _moved_most(measure, told(parts[0][0]), change) if parts else "Nothing to compare"
    rows = tuple(
        (told(value), *(_signed(each) for each in (p.own + p.weight, p.own, p.weight)))
        for value, p in parts
    )
    columns = (words(dimension), "Contribution", "Its own change", "Its weight")
    return Panel(
        title=title,
        key=f"Contribution to the change since the 30 days before, {measure.unit}",
        drawing=Bars([_bar(told(v), p.own + p.weight, measure) for v, p in parts],
                     measure.unit, across=True) if parts else None,
        spoken=f"{title}. The parts add up to {_signed(change)}.",
        table=Table(f"Contributions by {words(dimension)}", columns, rows, frozenset(columns[1:])),
        measure=name,
    )  # fmt: skip


def words(dimension: str) -> str:
    return dimension.removesuffix("_id").replace("_", " ")


def told(value: str) -> str:
    """A value of a dimension, as people read it."""
    return value.replace("_", " ") or NOT_SAID


def _ranked(found: Sequence[Figure], measure: Measure) -> list[Figure]:
    down = measure.better == "down"
    known = [figure for figure in found if figure.value is not None]
    known.sort(key=lambda figure: (figure.value or 0) if not down else -(figure.value or 0))
    return [*known, *(figure for figure in found if figure.value is None)]


def _finding(measure: Measure, ranked: Sequence[Figure], whole: Figure, dimension: str) -> str:
    """The worst, where its interval leaves out the whole; else that they do not differ."""
    known = [figure for figure in ranked if figure.value is not None]
    if not known:
        return f"No value of {words(dimension)} has enough people behind it to be shown"
    if _tone(known[0], whole, measure) != "concerning":
        return f"No {words(dimension)} is worse than all by more than chance"
    worst = told(known[0].group[0])
    return f"{wording.sentence(worst)} is worst: {_told(known[0], measure)}"


def _tone(figure: Figure, whole: Figure, measure: Measure) -> Tone:
    if whole.value is None or figure.low is None or figure.high is None:
        return "steady"
    if figure.low <= whole.value <= figure.high:
        return "steady"
    higher = figure.low > whole.value
    return "concerning" if higher == (measure.better == "down") else "improving"


def _dot(figure: Figure, whole: Figure, measure: Measure) -> Dot:
    hidden = figure.value is None
    return Dot(
        label=told(figure.group[0]),
        value=figure.value,
        low=None if hidden else figure.low,
        high=None if hidden else figure.high,
        text=_told(figure, measure) + _n(figure),
        tone="steady" if hidden else _tone(figure, whole, measure),
    )


def _told(figure: Figure, measure: Measure) -> str:
    """The value; or the bound, or that too few are behind it."""
    if figure.value is not None:
        return wording.quantity(figure.value, measure.unit)
    if figure.high is not None:
        return f"below {wording.quantity(figure.high, measure.unit)}"
    if figure.low is not None:
        return f"above {wording.quantity(figure.low, measure.unit)}"
    return "too few to show" if figure.protection else "nothing to judge"


def _n(figure: Figure) -> str:
    return "" if figure.denominator is None else f"  n {wording.compact(figure.denominator)}"


def _note(ranked: Sequence[Figure]) -> str:
    if not any(figure.protection for figure in ranked):
        return ""
    return "Counts are rounded to 5 and small ones hidden, so parts may not add up to the whole."


def _table(measure: Measure, ranked: Sequence[Figure], dimension: str) -> Table:
    columns = (words(dimension), "Value", "Numerator", "Denominator", "95 % interval")
    rows = tuple(
        (
            told(figure.group[0]),
            _told(figure, measure),
            "" if figure.numerator is None else wording.number(figure.numerator),
            "" if figure.denominator is None else wording.number(figure.denominator),
            _interval(figure, measure),
        )
        for figure in ranked
    )
    return Table(f"{measure.title} by {words(dimension)}", columns, rows, frozenset(columns[1:]))


def _interval(figure: Figure, measure: Measure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    low, high = (wording.number(each, measure.unit) for each in (figure.low, figure.high))
    return f"{low} to {high}"


def _moved_most(measure: Measure, value: str, change: float) -> str:
    course = "rise" if change > 0 else "fall"
    size = wording.quantity(abs(change), measure.unit)
    return f"{wording.sentence(value)} moved it most, of a {course} of {size}"


def _bar(value: str, part: float, measure: Measure) -> Bar:
    worse = (part > 0) == (measure.better == "down")
    return Bar(value, part, _signed(part), "concerning" if worse else "steady")


def _signed(part: float) -> str:
    return f"{'+' if part > 0 else '−' if part < 0 else ''}{wording.number(abs(part), '%')}"
