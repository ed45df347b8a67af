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
from bigtrust.views.drawings import Bar, Bars, Dots
from bigtrust.views.panel import Panel
from bigtrust.views.side_by_side import (
    dot_of,
    label_of,
    ranked,
    rounding_note,
    signed,
    table_of,
    told,
    tone_of,
    value_told,
    words,
)
from bigtrust.views.table import Table


def segments(scope: Scope, build: Build, name: str, dimension: str) -> Panel:
    """The values of a dimension in the last 30 days, the worst first; what is hidden stands last,
    in the order of names, so that its place tells nothing.
    """
    measure = aimed(build)[name]
    _, period = headline_periods(build.as_of)
    found = calculate(measure, [period], (dimension,), scope, build)
    (whole,) = calculate(measure, [period], (), scope, build)
    order = ranked(found, measure)
    title = _finding(measure, order, whole, dimension)
    return Panel(
        title=title,
        key=f"{measure.title} by {words(dimension)}, {HEADLINE_DAYS} days to "
        f"{wording.medium_day(build.as_of)}, {measure.unit}; line: 95 % interval, dotted: all",
        drawing=Dots(
            [dot_of(figure, whole, measure) for figure in order],
            measure.unit,
            reference=whole.value,
            reference_text=f"all {told(whole, measure)}",
        ),
        spoken=f"{title}. {len(order)} values of {words(dimension)}, the worst first.",
        table=table_of(measure, order, (dimension,)),
        measure=name,
        note=rounding_note(order),
    )


def contributions(scope: Scope, build: Build, name: str, dimension: str) -> Panel:
    """What each value of a dimension added to the change since the 30 days before."""
    measure = aimed(build)[name]
    before, now = headline_periods(build.as_of)
    found = moved(measure, before, now, dimension, scope, build) or {}
    parts = sorted(found.items(), key=lambda item: -abs(item[1].own + item[1].weight))
    change = sum(part.own + part.weight for _, part in parts)
    title = _moved_most(measure, value_told(parts[0][0]), change) if parts else "Nothing to compare"
    rows = tuple(
        (value_told(value), *(signed(each) for each in (p.own + p.weight, p.own, p.weight)))
        for value, p in parts
    )
    columns = (words(dimension), "Contribution", "Its own change", "Its weight")
    return Panel(
        title=title,
        key=f"Contribution to the change since the 30 days before, {measure.unit}",
        drawing=Bars([_bar(value_told(v), p.own + p.weight, measure) for v, p in parts],
                     measure.unit, across=True) if parts else None,
        spoken=f"{title}. The parts add up to {signed(change)}.",
        table=Table(f"Contributions by {words(dimension)}", columns, rows, frozenset(columns[1:])),
        measure=name,
    )  # fmt: skip


def _finding(measure: Measure, order: Sequence[Figure], whole: Figure, dimension: str) -> str:
    """The worst, where its interval leaves out the whole; else that they do not differ."""
    known = [figure for figure in order if figure.value is not None]
    if not known:
        return f"No value of {words(dimension)} has enough people behind it to be shown"
    if tone_of(known[0], whole, measure) != "concerning":
        return f"No {words(dimension)} is worse than all by more than chance"
    worst = label_of(known[0].group)
    return f"{wording.sentence(worst)} is worst: {told(known[0], measure)}"


def _moved_most(measure: Measure, value: str, change: float) -> str:
    course = "rise" if change > 0 else "fall"
    size = wording.quantity(abs(change), measure.unit)
    return f"{wording.sentence(value)} moved it most, of a {course} of {size}"


def _bar(value: str, part: float, measure: Measure) -> Bar:
    worse = (part > 0) == (measure.better == "down")
    return Bar(value, part, signed(part), "concerning" if worse else "steady")
