"""The six principles: the score of each, and the indicator that drives it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bigtrust.rules.index import PRINCIPLES
from bigtrust.views import wording
from bigtrust.views.cards import Card
from bigtrust.views.index_course import NOTABLE, IndexCourse


@dataclass(frozen=True, slots=True)
class Score:
    """A principle: its score from 0 to 100, and the indicator that drives it."""

    principle: str
    value: float | None
    driver: Card | None


def scores(found: IndexCourse, cards: Sequence[Card]) -> tuple[Score, ...]:
    """The six principles, each with the indicator that moved it most; else with its lowest."""
    by_name = {card.measure.name: card for card in cards}
    told = []
    for principle in PRINCIPLES:
        own = found.now.scores.get(principle, {})
        driver = _driver(own, found.moved_by, by_name)
        value = sum(own.values()) / len(own) if own else None
        told.append(Score(principle, value, driver))
    return tuple(told)


def _driver(
    own: Mapping[str, float], moved_by: Mapping[str, float], cards: Mapping[str, Card]
) -> Card | None:
    shown = [name for name in own if name in cards]
    if not shown:
        return None
    moved = [name for name in shown if abs(moved_by.get(name, 0.0)) >= NOTABLE / 2]
    if moved:
        return cards[max(moved, key=lambda name: abs(moved_by[name]))]
    return cards[min(shown, key=lambda name: own[name])]


def title_of(told: Sequence[Score]) -> str:
    """ "Two principles are getting worse, one is improving"."""
    worse = sum(score.driver is not None and score.driver.getting_worse for score in told)
    better = sum(score.driver is not None and score.driver.improving for score in told)
    parts = [
        _counted(worse, "is getting worse", "are getting worse"),
        _counted(better, "is improving", "are improving"),
    ]
    said = [part for part in parts if part]
    if not said:
        return "No principle is getting worse"
    return wording.sentence(", ".join(said))


def _counted(count: int, one: str, many: str) -> str:
    if not count:
        return ""
    return f"{wording.counted(count, 'principle')} {one if count == 1 else many}"
