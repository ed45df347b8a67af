"""Cards in rows, each row under a title that is its finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bigtrust.views import wording
from bigtrust.views.cards import Card, Failure

IN_A_ROW: Final = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of a principle, or of several that fit in one row together."""

    title: str
    cards: tuple[Card | Failure, ...]


def groups_of(shown: Sequence[Card | Failure]) -> tuple[Group, ...]:
    """In the order given; neighbouring principles share a row where they fit into it."""
    rows: list[list[Card | Failure]] = []
    for _, members in groupby(shown, key=lambda each: each.measure.principle):
        principle = list(members)
        if rows and len(rows[-1]) + len(principle) <= IN_A_ROW:
            rows[-1] += principle
        else:
            rows.append(principle)
    return tuple(Group(_title(row), tuple(row)) for row in rows)


def rows_of(shown: Sequence[Card | Failure]) -> tuple[Group, ...]:
    """The cards of one principle, the indicators that belong together never parted by a row."""
    rows: list[list[Card | Failure]] = []
    for _, members in groupby(shown, key=lambda each: each.measure.number):
        family = list(members)
        if rows and len(rows[-1]) + len(family) <= IN_A_ROW:
            rows[-1] += family
        else:
            rows.append(family)
    return tuple(
        Group(wording.sentence(_named([c for c in row if isinstance(c, Card)])), tuple(row))
        for row in rows
    )


def _title(row: Sequence[Card | Failure]) -> str:
    principles = dict.fromkeys(each.measure.principle for each in row)
    named = wording.sentence(wording.joined(list(principles)))
    return f"{named}: {_finding([each for each in row if isinstance(each, Card)])}"


def _named(cards: Sequence[Card]) -> str:
    """ "improving: excess contacts; off target: washing-machine offers"."""
    found = {
        "getting worse": [card for card in cards if card.getting_worse],
        "improving": [card for card in cards if card.improving and not card.off_target],
        "improving, yet off target": [c for c in cards if c.improving and c.off_target],
        "off target": [c for c in cards if c.off_target and not (c.improving or c.getting_worse)],
    }
    said = [f"{what}: {_titles(which)}" for what, which in found.items() if which]
    return "; ".join(said) or _calm(cards)


def _titles(cards: Sequence[Card]) -> str:
    return ", ".join(wording.inside(card.measure.title) for card in cards)


def _finding(cards: Sequence[Card]) -> str:
    worse = sum(card.getting_worse for card in cards)
    better = sum(card.improving for card in cards)
    off = sum(card.off_target for card in cards)
    found = [
        _told(worse, "is getting worse", "are getting worse"),
        _told(better, "is improving", "are improving"),
        _told(off, "misses its target", "miss their target"),
    ]
    said = [part for part in found if part]
    return wording.joined(said) if said else _calm(cards)


def _calm(cards: Sequence[Card]) -> str:
    """What is neither worse nor better nor off target; where trends mislead, none is steady."""
    steady = any(card.series.is_judged for card in cards)
    kept = any(card.measure.target is not None and card.signs for card in cards)
    if steady:
        return "steady, and on target" if kept else "steady"
    if kept:
        return "on target"
    misleads = any(card.series.misleads for card in cards)
    return "no verdict on the trend" if misleads else "too early to tell"


def _told(count: int, one: str, many: str) -> str:
    return f"{wording.in_words(count)} {one if count == 1 else many}" if count else ""
