"""What needs attention: alarms, new causes, then missed targets, then gaps in the data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from bigtrust.books import OPEN_STATUSES, Decision
from bigtrust.views import wording
from bigtrust.views.cards import Card
from bigtrust.views.phrases import Sentence, Span, capital, clause, marked, plain
from bigtrust.views.side_by_side import value_told
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
    indicator: str = ""  # the name of the one that it is of; "" of what is wrong with the data
    owner: str = ""  # of the decision that is open on it, and until when


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


def owned(
    items: Iterable[Attention], decisions: Iterable[Decision], as_of: date
) -> tuple[Attention, ...]:
    """Each with who sees to it, where a decision of the books on it is open.

    Of several, the one that is due first; a decision on a segment says who sees to that alone.
    """
    on_it: dict[str, Decision] = {}
    for each in sorted(decisions, key=lambda each: (each.due, each.id)):
        if each.indicator and each.status_at(None) in OPEN_STATUSES:
            on_it.setdefault(each.indicator, each)
    return tuple(
        replace(item, owner=_owner(on_it[item.indicator], as_of))
        if item.indicator in on_it
        else item
        for item in items
    )


def _owner(decision: Decision, as_of: date) -> str:
    """ "J. Okafor, due 18 Oct", "J. Okafor, for SMS, was due 18 Oct"."""
    within = f", for {value_told(decision.segment)}" if decision.segment else ""
    verb = "due" if decision.due >= as_of else "was due"
    return f"{decision.owner}{within}, {verb} {wording.day_seen_on(decision.due, as_of)}"


def _getting_worse(card: Card) -> Attention:
    sign = next(sign for sign in card.signs if sign.shape == "diamond")
    since = card.series.signal_since
    started = sign.word
    if since is not None:
        started = f"Out of its usual range since {wording.day_seen_on(since, card.now.period.last)}"
    return Attention(sign, _said(card), _context(card, started), card.measure.name)


def _off_target(card: Card) -> Attention:
    sign = next((sign for sign in card.signs if sign in (MISSES, HIT_AND_MISS)), MISSES)
    return Attention(sign, _said(card), _context(card, sign.word), card.measure.name)


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
