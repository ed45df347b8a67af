"""What needs attention: alarms, new causes, then missed targets, then gaps in the data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bigtrust.views import wording
from bigtrust.views.cards import Card
from bigtrust.views.phrases import Sentence, Span, capital, clause, marked, plain
from bigtrust.views.signals import DATA_PROBLEM, HIT_AND_MISS, MISSES, Sign
from bigtrust.views.sources import Source

MOST: Final = 4
NOTABLE_QUARANTINE: Final = 0.01  # of a data set's rows; house value


@dataclass(frozen=True, slots=True)
class Attention:
    """A sign, a sentence, and the facts that give it its context."""

    sign: Sign
    sentence: Sentence
    context: tuple[str, ...]
    indicator: str = ""  # the title of the one that it is of


def attention_of(cards: Sequence[Card], sources: Iterable[Source]) -> tuple[Attention, ...]:
    """At most four sentences."""
    alarms = [card for card in cards if card.measure.alarm and card.off_target]
    worse = [card for card in cards if card.getting_worse and card not in alarms]
    off = [card for card in cards if card.off_target and card not in (*alarms, *worse)]
    off.sort(key=lambda card: MISSES not in card.signs)  # first those that miss it every time
    told = list(sources)
    data = (*_quarantined(told), *_cautions(told))
    found = [*map(_off_target, alarms), *map(_getting_worse, worse), *map(_off_target, off), *data]
    return tuple(islice(found, MOST))


def _getting_worse(card: Card) -> Attention:
    sign = next(sign for sign in card.signs if sign.shape == "diamond")
    since = card.series.signal_since
    started = f"Out of its usual range since {wording.short_day(since)}" if since else sign.word
    return Attention(sign, _said(card), _context(card, started), card.measure.title)


def _off_target(card: Card) -> Attention:
    sign = next((sign for sign in card.signs if sign in (MISSES, HIT_AND_MISS)), MISSES)
    return Attention(sign, _said(card), _context(card, sign.word), card.measure.title)


def _context(card: Card, first: str) -> tuple[str, ...]:
    """The share where the sentence tells the number alone; then change, target and n."""
    said = plain(clause(card.measure, card.now))
    value = wording.quantity(card.now.value or 0, card.measure.unit)
    told = value in said or card.measure.unit not in wording.RATES
    return (first, "" if told else value, card.change, card.target, card.basis)


def _said(card: Card) -> Sentence:
    return (*capital(clause(card.measure, card.now)), Span("."))


def _quarantined(sources: Iterable[Source]) -> Iterator[Attention]:
    for source in sources:
        held = source.quarantined
        if held and held >= NOTABLE_QUARANTINE * (source.rows + held):
            said = marked(
                f"[{wording.quantity(held, 'rows')}] of {source.words} could not be read."
            )
            yield Attention(
                DATA_PROBLEM, said, ("The figures leave them out", "bigtrust quarantine")
            )


def _cautions(sources: Iterable[Source]) -> Iterator[Attention]:
    for source in sources:
        for caution in source.cautions:
            said = f"{wording.sentence(source.words)}: {wording.inside(caution)}"
            yield Attention(DATA_PROBLEM, (Span(said),), ("As the mapping of the data says",))


def none_needed(cards: Iterable[Card]) -> str:
    """What to say where the list is empty."""
    judged = sum(bool(card.signs) for card in cards)
    if not judged:
        return "Nothing can be judged yet."
    return (
        f"Nothing: of {wording.counted(judged, 'indicator')}, none is getting worse or off target."
    )
