"""A table as text: what a chart shows, for whoever reads rather than looks; or all there is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text; `figures` names the columns that hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listing:
    """A finding, its key, and the table that it is of; `note` is what a reader has to mind."""

    title: str
    key: str
    table: Table
    note: str = ""
