"""The Overview: what matters in a sentence, what needs attention, the indicators as cards."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from uuid import uuid4

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.headline import Headline, headline
from bigtrust.measures.measure import Measure
from bigtrust.measures.targets import aimed
from bigtrust.views import wording
from bigtrust.views.attention import Attention, attention_of, none_needed
from bigtrust.views.cards import Card, Failure, card
from bigtrust.views.gaps import Gap, gaps_of, gaps_title
from bigtrust.views.groups import Group, groups_of
from bigtrust.views.lead import lead
from bigtrust.views.phrases import Sentence
from bigtrust.views.running import running
from bigtrust.views.sources import extent, freshness, sources_of

Ask = Callable[[Measure, Scope, Build], Headline]

_log = logging.getLogger(__name__)


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
    """The Overview of a build for a role.

    A figure that cannot be formed becomes a Failure in its place: the others stand.
    """
    measures = leading(aimed(build).values())
    answers = [(measure, _asked(measure, scope, build, ask)) for measure in measures]
    shown = [answer for _, answer in answers if isinstance(answer, Card | Failure)]
    cards = [each for each in shown if isinstance(each, Card)]
    missing = [(measure, answer) for measure, answer in answers if isinstance(answer, str)]
    gaps, sources = gaps_of(missing), sources_of(build)
    return Overview(
        freshness=freshness(build, sources),
        extent=extent(build, sources),
        lead=lead(cards, build.as_of, gaps),
        attention=attention_of(cards, sources),
        calm=none_needed(cards),
        groups=groups_of(shown),
        gaps=gaps,
        gaps_title=gaps_title(missing),
        key=_key(build),
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


def _asked(measure: Measure, scope: Scope, build: Build, ask: Ask) -> Card | Failure | str:
    """The card; or what is missing; or a failure, whose cause goes to the log alone."""
    try:
        answer = ask(measure, scope, build)
        if answer.now.numerator is None and answer.now.missing:
            return answer.now.missing
        return card(measure, answer, running(measure, scope, build))
    except Exception:
        reference = uuid4().hex[:8]
        _log.exception("The card of %s failed, reference %s", measure.name, reference)
        return Failure(measure, reference)


def _key(build: Build) -> str:
    first = build.as_of - timedelta(days=29)
    return (
        f"Number: the 30 days from {wording.short_day(first)} to {wording.short_day(build.as_of)}, "
        "or that day. Line: two years; grey: usual range; dotted: target; orange: getting worse"
    )
