"""Figures as a table of the terminal: every number whole, in 80 columns."""

from collections.abc import Iterator, Sequence

from rich.table import Table

from bigtrust.cli.console import RESULTS, print_table
from bigtrust.measures.charts import target_of
from bigtrust.measures.figure import Figure
from bigtrust.measures.measure import Measure
from bigtrust.measures.status import status_of
from bigtrust.rules.period import Period, months_to, weeks_to
from bigtrust.views import wording
from bigtrust.views.side_by_side import interval_told, rounding_note, told


def print_figures(measure: Measure, found: Sequence[Figure], by: Sequence[str]) -> None:
    """The indicator in words, then a line a figure; what it is split by has columns of its own."""
    RESULTS.print(f"{measure.title}: {measure.definition}")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("period", *by, "value", "95 % interval", "of", "target", "status"):
        free = name in (*by, "status")
        table.add_column(name, no_wrap=not free, overflow="fold")
    for figure in found:
        table.add_row(*_cells(measure, figure))
    print_table(table)
    if note := rounding_note(found):
        RESULTS.print(note)


def _cells(measure: Measure, figure: Figure) -> Iterator[str]:
    target = target_of(measure, figure.period.days)
    yield _named(figure.period)
    yield from (value or "(none)" for value in figure.group)
    yield "" if figure.missing else told(figure, measure)
    yield interval_told(figure, measure)
    yield _counts(figure)
    yield "" if target is None else wording.number(target, measure.unit)
    yield _status(measure, figure)


def _named(period: Period) -> str:
    """ "2026-01-31", "2026-01" of a month, "2026-W05" of a week, else its length and last day."""
    first, last = period
    if first == last:
        return f"{last}"
    if months_to(last, first) == [period]:
        return f"{last:%Y-%m}"
    if weeks_to(last, first) == [period]:
        return f"{last:%G-W%V}"
    return f"{period.days} days to {last}"


def _counts(figure: Figure) -> str:
    """ "27 of 39", or the numerator where it is of nothing."""
    parts = (figure.numerator, figure.denominator)
    return " of ".join(wording.number(part) for part in parts if part is not None)


def _status(measure: Measure, figure: Figure) -> str:
    missing = f": {wording.lacking(figure.missing)}" if figure.missing else ""
    return status_of(measure, figure) + missing
