"""Figures of how counts are spread over people: quantiles, and what the top receives."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Quantile, TopShare
from bigtrust.rules.period import Period


def spreads(
    spread: Quantile | TopShare,
    rows: Iterable[Sequence[Any]],
    periods: Sequence[Period],
    grouped: bool,
) -> list[Figure]:
    """The figures from rows of position, groups, level, how many people are at the level."""
    people: defaultdict[tuple[int, Group], dict[int, int]] = defaultdict(dict)
    for row in rows:
        position, *group, level, number = tuple(row)
        if number:
            people[position, tuple(group)][level] = int(number)
    if not grouped:
        people |= {(position, ()): people[position, ()] for position in range(len(periods))}
    return [
        _spread(spread, periods[position], group, levels)
        for (position, group), levels in sorted(people.items())
    ]


def _spread(
    spread: Quantile | TopShare, period: Period, group: Group, levels: dict[int, int]
) -> Figure:
    """Of a quantile: contacts and people; of a share: the contacts of the top, and of all."""
    people = sum(levels.values())
    contacts = sum(level * number for level, number in levels.items())
    if not people:
        return Figure(period, group, 0.0, 0.0, None)
    if isinstance(spread, Quantile):
        return Figure(period, group, contacts, people, _quantile(levels, spread.share))
    top = _received_by_top(levels, ceil(spread.people * people))
    return Figure(period, group, top, contacts, 100.0 * top / contacts)


def _quantile(levels: dict[int, int], share: float) -> float:
    reached, rank = 0, ceil(share * sum(levels.values()))
    for level in sorted(levels):
        reached += levels[level]
        if reached >= rank:
            return float(level)
    raise ValueError("a share is at most 1")


def _received_by_top(levels: dict[int, int], people: int) -> float:
    received = 0
    for level in sorted(levels, reverse=True):
        taken = min(people, levels[level])
        received += taken * level
        people -= taken
    return float(received)
