"""How dates are written in a file, told from a sample of them."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

ISO: Final = ""  # as a mapping has it: no format is ISO 8601
_ISO_8601 = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_DAYS: Final = ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d %b %Y")
FORMATS: Final = tuple(
    f"{day}{time}" for day in _DAYS for time in ("", " %H:%M", " %H:%M:%S", " %I:%M %p")
)
_EXAMPLE = datetime(2026, 3, 14, 10, 2, 5)


def date_formats(values: Sequence[str]) -> tuple[str, ...]:
    """The formats that read the most of the values, and at least half; none where they are no
    dates. Several of them: nobody can tell which is meant.
    """
    counts = {ISO: sum(bool(_ISO_8601.fullmatch(value.strip())) for value in values)}
    if counts[ISO] < len(values):
        counts |= {written: sum(_reads(written, each) for each in values) for written in FORMATS}
    most = max(counts.values())
    if 2 * most < len(values) or not most:
        return ()
    return tuple(written for written, count in counts.items() if count == most)


def example(written: str) -> str:
    """A moment as the format writes it: "14/03/2026 10:02"."""
    return "2026-03-14T10:02:05" if written == ISO else _EXAMPLE.strftime(written)


def _reads(written: str, value: str) -> bool:
    try:
        datetime.strptime(value.strip(), written)
    except ValueError:
        return False
    return True
