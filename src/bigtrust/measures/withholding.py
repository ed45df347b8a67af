"""What is hidden stays hidden: no cell can be worked out from the cells beside it and their whole.

A line is the cells of all values of one dimension, the others alike; together they are the whole,
the cell without that dimension. The regions of one area are a line, too, and the area is its whole.
Rounding leaves little open where the whole is exact, or small: of 26 in all, 20 (so 18 to 22) are
in the north, and "<5", so just 4, in the south. Such a line hides its smallest open cell as well,
and tells it and the small ones by the same word. What such a line hides is not told by parts
either: of 7 in all, 5 people of the north who are 18 to 34 would leave 2 to any other region.
Source: security.md, disclosure control (a cell solved, or bounded to a width of 2, fails).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations

from bigtrust.builds.filling import REST
from bigtrust.measures.areas import Grouping, coarser_than, spare
from bigtrust.measures.disclosure import FEW, ROUNDING, Protection, hidden
from bigtrust.measures.figure import Figure, Group
from bigtrust.rules.period import Period
from bigtrust.settings.parts import Levels

Table = Callable[[Sequence[str], Mapping[str, str]], list[Figure]]
Cell = tuple[Period, Group]
Bounds = tuple[float, float]
NARROW = 3.0  # one more than the gate allows: lines taken together tell more than each of them
ANY: Bounds = (0.0, float("inf"))


def withhold(
    group_by: Sequence[str],
    where: Mapping[str, str],
    adds_up: Callable[[str], bool],
    table: Table,
    personal: Collection[str],
    levels: Levels,
) -> list[Figure]:
    """The protected figures of groups and filters, without those that would tell what others hide.

    `table`: the protected figures of any groups and filters. `adds_up`: whether the values of a
    dimension make up the whole. A cell is in a line of each of its dimensions, grouped by or
    filtered, and so is told alike however it was asked for; and it is hidden with any cell of fewer
    of these dimensions, one of them `personal`, that it is a part of. Where `levels` group the
    values of a dimension, each group of them is a line too; and a level beside its dimension says
    nothing new.
    """
    table = _asked_once(table)
    kept = frozenset((*group_by, *where)) - spare((*group_by, *where), levels)
    telling: defaultdict[Group, set[Cell]] = defaultdict(set)  # by the dimensions of the groups
    for chosen in _choices(kept):
        if not chosen.isdisjoint(personal):
            names = tuple(name for name in group_by if name in chosen)
            only = {name: where[name] for name in chosen - {*names}}
            for name in filter(adds_up, chosen):
                coarser = coarser_than(name, levels)
                telling[names].update(_telling_along(name, names, only, table, coarser))
    parts = [(_part(group_by, names), cells) for names, cells in telling.items()]
    return [
        hidden(figure, Protection.WITHHELD)
        if any((figure.period, part(figure.group)) in cells for part, cells in parts)
        else figure
        for figure in table(group_by, where)
    ]


def _choices(names: Collection[str]) -> Iterator[frozenset[str]]:
    numbers = range(1, len(names) + 1)
    return map(
        frozenset, chain.from_iterable(combinations(sorted(names), each) for each in numbers)
    )


def _part(group_by: Sequence[str], names: Sequence[str]) -> Callable[[Group], Group]:
    """A group as fewer dimensions tell it."""
    places = [group_by.index(name) for name in names]
    return lambda group: tuple(group[place] for place in places)


def _asked_once(table: Table) -> Table:
    """The lines of several dimensions are made of the same figures."""

    @cache
    def once(groups: Group, where: tuple[tuple[str, str], ...]) -> list[Figure]:
        return table(groups, dict(where))

    return lambda groups, where: once(tuple(groups), tuple(sorted(where.items())))


def _telling_along(
    name: str,
    group_by: Sequence[str],
    where: Mapping[str, str],
    table: Table,
    levels: Mapping[str, Grouping],
) -> Iterator[Cell]:
    """The cells to hide, of the lines along a dimension: to all of its values, and to each group
    of them. Beside the cells of a filter's value stand those of the values that nobody asked for.
    """
    names = [*group_by] if name in group_by else [*group_by, name]
    place, others = names.index(name), {key: where[key] for key in where if key != name}
    siblings = table(names, others)
    wholes: dict[tuple[str, ...], Grouping | None] = {_instead(names, place): None}
    wholes |= {_instead(names, place, level): groups for level, groups in levels.items()}
    for whole, groups in wholes.items():
        for period, group in _telling(siblings, place, groups, table(whole, others)):
            if name in group_by:
                yield period, group
            elif group[place] == where[name]:
                yield period, group[:place]


def _instead(group: Sequence[str], place: int, *others: str) -> tuple[str, ...]:
    """With others in the place of what stands there, or with nothing."""
    return (*group[:place], *others, *group[place + 1 :])


def _telling(
    siblings: Iterable[Figure], place: int, groups: Grouping | None, wholes: Iterable[Figure]
) -> Iterator[Cell]:
    """The cells to hide, of the lines along the dimension at `place`: all its values, or those of
    each of its groups.
    """
    lines: defaultdict[Cell, list[Figure]] = defaultdict(list)
    for figure in siblings:
        instead = () if groups is None else (groups.get(figure.group[place], REST),)
        lines[figure.period, _instead(figure.group, place, *instead)].append(figure)
    for whole in wholes:
        line = lines[whole.period, whole.group]
        if any(_is_narrow([part(figure) for figure in line], part(whole)) for part in _COUNTS):
            yield from ((figure.period, figure.group) for figure in _small(line))


def _small(line: Sequence[Figure]) -> Iterator[Figure]:
    """What is hidden, and the smallest of the rest."""
    yield from (figure for figure in line if figure.numerator is None)
    rest = [figure for figure in line if figure.numerator is not None]
    if rest:
        yield min(rest, key=lambda figure: (figure.numerator, figure.group))


def _is_narrow(line: Sequence[tuple[Bounds, bool]], whole: tuple[Bounds, bool]) -> bool:
    """Whether a hidden part is known too well, and not by its whole alone.

    Of each part: between which counts it lies, and whether it is hidden.
    """
    (least, most), _ = whole
    for place, ((lowest, highest), is_hidden) in enumerate(line):
        if not is_hidden or min(highest, most) - lowest <= NARROW:
            continue
        others = [bounds for bounds, _ in (*line[:place], *line[place + 1 :])]
        floor = max(lowest, least - sum(high for _, high in others))
        if min(highest, most - sum(low for low, _ in others)) - floor <= NARROW:
            return True
    return False


def _numerator(figure: Figure) -> tuple[Bounds, bool]:
    if figure.numerator is not None:
        return _around(figure.numerator, figure, FEW), False
    if figure.protection is Protection.NEARLY_ALL and figure.denominator is not None:
        least, most = _around(figure.denominator, figure, FEW)
        if _is_unbounded(figure):
            return (FEW, most - FEW), True
        return (max(least - FEW + 1, 0.0), most), True
    if _is_unbounded(figure):
        return (FEW, ANY[1]), True
    is_closed = figure.protection is Protection.CLOSED
    return (ANY if is_closed else (0.0, FEW - 1.0)), True


def _denominator(figure: Figure) -> tuple[Bounds, bool]:
    if figure.denominator is None:
        return ANY, figure.protection is Protection.CLOSED
    return _around(figure.denominator, figure, 0), False


def _complement(figure: Figure) -> tuple[Bounds, bool]:
    """What of the denominator is not in the numerator."""
    if figure.protection is Protection.NEARLY_ALL:
        return ((FEW, ANY[1]) if _is_unbounded(figure) else (0.0, FEW - 1.0)), True
    ((fewest, most), _), ((least, all_of_it), closed) = _numerator(figure), _denominator(figure)
    return (max(least - most, 0.0), max(all_of_it - fewest, 0.0)), closed


def _is_unbounded(figure: Figure) -> bool:
    """A rate without a bound: the few people have many of what is counted, or of the rest."""
    of_few = figure.protection in (Protection.FEW, Protection.NEARLY_ALL)
    return of_few and bool(figure.denominator) and figure.low is figure.high is None


_COUNTS = (_numerator, _denominator, _complement)


def _around(count: float, figure: Figure, least: float) -> Bounds:
    """What is rounded to 5 is up to 2 more or less."""
    if not figure.protection:
        return count, count
    return max(count - ROUNDING // 2, least), count + ROUNDING // 2
