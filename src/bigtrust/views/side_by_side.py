"""Figures of several groups side by side: their names, their order, and how they are told.

What is hidden stands last, in the order of names, so that its place tells nothing.
"""

from collections.abc import Sequence
from typing import Final

from bigtrust.contract.terms import ALL
from bigtrust.measures.disclosure import Protection
from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Measure
from bigtrust.measures.uncertainty import p_value
from bigtrust.promises.breach import in_words
from bigtrust.rules.discoveries import chance_explains
from bigtrust.views import wording
from bigtrust.views.drawings import Dot
from bigtrust.views.signals import Tone
from bigtrust.views.table import Table

NOT_SAID: Final = "not said"
ALL_AT_ONCE: Final = "all at once"
CLOSED: Final = "What has too few people behind it is hidden."
ROUNDED: Final = (
    "Counts are rounded to 5 and small ones hidden, so parts may not add up to the whole."
)


def words(dimension: str) -> str:
    return dimension.removesuffix("_id").replace("_", " ")


def by_words(by: Sequence[str]) -> str:
    return wording.joined([words(dimension) for dimension in by])


def label_of(group: Group) -> str:
    """ "Lombardia", "Lombardia · sms"."""
    return " · ".join(value_told(value) for value in group)


def value_told(value: str) -> str:
    """A value of a dimension in plain words: in_app -> in app. A choice for `all` channels is no
    sum of those beside it.
    """
    return ALL_AT_ONCE if value == ALL else in_words(value) or NOT_SAID


def ranked(found: Sequence[Figure], measure: Measure) -> list[Figure]:
    """The worst first."""
    sign = -1 if measure.better == "down" else 1
    known = [figure for figure in found if figure.value is not None]
    known.sort(key=lambda figure: sign * (figure.value or 0))
    hidden = [figure for figure in found if figure.value is None]
    return [*known, *sorted(hidden, key=lambda figure: figure.group)]


def utmost(measure: Measure) -> str:
    """What the first of those `ranked` is, where none is better or worse: "most", "lowest"."""
    ends = ("most", "fewest") if measure.is_number else ("highest", "lowest")
    return ends[measure.better == "up"]


def tones_of(found: Sequence[Figure], whole: Figure, measure: Measure) -> dict[Group, Tone]:
    """Of those further from all than chance takes one of so many; the others are steady."""
    odds = [p_value(measure, each, whole) for each in found]
    rows = zip(found, odds, chance_explains(odds), strict=True)
    return {
        each.group: _tone(each, whole, measure)
        for each, odd, by_chance in rows
        if odd is not None and not by_chance
    }


def _tone(figure: Figure, whole: Figure, measure: Measure) -> Tone:
    higher = (figure.value or 0) > (whole.value or 0)
    return "concerning" if higher == (measure.better == "down") else "improving"


def dot_of(figure: Figure, tone: Tone, measure: Measure) -> Dot:
    hidden = figure.value is None
    return Dot(
        label=label_of(figure.group),
        value=figure.value,
        low=None if hidden else figure.low,
        high=None if hidden else figure.high,
        text=told(figure, measure) + _n(figure),
        tone=tone,
    )


def told(figure: Figure, measure: Measure) -> str:
    """The value; or the bound, or that too few are behind it."""
    if figure.value is not None:
        return wording.quantity(figure.value, measure.unit)
    if figure.high is not None:
        return f"below {wording.quantity(figure.high, measure.unit)}"
    if figure.low is not None:
        return f"above {wording.quantity(figure.low, measure.unit)}"
    if figure.beyond is not None:
        return f"over {wording.quantity(figure.beyond, measure.unit)}"
    if figure.protection is Protection.UNREACHED:
        return "not reached yet"
    return "too few to show" if figure.protection else "nothing to judge"


def told_if_known(figure: Figure, measure: Measure, unknown: str) -> str:
    """The value; or, of a time that is not reached yet, what it is beyond; else `unknown`."""
    known = figure.value is not None or figure.beyond is not None
    return told(figure, measure) if known else unknown


def interval_told(figure: Figure, measure: Measure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    low, high = (wording.number(each, measure.unit) for each in (figure.low, figure.high))
    return f"{low} to {high}"


def table_of(measure: Measure, found: Sequence[Figure], by: Sequence[str]) -> Table:
    columns = (by_words(by), "Value", "Numerator", "Denominator", "95 % interval")
    rows = tuple(
        (
            label_of(figure.group),
            told(figure, measure),
            "" if figure.numerator is None else wording.number(figure.numerator),
            "" if figure.denominator is None else wording.number(figure.denominator),
            interval_told(figure, measure),
        )
        for figure in found
    )
    return Table(f"{measure.title} by {by_words(by)}", columns, rows, frozenset(columns[1:]))


def signed(part: float) -> str:
    """ "+0.47", "−0.06" of a rate; "+ under 0.01" of a trace."""
    size = wording.number(abs(part), wording.PERCENT)
    sign = "+" if part > 0 else "−" if part < 0 else ""
    return f"{sign}{wording.NO_BREAK}{size}" if size.startswith("under") else f"{sign}{size}"


def rounding_note(found: Sequence[Figure]) -> str:
    """How figures with people behind them differ from the exact ones."""
    kinds = {figure.protection for figure in found if figure.protection}
    if kinds - {Protection.CLOSED}:
        return ROUNDED
    return CLOSED if kinds else ""


def _n(figure: Figure) -> str:
    return "" if figure.denominator is None else f"  n {wording.compact(figure.denominator)}"
