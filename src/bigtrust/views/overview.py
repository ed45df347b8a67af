"""The Overview: what matters in a sentence, the index, what needs attention, the principles, and
broken promises by kind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.headline import headline
from bigtrust.measures.index import takes_part
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views import index_course, wording
from bigtrust.views import scores as scores_of_principles
from bigtrust.views.answers import Ask, answers
from bigtrust.views.attention import Attention, attention_of, none_needed
from bigtrust.views.cards import Card
from bigtrust.views.failures import logged
from bigtrust.views.gaps import Gap, gaps_of, gaps_title
from bigtrust.views.groups import Group, groups_of
from bigtrust.views.index_course import IndexCourse
from bigtrust.views.lead import lead
from bigtrust.views.panel import Panel
from bigtrust.views.phrases import Sentence, marked
from bigtrust.views.scores import Score
from bigtrust.views.sources import extent, freshness, sources_of

# Shown beside those that take part in the trust index.
PEOPLE = ("people_let_down", "reachable_people")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page says beside broken promises by kind, in its order."""

    freshness: str
    extent: str
    lead: Sentence
    attention: tuple[Attention, ...]
    calm: str  # what to say where nothing needs attention
    index: Panel
    scores: tuple[Score, ...]
    scores_title: str
    groups: tuple[Group, ...]  # every card there is, where there is no index
    people: Sentence  # let down, and still to be reached
    gaps: tuple[Gap, ...]
    gaps_title: str


def overview(scope: Scope, build: Build, ask: Ask = headline) -> Overview:
    """The Overview of a build for a role."""
    found = answers(leading(aimed(build).values()), scope, build, ask)
    cards, gaps, sources = found.cards, gaps_of(found.missing), sources_of(build)
    course, index = _index(scope, build)
    scores = scores_of_principles.scores(course, cards) if course else ()
    return Overview(
        freshness=freshness(build, sources),
        extent=extent(build, sources),
        lead=lead(cards, build.as_of, gaps, index_course.opening(course) if course else ""),
        attention=attention_of(cards, sources),
        calm=none_needed(cards),
        index=index,
        scores=scores,
        scores_title=scores_of_principles.title_of(scores),
        groups=() if scores else groups_of(found.shown),
        people=people_told(cards),
        gaps=gaps,
        gaps_title=gaps_title(found.missing) if found.missing else "",
    )


def _index(scope: Scope, build: Build) -> tuple[IndexCourse | None, Panel]:
    """How the index went, if there is one, and its chart; where it fails, the page stands."""
    try:
        found = index_course.index_course(scope, build)
        return found if found.now.index else None, index_course.trend(found, build)
    except Exception:
        reference = logged("The trust index")
        said = f"The trust index could not be formed; the log says why, under {reference}"
        return None, Panel(said, "", None, "")


def leading(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Those of the trust index, those that raise an alarm, and how many people stand behind it."""
    return tuple(
        measure
        for measure in measures
        if takes_part(measure) or measure.alarm or measure.name in PEOPLE
    )


def key_of(build: Build) -> str:
    """What cards tell, and by which signs."""
    first = build.as_of - timedelta(days=29)
    return (
        f"Number: the 30 days from {wording.short_day(first)} to {wording.short_day(build.as_of)}, "
        "or that day. Line: two years; grey: usual range; dotted: target; orange: getting worse"
    )


def people_told(cards: Sequence[Card]) -> Sentence:
    """ "112 people (2.8 %) let down in 90 days; 3,604 can still be reached"."""
    said = {card.measure.name: card.now for card in cards}
    parts = []
    let_down, reachable = (said.get(name) for name in PEOPLE)
    if let_down is not None and let_down.numerator is not None:
        share = f" ({wording.quantity(let_down.value or 0, '%')})" if let_down.denominator else ""
        number = wording.quantity(let_down.numerator, "people")
        parts.append(f"[{number}]{share} let down in 90{wording.NO_BREAK}days")
    if reachable is not None and reachable.value is not None:
        parts.append(f"[{wording.number(reachable.value)}] can still be reached")
    return marked("; ".join(parts))
