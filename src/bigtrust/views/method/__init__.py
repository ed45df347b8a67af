"""Method: every indicator, rule and cap in words anyone can read, with its source.

Nothing here is copied by hand where the code holds it: definitions come from the catalogue,
limits from the rules, what a company set from the build's own settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.views import wording
from bigtrust.views.method.entries import Entry, Section
from bigtrust.views.method.indicators import indicators
from bigtrust.views.method.laws import laws
from bigtrust.views.method.statistics import statistics
from bigtrust.views.phrases import Sentence, marked
from bigtrust.views.sources import extent, freshness, sources_of

__all__ = ["Entry", "Method", "Section", "found", "lead", "method"]


@dataclass(frozen=True, slots=True)
class Method:
    """All sections, in the order of the page."""

    freshness: str
    extent: str
    sections: tuple[Section, ...]


def method(scope: Scope, build: Build) -> Method:  # noqa: ARG001 (the same for every role)
    sources = sources_of(build)
    return Method(
        freshness=freshness(build, sources),
        extent=extent(build, sources),
        sections=(*indicators(build), *laws(build), *statistics(build)),
    )


def found(sections: Sequence[Section], words: str) -> tuple[Section, ...]:
    """The sections with the entries that hold every word; all of them without a word."""
    wanted = words.casefold().split()
    kept = (
        replace(section, entries=tuple(each for each in section.entries if each.holds(wanted)))
        for section in sections
    )
    return tuple(section for section in kept if section.entries)


def lead(sections: Sequence[Section], words: str) -> Sentence:
    """What the page is, or how much of it was found."""
    number = sum(len(section.entries) for section in sections)
    if not words.strip():
        return marked("How every figure is made: what is counted, by which rule, and whose rule.")
    if not number:
        return marked(f"Nothing here speaks of “{_plain(words)}”.")
    verb = "speaks" if number == 1 else "speak"
    count = wording.sentence(wording.counted(number, "entry").replace("entrys", "entries"))
    return marked(f"{count} {verb} of “{_plain(words)}”.")


def _plain(words: str) -> str:
    """What was typed, without the signs that set a sentence's parts apart."""
    return words.strip().translate({ord("["): None, ord("]"): None})
