"""The sentence on top of the page: what matters first, in at most two lines."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bigtrust.views import wording
from bigtrust.views.cards import Card
from bigtrust.views.gaps import Gap
from bigtrust.views.phrases import Sentence, Span, capital, clause, plain

MOST_NAMED: Final = 4
TWO_LINES: Final = 175  # letters of the headline's type on a page of 1,200 pixels
_LOOKS_BACK: Final = (" in 30 days", " in 90 days")  # what was until a day, and not on it


def lead(
    cards: Sequence[Card], as_of: date, gaps: Sequence[Gap] = (), opening: str = ""
) -> Sentence:
    """What is getting worse; else what misses its target; else that promises are kept.

    With nothing to judge by, what the first indicator says; without any, what is missing. Never
    more than two lines, and begun by `opening` where there is one.
    """
    said = _lead(cards, as_of, gaps, TWO_LINES - len(opening))
    return (Span(opening), *said) if opening else said


def _lead(cards: Sequence[Card], as_of: date, gaps: Sequence[Gap], room: int) -> Sentence:
    worse = [card for card in cards if card.getting_worse]
    off = [card for card in cards if card.off_target and not card.getting_worse]
    if worse:
        counted = _opening(len(worse), "is", "are", "getting worse")
        return _told(worse, counted, _also_off(len(off)), room)
    calm = any(card.series.is_judged for card in cards)
    if off:
        counted = _opening(len(off), "misses its", "miss their", "target")
        return _told(off, counted, " Nothing is getting worse." if calm else "", room)
    judged = any(card.measure.target is not None and card.signs for card in cards)
    return _kept(cards, calm) if judged else _account(cards, as_of, gaps)


def _told(cards: Sequence[Card], opening: str, close: str, room: int) -> Sentence:
    """The opening and the first two cards; one of them, and no close, where two lines are full."""
    tries = ((2, close), (2, ""), (1, close), (1, ""))
    sentences = [_sentence(cards, told, opening, end) for told, end in tries]
    fitting = [said for said in sentences if len(plain(said)) <= room]
    return fitting[0] if fitting else sentences[-1]


def _sentence(cards: Sequence[Card], told: int, opening: str, close: str) -> Sentence:
    first, *others = [clause(card.measure, card.now, concerning=True) for card in cards[:told]]
    lead_in = ": " if len(cards) <= told else ", among them: "
    second = (Span(", and "), *others[0]) if others else ()
    return (Span(opening + lead_in), *first, *second, Span(f".{close}"))


def _opening(count: int, one: str, many: str, rest: str) -> str:
    verb = one if count == 1 else many
    return f"{wording.sentence(wording.counted(count, 'indicator'))} {verb} {rest}"


def _also_off(count: int) -> str:
    if not count:
        return ""
    verb = "misses its" if count == 1 else "miss their"
    return f" {wording.sentence(wording.in_words(count))} more {verb} target."


def _kept(cards: Sequence[Card], calm: bool) -> Sentence:
    judged = sum(card.measure.target is not None and bool(card.signs) for card in cards)
    met = {1: "the one target is", 2: "both targets are"}.get(
        judged, f"all {wording.in_words(judged)} targets are"
    )
    close = ", and nothing is getting worse" if calm else ""
    return (Span(f"Promises are being kept: {met} met{close}."),)


def _account(cards: Sequence[Card], as_of: date, gaps: Sequence[Gap]) -> Sentence:
    known = [card for card in cards if card.now.value is not None]
    if not known:
        missing = [gap.data_set for gap in gaps if gap.data_set]
        why = f": {_some(missing)} are missing" if missing else " from these data"
        return (Span(f"No figure can be formed{why}."),)
    flows = [card for card in known if card.measure.kind == "flow"]
    first = (flows or known)[0]
    said = clause(first.measure, first.now)
    looks_back = plain(said).endswith(_LOOKS_BACK)
    period = " in the 30 days to " if flows else " to " if looks_back else " on "
    calm = " Nothing is getting worse." if any(card.signs for card in known) else ""
    return (*capital(said), Span(f"{period}{wording.long_day(as_of)}.{calm}"))


def _some(names: Sequence[str]) -> str:
    """All of them, or the first and how many more."""
    if len(names) <= MOST_NAMED:
        return wording.joined(names)
    more = f"{wording.in_words(len(names) - MOST_NAMED + 1)} more data sets"
    return wording.joined([*names[: MOST_NAMED - 1], more])
