"""What the method is made of: sections of entries, each a title with its terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Terms = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator or a rule; `anchor` is its name in a link."""

    anchor: str
    title: str
    about: str
    terms: Terms

    def holds(self, words: Iterable[str]) -> bool:
        told = " ".join((self.title, self.about, *(part for term in self.terms for part in term)))
        text = told.casefold()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    title: str
    about: str
    entries: tuple[Entry, ...]


def told(*terms: tuple[str, str]) -> Terms:
    """The terms that have a meaning."""
    return tuple((term, meaning) for term, meaning in terms if meaning)


def source_in(docstring: str | None) -> str:
    """What a docstring names as its source: after "Source:", to the line that ends with a stop."""
    lines = iter((docstring or "").splitlines())
    for line in lines:
        mark, _, rest = line.strip().partition(": ")
        if mark in ("Source", "Sources"):
            named = [rest]
            while not named[-1].endswith("."):
                named.append(next(lines).strip())
            return " ".join(named).removesuffix(".")
    return ""


def purpose_in(docstring: str | None) -> str:
    """A docstring's first sentence, which says what the thing is for."""
    first = (docstring or "").strip().split("\n\n", maxsplit=1)[0]
    return " ".join(first.split())


def listed(words: Sequence[str]) -> str:
    """Names of the data in plain words, one after the other."""
    return ", ".join(word.replace("_", " ") for word in words)
