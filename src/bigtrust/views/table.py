"""A table as text: what a chart shows, for whoever reads rather than looks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text; `figures` names the columns that hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[str]
