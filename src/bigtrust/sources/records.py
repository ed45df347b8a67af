"""Counting a CSV file's rows independently of the reader, and numbering them by their place.

A row may span lines (a quoted newline), and a blank line is no row. Whole chunks are told by
numpy; only a line with an odd number of quotes, which may open or close a quoted newline, is read
character by character.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bigtrust.errors import SourceError

CHUNK_BYTES = 8 << 20
LONGEST_LINE_BYTES = 64 << 20
_NEWLINE, _RETURN, _QUOTE = b"\n"[0], b"\r"[0], b'"'[0]

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Records:
    """What a CSV file holds: rows below the header, blank lines, and the line (counted from 1) of
    a quote that is opened and never closed."""

    rows: int
    blank_lines: int
    unclosed_quote: int | None


def count_records(path: Path, delimiter: str) -> Records:
    """Count the rows of a UTF-8 CSV file in memory that does not grow with it."""
    walk = _Walk(delimiter)
    records = sum(len(places) for places in walk.starts(path))
    return Records(max(records - 1, 0), walk.blank_lines, walk.opened_on_line)


def row_numbers(path: Path, delimiter: str, offsets: Sequence[int]) -> list[int]:
    """The number (from 1, the header not counted) of the row that starts at each byte offset."""
    wanted = np.array(sorted(offsets), dtype=np.int64)
    before = np.zeros(len(wanted), dtype=np.int64)
    for places in _Walk(delimiter).starts(path):
        before += np.searchsorted(places, wanted, side="left")
    return [int(number) for number in before]


class _Walk:
    """One pass over a file, remembering whether a quoted field is open at the end of a line."""

    def __init__(self, delimiter: str) -> None:
        self.blank_lines = 0
        self.opened_on_line: int | None = None
        self._lines = 0
        self._opening = re.compile(rb'(?:^|%s) *"' % re.escape(delimiter.encode()))

    def starts(self, path: Path) -> Iterator[Places]:
        """The byte offsets at which records start, chunk by chunk, the header's first."""
        for offset, data in whole_lines(path):
            yield self._starts_in(data) + offset

    def _starts_in(self, data: bytes) -> Places:
        letters = np.frombuffer(data, dtype=np.uint8)
        ends = np.flatnonzero(letters == _NEWLINE)
        if not data.endswith(b"\n"):
            ends = np.append(ends, len(data))
        starts = np.concatenate(([0], ends[:-1] + 1))
        begins = self._not_continued(data, letters, starts, ends)
        first = letters[np.minimum(starts, len(letters) - 1)]
        length = ends - starts
        blank = begins & ((length == 0) | ((length == 1) & (first == _RETURN)))
        self.blank_lines += int(blank.sum())
        self._lines += len(starts)
        records: Places = starts[begins & ~blank]
        return records

    def _not_continued(
        self, data: bytes, letters: npt.NDArray[np.uint8], starts: Places, ends: Places
    ) -> npt.NDArray[np.bool_]:
        """Which lines begin a record, rather than go on with a quoted field."""
        begins = np.ones(len(starts), dtype=np.bool_)
        reached = 0  # the first line that is not yet told
        for line in _odd_lines(data, letters, starts, ends):
            was_open = self.opened_on_line is not None
            is_open = self._open_after(data[starts[line] : ends[line]], was_open)
            if was_open:
                begins[reached : line + 1] = False
            if is_open and not was_open:
                self.opened_on_line = self._lines + int(line) + 1
            elif was_open and not is_open:
                self.opened_on_line = None
            reached = line + 1
        if self.opened_on_line is not None:
            begins[reached:] = False
        return begins

    def _open_after(self, line: bytes, quoted: bool) -> bool:
        """Whether a quoted field is open at the end of the line."""
        position = 0
        while True:
            if quoted:
                position = line.find(b'"', position)
                if position < 0:
                    return True
                doubled = line.startswith(b'""', position)
                position += 2 if doubled else 1
                quoted = doubled
            else:
                opening = self._opening.search(line, position)
                if opening is None or (position and opening.group().lstrip() == b'"'):
                    return False
                position, quoted = opening.end(), True


def whole_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The file in chunks that end with a line's end, each with the offset at which it starts."""
    offset, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            data = rest + chunk
            cut = data.rfind(b"\n") + 1
            if cut:
                yield offset, data[:cut]
                offset += cut
            rest = data[cut:]
            if len(rest) > LONGEST_LINE_BYTES:
                raise SourceError(
                    f"{path.name} has a line of more than {LONGEST_LINE_BYTES >> 20} MiB.",
                    "It is no table of rows: export it again.",
                )
    if rest:
        yield offset, rest


def _odd_lines(
    data: bytes, letters: npt.NDArray[np.uint8], starts: Places, ends: Places
) -> Sequence[int]:
    if b'"' not in data:
        return ()
    quotes = np.flatnonzero(letters == _QUOTE)
    counts = np.searchsorted(quotes, ends) - np.searchsorted(quotes, starts)
    return [int(line) for line in np.flatnonzero(counts % 2)]
