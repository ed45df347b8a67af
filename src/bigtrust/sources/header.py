"""Matching a source's header to the columns that are wanted: by name, never by position."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass
from difflib import get_close_matches

from bigtrust.contract import DataSet
from bigtrust.errors import SourceError
from bigtrust.sources.raw import Wanted

UNUSED = "(unused)"

# Letters of other alphabets that look like Latin ones: Cyrillic and Greek small letters.
_LOOK_ALIKES = str.maketrans("асеіјорѕхуԁһԛԝқгтмнвкαεικνορτυχ", "aceijopsxydhqwkrtmhbkaeiknoptux")


@dataclass(frozen=True, slots=True)
class Matched:
    """Which source column (by position) gives which wanted one, and what to warn of.

    Where nothing is wanted of the source (constants and row numbers alone), its first column
    stands for UNUSED: readers need one to count the rows by.
    """

    positions: dict[str, int]
    warnings: tuple[str, ...]


def match(header: Sequence[str], wanted: Wanted, origin: str) -> Matched:
    """Find every wanted column in the header.

    Raises SourceError for a duplicate or look-alike name, for a required column that is missing
    (naming the nearest present), and for a first line that is no header at all.
    """
    plain = [plain_name(name) for name in header]
    _refuse_duplicates(plain, origin)
    mapping, data_set = wanted.mapping, wanted.data_set
    sources = {
        name: mapping.given(name).column for name in wanted.names if mapping.given(name).column
    }
    _refuse_look_alikes(header, list(sources.values()), origin)
    positions = {
        name: plain.index(plain_name(column))
        for name, column in sources.items()
        if plain_name(column) in plain
    }
    _refuse_missing(header, data_set, sources, positions, origin)
    warnings = tuple(_warnings(header, wanted, sources, positions))
    return Matched(positions or {UNUSED: 0}, warnings)


def plain_name(name: str) -> str:
    """A header name without what people vary: case, spaces, hyphens, underscores."""
    return "".join(character for character in name.casefold() if character not in " \t\u00a0_-")


def _refuse_duplicates(plain: Sequence[str], origin: str) -> None:
    twice = [name for name, count in Counter(plain).items() if count > 1 and name]
    if twice:
        raise SourceError(
            f"{origin} names the column {twice[0]!r} {Counter(plain)[twice[0]]} times.",
            "Nobody can say which one is meant: keep one.",
        )


def _refuse_look_alikes(header: Sequence[str], sources: Sequence[str], origin: str) -> None:
    known = {plain_name(column) for column in sources}
    for name in header:
        plain = plain_name(name)
        latin = unicodedata.normalize("NFKD", plain).translate(_LOOK_ALIKES)
        if plain not in known and latin in known:
            strange = [letter for letter in plain if not letter.isascii()]
            raise SourceError(
                f"{origin} has a column {name!r} that looks like {latin!r} but is written with "
                f"{', '.join(unicodedata.name(letter, '?') for letter in strange)}.",
                "Write its name in Latin letters.",
            )


def _refuse_missing(
    header: Sequence[str],
    data_set: DataSet,
    sources: Names[str, str],
    positions: Names[str, int],
    origin: str,
) -> None:
    needed = [name for name in data_set.required if name in sources]
    missing = [name for name in needed if name not in positions]
    if missing and not positions:
        raise SourceError(
            f"{origin} has no header: its first line holds none of the columns of "
            f"{data_set.name} but {', '.join(repr(name) for name in header[:4])}.",
            f"Write the names in its first line; required: {', '.join(data_set.required)}.",
        )
    if missing:
        column = sources[missing[0]]
        near = get_close_matches(plain_name(column), [plain_name(name) for name in header], 1, 0.5)
        present = [name for name in header if near and plain_name(name) == near[0]]
        nearest = f"; the nearest present is {present[0]!r}" if present else ""
        raise SourceError(
            f"{origin} lacks the required column {column!r} of {data_set.name}{nearest}.",
            "Add it, or say in a mapping which column it is.",
        )


def _warnings(
    header: Sequence[str], wanted: Wanted, sources: Names[str, str], positions: Names[str, int]
) -> Iterator[str]:
    mapping, data_set = wanted.mapping, wanted.data_set
    for name, column in sources.items():
        if name in positions and header[positions[name]] != column:
            yield f"the column {header[positions[name]]!r} is read as {column!r}"
    absent = {name for name in sources if name not in positions} - mapping.left_out.keys()
    if absent:
        missing = (column for name, column in sources.items() if name in absent)
        yield f"optional columns are missing: {', '.join(missing)}"
    undeclared = [name for name in mapping.columns if name not in wanted.names]
    if undeclared:
        yield (
            f"the mapping gives {', '.join(undeclared)}, which settings do not declare under "
            f"[segments.{data_set.name}]: not stored"
        )
    spoken_of = {*mapping.left_out, *(given.column for given in mapping.columns.values())}
    known = {plain_name(column) for column in (*sources.values(), *spoken_of)}
    extra = [name for name in header if plain_name(name) not in known]
    if extra:
        yield f"unknown columns are not stored: {', '.join(extra)}"
