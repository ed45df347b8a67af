"""A principle: what it promises, all its indicators, and what is missing of it."""

from dataclasses import dataclass
from typing import Final

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.headline import headline
from bigtrust.measures.targets import aimed
from bigtrust.views.answers import Ask, answers
from bigtrust.views.gaps import Gap, gaps_of, gaps_title
from bigtrust.views.groups import Group, rows_of
from bigtrust.views.lead import lead
from bigtrust.views.overview import key_of
from bigtrust.views.phrases import Sentence
from bigtrust.views.sources import freshness, sources_of

PROMISES: Final = {
    "choice": "The customer chooses, and the choice is obeyed.",
    "discretion": "Nothing is shared in secret.",
    "restraint": "Interactions are not misused.",
    "transparency": "What is held, measured and done is explained.",
    "accountability": "The company can be held to account.",
    "coherence": "People are people at every touchpoint.",
}


@dataclass(frozen=True, slots=True)
class Principle:
    """Everything that stands on its page above the panels of its own."""

    freshness: str
    promise: str
    lead: Sentence
    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]
    gaps_title: str
    key: str


def principle(scope: Scope, build: Build, name: str, ask: Ask = headline) -> Principle:
    """The page of one of the six principles, for a role."""
    measures = [measure for measure in aimed(build).values() if measure.principle == name]
    found = answers(measures, scope, build, ask)
    gaps = gaps_of(found.missing)
    return Principle(
        freshness=freshness(build, sources_of(build)),
        promise=PROMISES[name],
        lead=lead(found.cards, build.as_of, gaps),
        groups=rows_of(found.shown),
        gaps=gaps,
        gaps_title=gaps_title(found.missing) if found.missing else "",
        key=key_of(build),
    )
