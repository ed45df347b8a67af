"""Indicators asked one by one: cards, failures in their place, and what is missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bigtrust.access.scope import Scope
from bigtrust.builds import Build
from bigtrust.measures.ahead import ask_ahead
from bigtrust.measures.headline import Headline, headline
from bigtrust.measures.measure import Measure
from bigtrust.views.cards import Card, Failure, card
from bigtrust.views.failures import logged
from bigtrust.views.running import running
from bigtrust.views.together import seen_together

Ask = Callable[[Measure, Scope, Build], Headline]


@dataclass(frozen=True, slots=True)
class Answers:
    """In the order asked: what is shown, and each indicator without data with what it lacks."""

    shown: tuple[Card | Failure, ...]
    missing: tuple[tuple[Measure, str], ...]

    @property
    def cards(self) -> list[Card]:
        return [each for each in self.shown if isinstance(each, Card)]


def answers(
    measures: Iterable[Measure], scope: Scope, build: Build, ask: Ask = headline
) -> Answers:
    """A figure that cannot be formed becomes a Failure in its place: the others stand."""
    measures = tuple(measures)
    _ask_ahead(measures, build)
    found = [(measure, _asked(measure, scope, build, ask)) for measure in measures]
    return Answers(
        shown=tuple(seen_together([answer for _, answer in found if not isinstance(answer, str)])),
        missing=tuple((measure, answer) for measure, answer in found if isinstance(answer, str)),
    )


def _ask_ahead(measures: Iterable[Measure], build: Build) -> None:
    """For speed alone: what fails here fails again, and is told, where its figure is formed."""
    try:
        ask_ahead(measures, build)
    except Exception:
        logged("Asking ahead")


def _asked(measure: Measure, scope: Scope, build: Build, ask: Ask) -> Card | Failure | str:
    """The card; or what is missing; or a failure, whose cause goes to the log alone."""
    try:
        answer = ask(measure, scope, build)
        if answer.now.numerator is None and answer.now.missing:
            return answer.now.missing
        return card(measure, answer, running(measure, scope, build))
    except Exception:
        return Failure(measure, logged(f"The card of {measure.name}"))
