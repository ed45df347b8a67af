"""The segments of a period, the worst first, each with its interval."""

from collections.abc import Mapping, Sequence
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Measure
from bigtrust.measures.sums import parts_stand_beside_all
from bigtrust.views import wording
from bigtrust.views.asked import Asked
from bigtrust.views.drawings import Dots
from bigtrust.views.grid import MOST_ROWS, Grid, grid_of, nothing_of
from bigtrust.views.panel import Panel
from bigtrust.views.periods import told_time
from bigtrust.views.side_by_side import (
    dot_of,
    label_of,
    rounding_note,
    table_of,
    told,
    tones_of,
    utmost,
    words,
)
from bigtrust.views.signals import Tone

MOST_ALIKE: Final = 3  # that a title names

Tones = Mapping[Group, Tone]


def ranking(scope: Scope, build: Build, asked: Asked) -> Panel:
    """The segments of the period, the worst first, each with its interval."""
    grid = grid_of(scope, build, asked, (asked.period,))
    measure = grid.measure
    (whole,) = calculate(measure, [asked.period], (), scope, build, asked.where)
    beside = parts_stand_beside_all(measure, asked.by, build)
    tones = tones_of(grid.now, whole, measure) if beside else None
    title = _worst(grid, whole, asked, tones)
    return Panel(
        title=title,
        key=f"{measure.title}, {told_time(asked.period, measure.kind)}, {measure.unit}"
        f"{_lines(grid.now, coloured=beside)}{'; dotted: all' if grid.rows else ''}",
        drawing=_dots(grid, whole, tones or {}) if grid.rows else None,
        spoken=f"{title}. {wording.sentence(wording.counted(len(grid.rows), 'segment'))},"
        " the worst first.",
        table=table_of(measure, [*grid.now, *_hidden(grid)], asked.by) if asked.by else None,
        note=rounding_note(grid.now),
    )


def _dots(grid: Grid, whole: Figure, tones: Tones) -> Dots:
    measure = grid.measure
    return Dots(
        [
            dot_of(figure, tones.get(figure.group, "steady"), measure)
            for figure in grid.now[:MOST_ROWS]
        ],
        measure.unit,
        reference=whole.value,
        reference_text=f"all {told(whole, measure)}",
    )


def _lines(now: Sequence[Figure], coloured: bool) -> str:
    """What lines and colours tell: a line is of one segment alone, a colour of one among many."""
    looked = sum(each.value is not None and each.low is not None for each in now)
    line = f"; line: {wording.CONFIDENCE} interval" if looked else ""
    if looked < 2 or not coloured:
        return line
    looks = wording.counted(looked, "look")
    return f"{line}; coloured: more than chance explains in {looks} at once"


def _worst(grid: Grid, whole: Figure, asked: Asked, tones: Tones | None) -> str:
    """Of the period. Without `tones`, segments are parts of the whole: of them some have most."""
    known = [figure for figure in grid.now if figure.value is not None]
    if not known and grid.measure.is_number and whole.value == 0:
        return f"There is nothing to split: {told(whole, grid.measure)}"
    if not known:
        return nothing_of(grid)
    if len(known) == 1:
        return f"Only {label_of(known[0].group)} can be shown: {told(known[0], grid.measure)}"
    if told(known[0], grid.measure) == told(known[-1], grid.measure):
        return f"No segment differs from another: {told(known[0], grid.measure)}"
    if tones is None:
        return _most_of(known, whole, grid.measure)
    return _worst_of(known, whole, asked, grid.measure, tones)


def _most_of(known: list[Figure], whole: Figure, measure: Measure) -> str:
    """ "Access has the most: 30 requests, 88 requests in all", "Push is lowest: 33 %, ..."."""
    value, names = _like_the_first(known, measure)
    verbs = ("has the", "have the") if measure.is_number else ("is", "are")
    verb = verbs[len(names) > 1]
    return f"{_named(names)} {verb} {utmost(measure)}: {value}, {told(whole, measure)} in all"


def _worst_of(
    known: list[Figure], whole: Figure, asked: Asked, measure: Measure, tones: Tones
) -> str:
    """Where intervals tell, the worst of those that are worse by more than chance."""
    first = known[0]
    if any(figure.low is not None for figure in known):
        known = [each for each in known if tones.get(each.group) == "concerning"]
    if not known:
        return f"No {_one_of(asked.by)} is worse than all by more than chance"
    value, names = _like_the_first(known, measure)
    much = "worst" if known[0] is first else "worse by more than chance"
    are = "is" if len(names) == 1 else "are"
    return f"{_named(names)} {are} {much}: {value}, overall {told(whole, measure)}"


def _like_the_first(known: list[Figure], measure: Measure) -> tuple[str, list[str]]:
    """How the first reads, and the names of all that read alike."""
    value = told(known[0], measure)
    return value, [label_of(each.group) for each in known if told(each, measure) == value]


def _one_of(by: Sequence[str]) -> str:
    """What one segment is: "channel"."""
    return words(by[0]) if len(by) == 1 else "segment"


def _named(names: Sequence[str]) -> str:
    """ "SMS", "Capability and humanity", "Six segments": those that read alike."""
    few = len(names) <= MOST_ALIKE
    return wording.sentence(
        wording.joined(names) if few else wording.counted(len(names), "segment")
    )


def _hidden(grid: Grid) -> list[Figure]:
    hides = "hidden"
    return [Figure(grid.periods[-1], g, None, None, None, protection=hides) for g in grid.hidden]
