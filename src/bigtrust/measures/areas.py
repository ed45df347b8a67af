"""Which dimensions say less of the same people than another: regions make up areas (settings)."""

from collections.abc import Mapping, Sequence

from bigtrust.builds.filling import REST
from bigtrust.settings.parts import Levels

Grouping = Mapping[str, str]  # a value -> its group; of the values that settings do not name: REST
_UNNAMED = ""  # stands for all of those


def coarser_than(name: str, levels: Levels) -> dict[str, Grouping]:
    """The levels that a dimension is grouped into, or a level: each value belongs to one group."""
    found: dict[str, Grouping] = {}
    for dimension, of_it in levels.items():
        known = {level: _group_of(groups) for level, groups in of_it.items()}
        values = {value for grouping in known.values() for value in grouping} | {_UNNAMED}
        if name == dimension:
            found |= known
        elif name in known:
            others = {level: own for level, own in known.items() if level != name}
            found |= {
                level: grouping
                for level, own in others.items()
                if (grouping := _between(known[name], own, values)) is not None
            }
    return found


def spare(names: Sequence[str], levels: Levels) -> frozenset[str]:
    """Those that say nothing which another of the names does not say already."""
    kept = list(names)
    for name in names:
        if any(name in coarser_than(other, levels) for other in kept if other != name):
            kept.remove(name)
    return frozenset(names) - frozenset(kept)


def _group_of(groups: Mapping[str, Sequence[str]]) -> Grouping:
    return {value: group for group, values in groups.items() for value in values}


def _between(finer: Grouping, coarser: Grouping, values: set[str]) -> Grouping | None:
    """Group -> group that holds all of it; None where one is spread over several."""
    pairs = {(finer.get(value, REST), coarser.get(value, REST)) for value in values}
    found = dict(pairs)
    return found if len(found) == len(pairs) else None
