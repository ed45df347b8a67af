"""The ledger of broken promises behind an indicator: how many breaches, of how many people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.calculate import calculate
from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Measure, Over
from bigtrust.measures.targets import aimed
from bigtrust.measures.values import values_of
from bigtrust.rollups import BROKEN_PROMISES
from bigtrust.views import wording
from bigtrust.views.asked import Asked
from bigtrust.views.panel import Panel
from bigtrust.views.periods import the_period
from bigtrust.views.side_by_side import label_of, ranked, rounding_note, words
from bigtrust.views.table import Table

MOST_ROWS: Final = 10
HIDDEN: Final = "too few to show"
_DEEPEST: Final = ("campaign_id", "recipient", "sender_unit", "channel", "purpose")


def counts_breaches(measure: Measure) -> bool:
    return measure.numerator.rollup is BROKEN_PROMISES


def breaches(scope: Scope, build: Build, asked: Asked) -> Panel:
    """The breaches of the period, by the finest that the ledger tells of them."""
    measure = _alone(aimed(build)[asked.indicator], Over.PERIOD, "broken promises")
    people = _alone(measure, Over.PEOPLE, "people")
    by = _finest(measure, asked, build)
    whole, met = (_asked(each, (), scope, build, asked)[()] for each in (measure, people))
    to = "" if met.value is None else f", to {_told(met, 'people')}"
    title = f"{_told(whole, 'broken promises')} in {the_period(asked.period)}{to}"
    found = _asked(measure, by, scope, build, asked) if by else {}
    reached = _asked(people, by, scope, build, asked) if by else {}
    return Panel(
        title=wording.sentence(title),
        key="From the ledger of broken promises; single cases are the privacy officer's",
        drawing=None,
        spoken=title,
        table=_table(measure, by, found, reached) if any(_known(found)) else None,
        note=rounding_note([*found.values(), whole]),
    )


def _alone(measure: Measure, over: Over, unit: str) -> Measure:
    """The numerator of a measure as a number of its own."""
    count = replace(measure.numerator, over=over)
    return replace(measure, numerator=count, denominator=None, scale=1.0, unit=unit)


def _asked(
    measure: Measure, by: Group, scope: Scope, build: Build, asked: Asked
) -> Mapping[Group, Figure]:
    found = calculate(measure, [asked.period], by, scope, build, asked.where)
    nothing = Figure(asked.period, (), None, None, None, protection=HIDDEN)
    return {figure.group: figure for figure in found} or {(): nothing}


def _finest(measure: Measure, asked: Asked, build: Build) -> Group:
    """The finest dimension that says something and leaves no more than three at once."""
    if len(asked.only) > 2:
        return ()
    return next(
        (
            (name,)
            for name in _DEEPEST
            if name not in asked.where and any(values_of(measure, name, build))
        ),
        (),
    )


def _told(figure: Figure, unit: str) -> str:
    """ "12 breaches", "too few people to show"."""
    if figure.value is None:
        return f"too few {unit} to show"
    return wording.quantity(figure.value, unit)


def _table(
    measure: Measure, by: Group, found: Mapping[Group, Figure], reached: Mapping[Group, Figure]
) -> Table:
    """The most first; what may not be seen stands last, in the order of names."""
    rows = tuple(
        (label_of(figure.group), _number(figure), _number(reached.get(figure.group)))
        for figure in ranked([each for group, each in found.items() if group], measure)
    )
    columns = (words(by[0]), "Breaches", "People")
    caption = f"{measure.title} in the ledger, by {words(by[0])}"
    return Table(caption, columns, _most(rows), frozenset(columns[1:]))


def _most(rows: Sequence[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    """How many others there are is not told: nobody could be behind one, or a few."""
    shown = tuple(row for row in rows if row[1] != HIDDEN)[:MOST_ROWS]
    return (*shown, ("all others", "fewer, or too few to show", ""))


def _known(found: Mapping[Group, Figure]) -> list[bool]:
    return [bool(group) and figure.value is not None for group, figure in found.items()]


def _number(figure: Figure | None) -> str:
    return HIDDEN if figure is None or figure.value is None else wording.number(figure.value)
