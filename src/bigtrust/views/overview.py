"""The Overview: what matters in a sentence, what needs attention, the indicators as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.headline import headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views import wording
from bigtrust.views.answers import Ask, answers
from bigtrust.views.attention import Attention, attention_of, none_needed
from bigtrust.views.gaps import Gap, gaps_of, gaps_title
from bigtrust.views.groups import Group, groups_of
from bigtrust.views.lead import lead
from bigtrust.views.phrases import Sentence
from bigtrust.views.sources import extent, freshness, sources_of


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page says, in its order."""

    freshness: str
    extent: str
    lead: Sentence
    attention: tuple[Attention, ...]
    calm: str  # what to say where nothing needs attention
    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]
    gaps_title: str
    key: str


def overview(scope: Scope, build: Build, ask: Ask = headline) -> Overview:
    """The Overview of a build for a role."""
    measures = leading(aimed(build).values())
    found = answers(measures, scope, build, ask)
    cards, gaps, sources = found.cards, gaps_of(found.missing), sources_of(build)
    return Overview(
        freshness=freshness(build, sources),
        extent=extent(build, sources),
        lead=lead(cards, build.as_of, gaps),
        attention=attention_of(cards, sources),
        calm=none_needed(cards),
        groups=groups_of(found.shown),
        gaps=gaps,
        gaps_title=gaps_title(found.missing),
        key=key_of(build),
    )


# Of the 38 indicators, those that one screen holds; pages of their own are to tell the others.
LEADING = (1, 3, 4, 13, 14, 25, 26, 27, 31, 32)


def leading(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """One measure for each of these numbers: the first that has a target, else the first."""
    told = [measure for measure in measures if measure.number in LEADING]
    numbered = groupby(told, key=lambda measure: measure.number)
    families = (list(family) for _, family in numbered)
    return tuple(
        next((each for each in family if each.target is not None), family[0]) for family in families
    )


def key_of(build: Build) -> str:
    """What cards tell, and by which signs."""
    first = build.as_of - timedelta(days=29)
    return (
        f"Number: the 30 days from {wording.short_day(first)} to {wording.short_day(build.as_of)}, "
        "or that day. Line: two years; grey: usual range; dotted: target; orange: getting worse"
    )
