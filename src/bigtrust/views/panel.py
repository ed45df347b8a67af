"""A panel: a chart with the words that belong to it."""

from dataclasses import dataclass

from bigtrust.views.drawings import Drawing
from bigtrust.views.table import Table


@dataclass(frozen=True, slots=True)
class Panel:
    """The finding as a title, a key, the chart, the same as a sentence and as a table."""

    title: str
    key: str  # measure, unit, and what colours and lines mean
    drawing: Drawing | None  # None: there is nothing to draw, and the title says why
    spoken: str
    table: Table | None = None
    measure: str = ""  # the indicator that it is of, which explains how it is computed
    note: str = ""  # what a reader must not conclude
