"""Which column of a file is which of a data set: proposed by name and by content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from bigtrust.contract import Column, DataSet, Kind
from bigtrust.sources.header import plain_name
from bigtrust.sources.parsing import allowed_values
from bigtrust.uploads.dates import ISO, date_formats
from bigtrust.uploads.glance import Glance

GOOD_ENOUGH = 0.5
_BY_NAME, _BY_CONTENT = 0.7, 0.3
_TRUTHS = {"true", "false", "yes", "no", "y", "n", "1", "0", "si", "t", "f"}
_LESS_TELLING = frozenset({"at", "on", "date", "the", "of", "id"})
_LIKE_ENOUGH = 0.6  # of two names' letters: any two words share some
# What exports call things, and the contract's word for it.
_SAME = {
    **dict.fromkeys(("client", "member", "user", "person", "subscriber"), "customer"),
    **dict.fromkeys(("submitted", "opened", "created", "arrived"), "received"),
    **dict.fromkeys(("resolved", "completed", "finished"), "closed"),
    **dict.fromkeys(("no", "nr", "number", "ref", "reference", "key", "ticket"), "id"),
    **dict.fromkeys(("delivered", "dispatched"), "sent"),
    **dict.fromkeys(("subject", "issue", "reason"), "topic"),
    **dict.fromkeys(("country", "state"), "jurisdiction"),
    **dict.fromkeys(("medium", "via"), "channel"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column of the data set, and where it seems to come from ("" where nothing is like it).

    `date_formats` are those that all its values may be read by: more than one is to be decided.
    `values` are words of the file for those that the contract allows.
    """

    column: Column
    source: str
    date_formats: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


def propose(data_set: DataSet, segments: Sequence[str], glance: Glance) -> tuple[Proposal, ...]:
    """A proposal for each column of the data set and each of its declared segment columns."""
    columns = [*data_set.columns, *(Column(name, Kind.TERM, "a segment") for name in segments)]
    found = _assigned(columns, glance)
    return tuple(proposal(column, found.get(column.name, ""), glance) for column in columns)


def proposal(column: Column, source: str, glance: Glance) -> Proposal:
    """What follows from reading `column` from `source`."""
    values = glance.values(source) if source in glance.columns else []
    dates = column.kind in (Kind.MOMENT, Kind.DATE)
    formats = date_formats(values) if dates and values else ()
    return Proposal(column, source, formats, tuple(_translated(column, values)))


def _assigned(columns: Sequence[Column], glance: Glance) -> dict[str, str]:
    """Column -> source, the likest pair first; no source is proposed twice."""
    pairs = sorted(
        (
            (likeness(column, source, glance), column.name, source)
            for column in columns
            for source in glance.columns
        ),
        key=lambda pair: -pair[0],
    )
    found: dict[str, str] = {}
    for score, name, source in pairs:
        if score >= GOOD_ENOUGH and name not in found and source not in found.values():
            found[name] = source
    return found


def likeness(column: Column, source: str, glance: Glance) -> float:
    """From 0 to 1: the same name is enough, whatever stands below it."""
    if plain_name(column.name) == plain_name(source):
        return 1.0
    fits = _fits(column, glance.values(source))
    by_name = _alike(column, source)
    words_alone = 0.75 * fits if column.kind is Kind.ENUM else 0.0  # its words are telling
    return 0.99 * max(_BY_NAME * by_name + _BY_CONTENT * fits if by_name else 0.0, words_alone)


def _alike(column: Column, source: str) -> float:
    """How alike two names are, by the words that they share, else by their letters."""
    telling = frozenset[str]() if column.kind is Kind.ID else _LESS_TELLING
    words, others = _words(column.name, telling), _words(source, telling)
    shared = len(words & others) / min(len(words), len(others))
    letters = SequenceMatcher(None, plain_name(column.name), plain_name(source)).ratio()
    return max(shared, letters if letters >= _LIKE_ENOUGH else 0.0)


def _words(name: str, but: frozenset[str]) -> set[str]:
    spaced = "".join(sign if sign.isalnum() else " " for sign in name.casefold())
    words = {_SAME.get(word, word) for word in spaced.split()}
    return words - but or words or {""}


def _fits(column: Column, values: Sequence[str]) -> float:
    """The share of the values that the column could hold."""
    if not values:
        return 0.0
    match column.kind:
        case Kind.MOMENT | Kind.DATE:
            return 1.0 if date_formats(values) else 0.0
        case Kind.ENUM:
            return _share(plain_name(value) in _allowed(column) for value in values)
        case Kind.BOOLEAN:
            return _share(value.casefold() in _TRUTHS for value in values)
        case Kind.INTEGER:
            return _share(value.removeprefix("-").isdecimal() for value in values)
        case Kind.ID | Kind.PERSON:
            return len(set(values)) / len(values) if not date_formats(values) else 0.0
        case _:
            return 0.5


def _share(holding: Iterator[bool]) -> float:
    told = list(holding)
    return sum(told) / len(told)


def _allowed(column: Column) -> Mapping[str, str]:
    return {plain_name(value): value for value in allowed_values(column)}


def _translated(column: Column, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The file's words that are none of the contract's, each with the nearest ("": none is)."""
    if column.kind is not Kind.ENUM:
        return
    allowed = _allowed(column)
    for value in dict.fromkeys(values):
        if value not in column.allowed:
            near = get_close_matches(plain_name(value), allowed, 1, 0.6)
            yield value, allowed[near[0]] if near else ""


__all__ = ["GOOD_ENOUGH", "ISO", "Proposal", "likeness", "proposal", "propose"]
