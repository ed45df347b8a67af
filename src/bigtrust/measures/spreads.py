"""Figures of how counts are spread: quantiles, what the top receives, how long things take."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from bigtrust.measures.figure import Figure, Group
from bigtrust.measures.measure import Quantile, Survival, TopShare
from bigtrust.rules.period import Period
from bigtrust.rules.survival import time_to


def spreads(
    spread: Quantile | TopShare,
    rows: Iterable[Sequence[Any]],
    periods: Sequence[Period],
    grouped: bool,
) -> list[Figure]:
    """The figures from rows of position, groups, level, how many people are at the level."""
    people = _by_level(rows, periods, grouped)
    return [
        _spread(spread, periods[position], group, levels)
        for (position, group), levels in sorted(people.items())
    ]


def times(
    spread: Survival,
    happened: Iterable[Sequence[Any]],
    seen: Iterable[Sequence[Any]],
    periods: Sequence[Period],
    grouped: bool,
) -> list[Figure]:
    """The figures from rows, as `spreads` takes them, of cases that happened, and of all cases."""
    ended = _by_level(happened, periods, grouped)
    return [
        _time(spread, periods[position], group, ended[position, group], levels)
        for (position, group), levels in sorted(_by_level(seen, periods, grouped).items())
    ]


def _by_level(
    rows: Iterable[Sequence[Any]], periods: Sequence[Period], grouped: bool
) -> defaultdict[tuple[int, Group], dict[int, int]]:
    """(position, group) -> level -> how many; without groups, every position is there."""
    found: defaultdict[tuple[int, Group], dict[int, int]] = defaultdict(dict)
    for row in rows:
        position, *group, level, number = tuple(row)
        if number:
            found[position, tuple(group)][level] = int(number)
    if not grouped:
        found |= {(position, ()): found[position, ()] for position in range(len(periods))}
    return found


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


def _time(
    spread: Survival, period: Period, group: Group, ended: dict[int, int], seen: dict[int, int]
) -> Figure:
    """Those that happened at a level, and those that were still going on when last seen."""
    going_on = {level: number - ended.get(level, 0) for level, number in seen.items()}
    bars = [(*bar, True) for bar in ended.items()] + [(*bar, False) for bar in going_on.items()]
    happened, cases = float(sum(ended.values())), float(sum(seen.values()))
    found = time_to(
        spread.share,
        [level for level, _, _ in bars],
        [number for _, number, _ in bars],
        [is_over for _, _, is_over in bars],
    )
    if found is None:
        return Figure(period, group, happened, cases, None)
    if found.value is None:
        return Figure(period, group, happened, cases, None, beyond=float(found.longest))
    return Figure(period, group, happened, cases, float(found.value))


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
